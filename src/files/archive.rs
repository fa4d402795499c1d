//! Archives: tar and zip, and what is compressed with gzip or zstd.
//!
//! Only sources and configurations are kept. What an archive may make of itself is bounded: it comes from anywhere.

use super::{Error, Files, is_wanted};
use std::io::{self, Cursor, Read};
use std::path::{Component, Path, PathBuf};

/// The most that may come out of one archive or compressed file, in bytes.
const LARGEST: u64 = 4 << 30;

/// A tar ends with blocks of this size that hold nothing.
const TAR_BLOCK: usize = 512;

/// The kinds of archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveKind {
    /// `.tar`, as it stands or compressed.
    Tar,
    /// `.zip`.
    Zip,
}

/// The files of an archive, as if its content lay in the folder `mount`.
///
/// `strip` folders are taken off the front of every path; what is not so deep is left out.
pub fn unpack(
    kind: ArchiveKind,
    bytes: Vec<u8>,
    mount: &Path,
    strip: usize,
) -> Result<Files, Error> {
    let entries = match kind {
        ArchiveKind::Tar => decompress(bytes).and_then(|bytes| untar(&bytes)),
        ArchiveKind::Zip => unzip(bytes),
    };
    let entries = entries.map_err(|error| {
        let text = format!("cannot read the archive {}: {error}", mount.display());
        Error::new(text).help("get it anew: it is damaged, or not yet whole")
    })?;
    let entries = entries.into_iter();
    let kept = entries.filter_map(|(path, content)| {
        let path: PathBuf = inside(&path)?.into_iter().skip(strip).collect();
        (!path.as_os_str().is_empty()).then(|| (mount.join(path), content))
    });
    Ok(Files::in_memory(kept))
}

/// Bytes that may be compressed with gzip or zstd, without that; their first bytes tell.
pub(super) fn decompress(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    let length = match bytes.as_slice() {
        [0x1f, 0x8b, ..] => flate2::read::MultiGzDecoder::new(bytes.as_slice())
            .take(LARGEST + 1)
            .read_to_end(&mut plain),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => ruzstd::decoding::StreamingDecoder::new(bytes.as_slice())
            .map_err(io::Error::other)
            .and_then(|decoder| decoder.take(LARGEST + 1).read_to_end(&mut plain)),
        _ => return Ok(bytes),
    }?;
    if length as u64 > LARGEST {
        let text = format!("what is compressed in it is larger than {LARGEST} bytes");
        return Err(io::Error::other(text));
    }
    Ok(plain)
}

type Entries = Vec<(PathBuf, Vec<u8>)>;

fn untar(bytes: &[u8]) -> io::Result<Entries> {
    // Cut between two entries, it would merely have fewer files.
    if !bytes.ends_with(&[0; TAR_BLOCK]) {
        return Err(io::Error::other("it ends too early"));
    }
    let mut entries = Vec::new();
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        if entry.header().entry_type().is_file() && is_wanted(&path) {
            // The input backs every byte of an entry, so its size is bounded by ours.
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            entries.push((path, content));
        }
    }
    Ok(entries)
}

fn unzip(bytes: Vec<u8>) -> io::Result<Entries> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(io::Error::other)?;
    let mut entries = Vec::new();
    let mut left = LARGEST;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(io::Error::other)?;
        let Some(path) = entry.enclosed_name() else {
            continue;
        };
        if !entry.is_file() || !is_wanted(&path) {
            continue;
        }
        let mut content = Vec::new();
        let length = entry.take(left + 1).read_to_end(&mut content)? as u64;
        left = left.checked_sub(length).ok_or_else(|| {
            io::Error::other(format!(
                "its files are larger than {LARGEST} bytes together"
            ))
        })?;
        entries.push((path, content));
    }
    Ok(entries)
}

/// The parts of a path that stays inside the folder that it is put into; `None` for one that does not.
fn inside(path: &Path) -> Option<Vec<&std::ffi::OsStr>> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part),
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) | Component::ParentDir => return None,
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const CONTENT: [(&str, &str); 4] = [
        ("top/a/one.proto", "syntax = \"proto3\";"),
        ("top/buf.yaml", "version: v2"),
        ("top/readme.md", "not for us"),
        ("flat.proto", ""),
    ];

    fn tarred(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (path, content) in entries {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            // Set by hand: the builder refuses what a hostile archive may have.
            header.as_gnu_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
            header.set_cksum();
            builder.append(&header, content.as_bytes()).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, content) in entries {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*path, options).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn paths(files: &Files) -> Vec<String> {
        let below = files.below(Path::new("x.tar")).into_iter();
        below
            .map(|path| path.unwrap().display().to_string())
            .collect()
    }

    #[test]
    fn archives_hold_sources_and_configurations() {
        let tar = tarred(&CONTENT);
        let zstd = ruzstd::encoding::compress_to_vec(
            tar.as_slice(),
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let gzip = gzipped(&tar);
        let cases = [
            (ArchiveKind::Tar, tar),
            (ArchiveKind::Tar, gzip),
            (ArchiveKind::Tar, zstd),
            (ArchiveKind::Zip, zipped(&CONTENT)),
        ];
        for (kind, bytes) in cases {
            let whole = unpack(kind, bytes.clone(), Path::new("x.tar"), 0).unwrap();
            let all = [
                "x.tar/flat.proto",
                "x.tar/top/a/one.proto",
                "x.tar/top/buf.yaml",
            ];
            assert_eq!(paths(&whole), all);
            let read = whole.read(Path::new("x.tar/top/buf.yaml")).unwrap();
            assert_eq!(read, b"version: v2");
            let stripped = unpack(kind, bytes, Path::new("x.tar"), 1).unwrap();
            assert_eq!(paths(&stripped), ["x.tar/a/one.proto", "x.tar/buf.yaml"]);
        }
    }

    #[test]
    fn damaged_archives_are_errors_and_paths_stay_inside() {
        let tar = tarred(&CONTENT);
        for (kind, bytes) in [
            (ArchiveKind::Tar, tar[..700].to_vec()),
            (ArchiveKind::Tar, gzipped(&tar)[..100].to_vec()),
            (ArchiveKind::Zip, zipped(&CONTENT)[..200].to_vec()),
            (ArchiveKind::Zip, tar),
        ] {
            assert!(unpack(kind, bytes, Path::new("x.tar"), 0).is_err());
        }
        let hostile = tarred(&[
            ("../up.proto", "x"),
            ("/etc/root.proto", "x"),
            ("in.proto", "x"),
        ]);
        let files = unpack(ArchiveKind::Tar, hostile, Path::new("x.tar"), 0).unwrap();
        assert_eq!(paths(&files), ["x.tar/in.proto"]);
    }
}
