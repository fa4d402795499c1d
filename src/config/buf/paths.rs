//! Paths as configurations write them: relative, with `/`, below the folder of their file.

use super::Invalid;

/// A path without `.` and `..` parts and slashes at its ends; it must stay below the folder that it is meant from.
pub fn normal(path: &str) -> Result<String, Invalid> {
    if path.starts_with('/') {
        return Err(Invalid(format!("the path {path:?} must be relative")));
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                let outside =
                    || format!("the path {path:?} leads out of the configuration's folder");
                parts.pop().ok_or_else(|| Invalid(outside()))?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Each of several paths.
pub(super) fn normals(paths: &[String]) -> Result<Vec<String>, Invalid> {
    paths.iter().map(|path| normal(path)).collect()
}

/// That no path is another one's, or lies below it.
pub(super) fn apart(paths: &[String], what: &str) -> Result<(), Invalid> {
    for (index, path) in paths.iter().enumerate() {
        for other in &paths[..index] {
            if path == other {
                return Err(Invalid(format!("{what} {path:?} is listed twice")));
            }
            let (inner, outer) = if is_within(path, other) {
                (path, other)
            } else {
                (other, path)
            };
            if is_within(inner, outer) {
                let text = format!("{what} {inner:?} lies in {outer:?}, which is listed too");
                return Err(Invalid(text));
            }
        }
    }
    Ok(())
}

/// Whether a path is another one, or lies below it.
pub(super) fn is_within(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_their_folder() {
        for (path, expected) in [
            (".", Some("")),
            ("./a//b/", Some("a/b")),
            ("a/../b", Some("b")),
            ("a/..", Some("")),
            ("/a", None),
            ("../a", None),
            ("a/../../b", None),
        ] {
            assert_eq!(normal(path).ok().as_deref(), expected, "{path}");
        }
    }
}
