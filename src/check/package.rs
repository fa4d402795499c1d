//! Versions in package names: `acme.v1`, `acme.v1beta1`, `acme.v2test`.

/// How finished what a version names is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stability {
    /// `v1`.
    Stable,
    /// `v1alpha1`, `v1p2beta`, `v1test`.
    Unstable,
}

/// The stability that the last part of a package's name speaks of, if it is a version.
pub fn stability(package: &str) -> Option<Stability> {
    let (_, version) = package.rsplit_once('.')?;
    let version = version.strip_prefix('v')?;
    if is_number(version) {
        return Some(Stability::Stable);
    }
    let unstable = match version.split_once("test") {
        Some((major, _)) => is_number(major),
        None => is_preview(version),
    };
    unstable.then_some(Stability::Unstable)
}

/// Whether a package says that it may still change.
pub fn is_unstable(package: &str) -> bool {
    stability(package) == Some(Stability::Unstable)
}

/// `1alpha`, `1beta2`, `1p2alpha3`.
fn is_preview(version: &str) -> bool {
    let split = version.split_once("alpha").or(version.split_once("beta"));
    let Some((numbers, revision)) = split else {
        return false;
    };
    let mut numbers = numbers.splitn(2, 'p');
    numbers.all(is_number) && (revision.is_empty() || is_number(revision))
}

/// A number from one, without leading zeros.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() && !text.starts_with('0')
}
