//! The linker against protoc.

use super::*;
use crate::compile::parsed::Parsed;
use crate::descriptor::google::protobuf::FileDescriptorSet;
use crate::wire::Message;
use protox::file::File;
use std::collections::HashMap;
use std::path::Path;

fn parsed(name: &str, text: &str) -> Option<Parsed> {
    use protox::prost_reflect::prost::Message as _;
    let file = File::from_source(name, text).ok()?;
    let mut proto = file.file_descriptor_proto().clone();
    proto.source_code_info = None;
    let file = FileDescriptorProto::decode(&proto.encode_to_vec()).unwrap();
    Some(Parsed {
        file,
        ..Parsed::default()
    })
}

#[test]
#[ignore]
fn googleapis() {
    let root = Path::new("/work/scratch/googleapis");
    let set = std::fs::read("/work/scratch/ga.bin").unwrap();
    let set = FileDescriptorSet::decode(&set).unwrap();
    let mut units = Vec::new();
    for file in &set.file {
        let name = file.name();
        if let Some(file) = bundled::descriptor(name) {
            units.push(Unit {
                origin: Origin::Finished(file),
                asked: false,
            });
            continue;
        }
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        let parsed = parsed(name, &text).unwrap_or_else(|| panic!("{name}"));
        units.push(Unit {
            origin: Origin::Source(Box::new(parsed)),
            asked: true,
        });
    }
    let start = std::time::Instant::now();
    let linked = link(units);
    println!("link {:?}", start.elapsed());
    let mut by_message = HashMap::<String, usize>::new();
    for finding in &linked.findings {
        *by_message.entry(format!("{:?}", finding)).or_default() += 1;
    }
    println!("{} findings", linked.findings.len());
    for (text, count) in by_message.iter().take(20) {
        println!("{count} {text}");
    }
    let mut differing = 0;
    for (mine, theirs) in linked.files.into_iter().zip(set.file) {
        let strip = |mut file: FileDescriptorProto| {
            file.source_code_info = None;
            file
        };
        let (mine, theirs) = (strip(mine), strip(theirs));
        if mine.encode_to_vec() != theirs.encode_to_vec() {
            differing += 1;
            if differing < 4 {
                let (a, b) = (format!("{mine:#?}"), format!("{theirs:#?}"));
                println!("{}", mine.name());
                for (x, y) in a.lines().zip(b.lines()).filter(|(x, y)| x != y).take(5) {
                    println!("  mine   {x}\n  protoc {y}");
                }
            }
        }
    }
    println!("{differing} differ");
}
