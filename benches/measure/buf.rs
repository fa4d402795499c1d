//! buf: the program that `BUF` names, the one on the `PATH`, or that of the npm package, which is installed below `target`.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

/// As npm has it.
const PACKAGE: &str = "@bufbuild/buf@1.75.0";

/// The program, else why it is not there.
pub fn find(folder: &Path) -> Result<OsString, String> {
    let starts = |program: &OsString| {
        let mut version = Command::new(program);
        version.arg("--version").stdout(Stdio::null());
        version.status().is_ok_and(|status| status.success())
    };
    let installed = folder.join("node_modules/.bin/buf").into_os_string();
    if let Some(named) = env::var_os("BUF") {
        return match starts(&named) {
            true => Ok(named),
            false => Err(format!("{} does not start", named.display())),
        };
    }
    let mut found = [OsString::from("buf"), installed.clone()].into_iter();
    if let Some(program) = found.find(starts) {
        return Ok(program);
    }
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--prefix"]);
    npm.arg(folder).arg(PACKAGE).stdout(Stdio::null());
    match npm.status() {
        Ok(status) if status.success() && starts(&installed) => Ok(installed),
        Ok(status) => Err(format!("npm cannot install {PACKAGE}: {status}")),
        Err(error) => Err(format!("it is neither installed nor is npm: {error}")),
    }
}
