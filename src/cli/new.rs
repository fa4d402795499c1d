//! `grpcgen new`: a small working crate.

use super::Outcome;
use crate::builder::{self, Rendered};
use crate::codegen::Options;
use crate::compile::Input;
use crate::files::Files;
use crate::output;
use anyhow::{Context, bail};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Make a small working crate: schema, server, client, interceptors.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to make; its last part names the crate.
    path: PathBuf,

    /// What the crate shows.
    #[arg(long, value_enum, default_value_t = Template::Unary)]
    template: Template,
}

/// The call shapes, each as a service that people build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Template {
    /// Users: create, get, update, delete, list.
    Unary,
    /// A live feed: one request, many messages.
    Feed,
    /// A file upload in chunks with a checksum.
    Upload,
    /// Chat rooms: both sides stream.
    Chat,
}

struct File(&'static str, &'static str);

macro_rules! files {
    ($folder:literal: $($path:literal from $source:literal),* $(,)?) => {
        &[$(File($path, include_str!(concat!("../../templates/init/", $folder, "/", $source)))),*]
    };
}

/// What every template has.
const SHARED: &[File] = files! { "shared":
    ".gitignore" from "gitignore",
    "Cargo.toml" from "Cargo.toml.in",
    "README.md" from "README.md.in",
    "grpcgen.toml" from "grpcgen.toml",
    "src/bin/server.rs" from "src/bin/server.rs",
    "src/interceptors.rs" from "src/interceptors.rs",
    "src/lib.rs" from "src/lib.rs",
};

impl Template {
    fn files(self) -> &'static [File] {
        match self {
            Self::Unary => files! { "unary":
                "proto/users/v1/users.proto" from "proto/users.proto",
                "src/bin/client.rs" from "src/bin/client.rs",
                "src/service.rs" from "src/service.rs",
            },
            Self::Feed => files! { "feed":
                "proto/feed/v1/feed.proto" from "proto/feed.proto",
                "src/bin/client.rs" from "src/bin/client.rs",
                "src/service.rs" from "src/service.rs",
            },
            Self::Upload => files! { "upload":
                "proto/upload/v1/upload.proto" from "proto/upload.proto",
                "src/bin/client.rs" from "src/bin/client.rs",
                "src/service.rs" from "src/service.rs",
            },
            Self::Chat => files! { "chat":
                "proto/chat/v1/chat.proto" from "proto/chat.proto",
                "src/bin/client.rs" from "src/bin/client.rs",
                "src/service.rs" from "src/service.rs",
            },
        }
    }

    /// The crates that it needs beside those of the generated code, as lines of a manifest.
    fn dependencies(self) -> &'static [&'static str] {
        match self {
            Self::Unary | Self::Feed | Self::Chat => &[],
            Self::Upload => &["crc32fast = \"1\""],
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Unary => {
                "A service that keeps users: unary calls, and the errors that belong to them."
            }
            Self::Feed => {
                "A live feed: a client subscribes and is sent what happens, at the pace it can take."
            }
            Self::Upload => {
                "A file upload: chunks in, a checksum out, in constant memory however large the file."
            }
            Self::Chat => "Chat rooms: both sides send when they have something to say.",
        }
    }
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let name = crate_name(&args.path)?;
    let taken = fs::read_dir(&args.path).is_ok_and(|mut entries| entries.next().is_some());
    if taken || args.path.is_file() {
        bail!(
            "{} exists already; choose another name",
            args.path.display()
        );
    }
    // All of it is made beside and moved at once: a failure leaves nothing behind.
    let parent = args
        .path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    let staging = tempfile::Builder::new()
        .prefix(".grpcgen-new-")
        .tempdir_in(parent);
    let staging = staging.with_context(|| format!("cannot write to {}", parent.display()))?;
    let root = staging.path().join("crate");
    let files = || SHARED.iter().chain(args.template.files());
    for File(path, text) in files().filter(|File(path, _)| path.starts_with("proto/")) {
        write(&root.join(path), text)?;
    }
    let input = Input::Sources {
        files: Files::on_disk(),
        paths: vec![root.join("proto")],
        includes: Vec::new(),
    };
    let Rendered {
        files: tree,
        dependencies,
        ..
    } = builder::render(input, &Options::default(), &|_| ())?;
    output::write(&tree, &root.join("src/api"))?;
    let dependencies = manifest(&dependencies, args.template.dependencies());
    for File(path, text) in files() {
        let text = text
            .replace("{{name}}", name)
            .replace("{{crate_name}}", &name.replace('-', "_"));
        let text = text
            .replace("{{dependencies}}", &dependencies)
            .replace("{{about}}", args.template.about());
        write(&root.join(path), &text)?;
    }
    fs::rename(&root, &args.path)
        .with_context(|| format!("cannot create {}", args.path.display()))?;
    let path = args.path.display();
    writeln!(
        io::stderr(),
        "made {path}; now: cd {path} && cargo run --bin server, and cargo run --bin client"
    )?;
    Ok(Outcome::Clean)
}

/// The lines of `[dependencies]`: what the generated code needs, and what the crate's own code needs beside that.
fn manifest(generated: &str, own: &[&str]) -> String {
    // The binaries start a runtime of several threads and wait for signals.
    let generated = generated.replace("\"rt\",", "\"rt-multi-thread\", \"signal\",");
    let mut lines: Vec<_> = generated.lines().chain(own.iter().copied()).collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// The crate's name: what cargo takes as one.
fn crate_name(path: &Path) -> anyhow::Result<&str> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .context("the path has no last part to name the crate")?;
    let valid = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !valid || syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err() {
        bail!("{name:?} cannot name a crate; use letters, digits, '-' and '_', and no keyword");
    }
    if matches!(
        name,
        "test"
            | "core"
            | "std"
            | "alloc"
            | "proc_macro"
            | "tokio"
            | "h2"
            | "http"
            | "bytes"
            | "futures-core"
            | "futures_core"
            | "crc32fast"
    ) {
        bail!("{name:?} is the name of a crate that the new one needs; choose another");
    }
    Ok(name)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
