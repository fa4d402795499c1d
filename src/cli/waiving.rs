//! What `lint`, `breaking` and `check` do with waivers: hold findings against them, and write new ones.

use super::{beside, count};
use crate::check::Set;
use crate::report::{Finding, Severity};
use crate::waivers::{self, Date, NewWaiver, Waivers};
use anyhow::{Context, bail};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// Which waivers count, and when.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Waived {
    /// The waivers; grpcgen.waivers.toml in the folder of the input or above it where it is not given.
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,

    /// The day on which waivers must not have expired yet; today where it is not given.
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
}

/// New waivers.
#[derive(Debug, clap::Args)]
pub(super) struct Waiving {
    /// Accept what breaks, for this reason: write a waiver for each finding.
    #[arg(long, value_name = "REASON")]
    waive: Option<String>,

    /// Who answers for the new waivers.
    #[arg(long, requires = "waive")]
    owner: Option<String>,

    /// The last day that the new waivers hold.
    #[arg(long, requires = "waive", value_name = "DATE", value_parser = date)]
    expires: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "it is no date such as 2030-12-31".to_owned())
}

impl Waived {
    pub(super) fn today(&self) -> Date {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = || Date::of_unix_seconds(since.unwrap_or_default().as_secs());
        self.today.unwrap_or_else(now)
    }

    fn path(&self, input: &str) -> anyhow::Result<PathBuf> {
        match &self.waivers {
            Some(path) if !path.exists() => bail!("{} does not exist", path.display()),
            Some(path) => Ok(path.clone()),
            None => beside::locate(input, waivers::FILE_NAME),
        }
    }

    /// The waivers for an input.
    pub(super) fn read(&self, input: &str) -> anyhow::Result<Waivers> {
        let path = self.path(input)?;
        let (shown, text) = (beside::shown(&path), beside::read(&path)?);
        Waivers::parse(&shown, &text).with_context(|| format!("{shown} is invalid"))
    }
}

impl Waiving {
    /// Writes waivers for what breaks, if that was asked for. False where nothing was written.
    pub(super) fn waive(
        &self,
        findings: &[Finding],
        input: &str,
        waived: &Waived,
    ) -> anyhow::Result<bool> {
        let Some(reason) = self.waive.as_deref() else {
            return Ok(false);
        };
        if reason.trim().is_empty() {
            bail!("a waiver needs a reason");
        }
        let today = waived.today();
        if let Some(expires) = self.expires.filter(|expires| *expires < today) {
            bail!("a waiver that expires on {expires} would not hold today, {today}");
        }
        let is_breaking = |finding: &&Finding| {
            let id = finding.rule.as_deref();
            finding.severity == Severity::Error
                && Set::Breaking.rules().any(|rule| Some(rule.id) == id)
        };
        let accepted: Vec<_> = findings.iter().filter(is_breaking).collect();
        if accepted.is_empty() {
            writeln!(io::stderr(), "nothing breaks that is not waived already")?;
            return Ok(false);
        }
        let path = waived.path(input)?;
        let new = NewWaiver {
            reason,
            owner: self.owner.as_deref(),
            expires: self.expires,
        };
        let shown = beside::shown(&path);
        let text = waivers::add(&beside::read(&path)?, &accepted, &new)
            .with_context(|| format!("{shown} is invalid"))?;
        beside::write([(path.as_path(), text.as_bytes())])?;
        let accepted = count(accepted.len(), "finding");
        writeln!(io::stderr(), "{shown}: {accepted} waived")?;
        Ok(true)
    }
}
