//! Days to dates and back, in the Gregorian calendar extended to the year 1.
//!
//! Years are counted from March, so that a leap day is the last of its year, and in eras of 400 years, which all have the
//! same number of days.

const DAYS_OF_ERA: i64 = 146_097;
/// From the first of March of the year 0 to the first of January 1970.
const EPOCH: i64 = 719_468;

/// Year, month and day of the day that is `days` after the first of January 1970.
pub(super) fn date(days: i64) -> (i64, u32, u32) {
    let days = days + EPOCH;
    let era = days.div_euclid(DAYS_OF_ERA);
    let day_of_era = days.rem_euclid(DAYS_OF_ERA);
    let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - days_before_year(year_of_era);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - days_before_month(month_from_march) + 1;
    let (month, next_year) = if month_from_march < 10 {
        (month_from_march + 3, 0)
    } else {
        (month_from_march - 9, 1)
    };
    (
        era * 400 + year_of_era + next_year,
        month as u32,
        day as u32,
    )
}

/// How many days after the first of January 1970 a date is; `None` where there is no such date.
pub(super) fn days(year: i64, month: u32, day: u32) -> Option<i64> {
    let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    let shifted_year = if month < 3 { year - 1 } else { year };
    let month_from_march = i64::from((month + 9) % 12);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = days_before_month(month_from_march) + i64::from(day) - 1;
    let eras = shifted_year.div_euclid(400) * DAYS_OF_ERA;
    exists.then_some(eras + days_before_year(year_of_era) + day_of_year - EPOCH)
}

fn days_before_year(year_of_era: i64) -> i64 {
    365 * year_of_era + year_of_era / 4 - year_of_era / 100
}

/// From March on, months of 31 and 30 days alternate in fives of 153 days.
fn days_before_month(month_from_march: i64) -> i64 {
    (153 * month_from_march + 2) / 5
}

fn days_in_month(year: i64, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
