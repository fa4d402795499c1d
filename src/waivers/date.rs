//! Days of the calendar.

use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads `2030-12-31`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::of_toml(&text.parse().ok()?)
    }

    /// A date without a time.
    pub(super) fn of_toml(value: &toml::value::Datetime) -> Option<Self> {
        if value.time.is_some() || value.offset.is_some() {
            return None;
        }
        let toml::value::Date { year, month, day } = value.date?;
        Some(Self { year, month, day })
    }

    pub(super) fn to_toml(self) -> toml_edit::Datetime {
        let Self { year, month, day } = self;
        toml_edit::Datetime {
            date: Some(toml_edit::Date { year, month, day }),
            time: None,
            offset: None,
        }
    }

    /// The day in Greenwich, this many seconds after 1970 began.
    pub fn of_unix_seconds(seconds: u64) -> Self {
        const DAYS_OF_400_YEARS: u64 = 146_097;
        // Years that begin in March have their leap day last: then the days of months follow a rule.
        let days = seconds / 86_400 + 719_468;
        let (cycle, day) = (days / DAYS_OF_400_YEARS, days % DAYS_OF_400_YEARS);
        let year = (day - day / 1_460 + day / 36_524 - day / (DAYS_OF_400_YEARS - 1)) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (month, next_year) = if month < 10 {
            (month + 3, 0)
        } else {
            (month - 9, 1)
        };
        Self {
            year: u16::try_from(cycle * 400 + year + next_year).unwrap_or(u16::MAX),
            month: u8::try_from(month).unwrap_or(u8::MAX),
            day: u8::try_from(day).unwrap_or(u8::MAX),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_days() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_795_219_200, "2026-11-21"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(Date::of_unix_seconds(seconds).to_string(), expected);
        }
    }

    #[test]
    fn dates_are_read() {
        assert_eq!(Date::parse("2028-02-29").unwrap().to_string(), "2028-02-29");
        for text in [
            "2027-02-29",
            "2027-13-01",
            "2027-1-1",
            "tomorrow",
            "2027-01-01T00:00:00",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
