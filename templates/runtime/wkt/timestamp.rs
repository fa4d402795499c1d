//! `Timestamp`: from and to [`SystemTime`], and as text in RFC 3339 (`2026-11-21T03:48:02.500Z`), which is its JSON form.

use super::{InvalidValue, Timestamp, calendar, fraction};
use std::time::{Duration, SystemTime};
use std::{fmt, str};

/// The first second of the year 1, and the last of the year 9999.
const MIN_SECONDS: i64 = -62_135_596_800;
const MAX_SECONDS: i64 = 253_402_300_799;
const DAY: i64 = 86_400;
const NANOS: i32 = 1_000_000_000;
const OUT_OF_RANGE: InvalidValue = InvalidValue::new(
    "Timestamp",
    "outside the years 1 to 9999, or with nanos that are not a fraction of a second",
);

impl Timestamp {
    /// This moment, by the system's clock. A clock outside the years 1 to 9999 gives the nearest moment inside.
    pub fn now() -> Self {
        Self::try_from(SystemTime::now()).unwrap_or(Self {
            seconds: MAX_SECONDS,
            ..Self::default()
        })
    }

    /// Whether the value keeps to the schema: the years 1 to 9999, and nanos that count forward from the second.
    pub fn is_valid(&self) -> bool {
        (MIN_SECONDS..=MAX_SECONDS).contains(&self.seconds) && (0..NANOS).contains(&self.nanos)
    }

    fn valid(seconds: i64, nanos: u32) -> Result<Self, InvalidValue> {
        let value = Self {
            seconds,
            nanos: i32::try_from(nanos).map_err(|_| OUT_OF_RANGE)?,
            ..Self::default()
        };
        if value.is_valid() {
            Ok(value)
        } else {
            Err(OUT_OF_RANGE)
        }
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidValue;

    fn try_from(time: SystemTime) -> Result<Self, InvalidValue> {
        let seconds =
            |duration: Duration| i64::try_from(duration.as_secs()).map_err(|_| OUT_OF_RANGE);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::valid(seconds(after)?, after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                match before.subsec_nanos() {
                    0 => Self::valid(-seconds(before)?, 0),
                    nanos => Self::valid(-seconds(before)? - 1, NANOS.abs_diff(0) - nanos),
                }
            }
        }
    }
}

impl TryFrom<&Timestamp> for SystemTime {
    type Error = InvalidValue;

    fn try_from(timestamp: &Timestamp) -> Result<Self, InvalidValue> {
        if !timestamp.is_valid() {
            return Err(OUT_OF_RANGE);
        }
        let distance = Duration::from_secs(timestamp.seconds.abs_diff(0));
        let second = if timestamp.seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(distance)
        } else {
            Self::UNIX_EPOCH.checked_add(distance)
        };
        let nanos = Duration::from_nanos(u64::from(timestamp.nanos.abs_diff(0)));
        let time = second.and_then(|second| second.checked_add(nanos));
        time.ok_or(InvalidValue::new(
            "Timestamp",
            "outside what this system's clock can show",
        ))
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = InvalidValue;

    fn try_from(timestamp: Timestamp) -> Result<Self, InvalidValue> {
        Self::try_from(&timestamp)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_valid() {
            return write!(
                f,
                "invalid timestamp ({} s and {} ns)",
                self.seconds, self.nanos
            );
        }
        let (year, month, day) = calendar::date(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        fraction::write(f, self.nanos.abs_diff(0))?;
        f.write_str("Z")
    }
}

/// Reads RFC 3339 as the JSON mapping narrows it: capital `T` and `Z`, any offset, up to nine digits behind the second.
impl str::FromStr for Timestamp {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let malformed =
            InvalidValue::new("Timestamp", "not a time such as 2026-11-21T03:48:02.500Z");
        let (seconds, nanos) = parse(text).ok_or(malformed)?;
        Self::valid(seconds, nanos)
    }
}

fn parse(text: &str) -> Option<(i64, u32)> {
    let (date, rest) = text.split_once('T')?;
    let ([year, month, day], None) = fields(date, '-', [4, 2, 2])? else {
        return None;
    };
    let days = calendar::days(i64::from(year), month, day)?;
    let end = rest.find(['Z', '+', '-'])?;
    let (clock, offset) = rest.split_at(end);
    let ([hour, minute, second], fraction) = fields(clock, ':', [2, 2, 2])?;
    let nanos = fraction.map_or(Some(0), fraction::parse)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let second_of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Some((days * DAY + second_of_day - offset_seconds(offset)?, nanos))
}

/// Three numbers of these widths, and what follows them behind a dot.
fn fields(text: &str, separator: char, widths: [usize; 3]) -> Option<([u32; 3], Option<&str>)> {
    let (text, fraction) = match text.split_once('.') {
        Some((text, fraction)) => (text, Some(fraction)),
        None => (text, None),
    };
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| part.len() == width)?;
        *number = fraction::whole(part).and_then(|value| u32::try_from(value).ok())?;
    }
    parts.next().is_none().then_some((numbers, fraction))
}

fn offset_seconds(offset: &str) -> Option<i64> {
    if offset == "Z" {
        return Some(0);
    }
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (fraction::whole(hours)?, fraction::whole(minutes)?);
    let seconds = i64::try_from(hours * 3600 + minutes * 60).ok()?;
    (hours < 24 && minutes < 60).then_some(sign * seconds)
}
