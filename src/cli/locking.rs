//! What `breaking` and `check` do with `grpcgen.lock`: hold the schema against it, and write it anew.

use super::beside;
use super::subject::Subject;
use crate::check::Lock;
use crate::report::Finding;
use anyhow::anyhow;
use std::path::PathBuf;

/// The name of the file.
const FILE_NAME: &str = "grpcgen.lock";

/// The lock of an input.
pub(super) struct Locked {
    path: PathBuf,
    /// As it is in the file.
    text: String,
    lock: Lock,
}

impl Locked {
    /// The lock of an input, if one is kept or `wanted`.
    pub(super) fn open(
        input: &str,
        subject: &Subject,
        wanted: bool,
    ) -> anyhow::Result<Option<Self>> {
        let path = beside::locate(input, FILE_NAME)?;
        let sets = subject.parts.iter().flat_map(|part| &part.breaking);
        let configured = sets.into_iter().any(|set| set.config.lock);
        if !wanted && !configured && !path.is_file() {
            return Ok(None);
        }
        let text = beside::read(&path)?;
        let lock = Lock::parse(&text);
        let lock = lock.map_err(|error| anyhow!("{} is invalid: {error}", beside::shown(&path)))?;
        Ok(Some(Self { path, text, lock }))
    }

    /// What uses again what once was something else.
    pub(super) fn findings(&self, subject: &Subject) -> Vec<Finding> {
        let mut findings = Vec::new();
        for part in &subject.parts {
            let view = subject.view(part);
            for set in &part.breaking {
                findings.extend(set.label(self.lock.check(&view, &set.config)));
            }
        }
        findings
    }

    /// Writes the lock as it is from now on. What is only a part of its schema must not make the rest forgotten.
    pub(super) fn write(mut self, subject: &Subject, bases: &[Subject]) -> anyhow::Result<()> {
        if !subject.on_disk || !subject.is_whole {
            return Ok(());
        }
        for base in bases {
            self.remember(base);
        }
        self.remember(subject);
        let text = self.lock.to_string();
        if text != self.text {
            beside::write([(self.path.as_path(), text.as_bytes())])?;
        }
        Ok(())
    }

    fn remember(&mut self, subject: &Subject) {
        let views: Vec<_> = subject
            .parts
            .iter()
            .map(|part| subject.view(part))
            .collect();
        self.lock.update(&views.iter().collect::<Vec<_>>());
    }
}
