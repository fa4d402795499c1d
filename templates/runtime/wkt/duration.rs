//! `Duration`: from and to [`std::time::Duration`], and as text in seconds (`1.500s`), which is its JSON form.

use super::{Duration, InvalidValue, fraction};
use std::{fmt, str, time};

/// Some 10,000 years, the most that the schema allows.
const MAX_SECONDS: i64 = 315_576_000_000;
const NANOS: i32 = 1_000_000_000;
const OUT_OF_RANGE: InvalidValue = InvalidValue::new(
    "Duration",
    "outside ±315,576,000,000 seconds, or with nanos that are not a fraction of its seconds",
);

impl Duration {
    /// Whether the value keeps to the schema: about ±10,000 years, and nanos below a second with the sign of the seconds.
    pub fn is_valid(&self) -> bool {
        let signs_agree = self.seconds.signum() * i64::from(self.nanos.signum()) >= 0;
        self.seconds.abs_diff(0) <= MAX_SECONDS.abs_diff(0)
            && self.nanos.abs_diff(0) < NANOS.abs_diff(0)
            && signs_agree
    }
}

impl TryFrom<time::Duration> for Duration {
    type Error = InvalidValue;

    fn try_from(duration: time::Duration) -> Result<Self, InvalidValue> {
        let value = Self {
            seconds: i64::try_from(duration.as_secs()).map_err(|_| OUT_OF_RANGE)?,
            nanos: duration.subsec_nanos() as i32,
            ..Self::default()
        };
        if value.is_valid() {
            Ok(value)
        } else {
            Err(OUT_OF_RANGE)
        }
    }
}

impl TryFrom<&Duration> for time::Duration {
    type Error = InvalidValue;

    fn try_from(duration: &Duration) -> Result<Self, InvalidValue> {
        if !duration.is_valid() {
            return Err(OUT_OF_RANGE);
        }
        let negative =
            |_| InvalidValue::new("Duration", "negative, which std::time::Duration cannot be");
        let seconds = u64::try_from(duration.seconds).map_err(negative)?;
        Ok(Self::new(
            seconds,
            u32::try_from(duration.nanos).map_err(negative)?,
        ))
    }
}

impl TryFrom<Duration> for time::Duration {
    type Error = InvalidValue;

    fn try_from(duration: Duration) -> Result<Self, InvalidValue> {
        Self::try_from(&duration)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_valid() {
            return write!(
                f,
                "invalid duration ({} s and {} ns)",
                self.seconds, self.nanos
            );
        }
        let sign = if self.seconds < 0 || self.nanos < 0 {
            "-"
        } else {
            ""
        };
        write!(f, "{sign}{}", self.seconds.abs_diff(0))?;
        fraction::write(f, self.nanos.abs_diff(0))?;
        f.write_str("s")
    }
}

impl str::FromStr for Duration {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let malformed =
            InvalidValue::new("Duration", "not a number of seconds such as 3s or -1.500s");
        let number = text.strip_suffix('s').ok_or(malformed)?;
        let magnitude = number.strip_prefix('-').unwrap_or(number);
        let sign = if magnitude.len() < number.len() {
            -1
        } else {
            1
        };
        let (seconds, nanos) = match magnitude.split_once('.') {
            Some((seconds, digits)) => (seconds, fraction::parse(digits).ok_or(malformed)?),
            None => (magnitude, 0),
        };
        let seconds = fraction::whole(seconds).ok_or(malformed)?;
        let value = Self {
            seconds: sign * i64::try_from(seconds).map_err(|_| OUT_OF_RANGE)?,
            nanos: sign as i32 * nanos as i32,
            ..Self::default()
        };
        if value.is_valid() {
            Ok(value)
        } else {
            Err(OUT_OF_RANGE)
        }
    }
}
