//! Dates of HTTP (RFC 9110, section 5.6.7): the usual form and both old ones.

use super::registry::digits;
use super::time::{days, is_clock};

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The texts of a date: weekday, day, month and year.
type Parts<'t> = (&'t str, &'t str, &'t str, &'t str);

/// Whether it is such a date, and one that there is, on that day of the week.
pub(super) fn is_http_date(text: &str) -> bool {
    let found = usual(text)
        .or_else(|| long(text))
        .or_else(|| of_asctime(text));
    found.is_some_and(is_date)
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`
fn usual(text: &str) -> Option<Parts<'_>> {
    let (weekday, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    let (day, rest) = rest.split_once(' ')?;
    let (month, rest) = rest.split_once(' ')?;
    let (year, time) = rest.split_once(' ')?;
    let fits = day.len() == 2 && digits(year, 4..=4) && is_clock(time) && is_short(weekday);
    fits.then_some((weekday, day, month, year))
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`
fn long(text: &str) -> Option<Parts<'_>> {
    let (weekday, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    let (date, time) = rest.split_once(' ')?;
    let (day, rest) = date.split_once('-')?;
    let (month, year) = rest.split_once('-')?;
    let known = DAYS.contains(&weekday);
    let fits = known && day.len() == 2 && digits(year, 2..=2) && is_clock(time);
    fits.then_some((weekday, day, month, year))
}

/// `Sun Nov  6 08:49:37 1994`
fn of_asctime(text: &str) -> Option<Parts<'_>> {
    let (weekday, rest) = text.split_once(' ')?;
    let (month, rest) = rest.split_once(' ')?;
    let (day, rest) = rest.split_at_checked(2)?;
    let (time, year) = rest.strip_prefix(' ')?.split_once(' ')?;
    let fits = digits(year, 4..=4) && is_clock(time) && is_short(weekday);
    fits.then(|| (weekday, day.strip_prefix(' ').unwrap_or(day), month, year))
}

fn is_short(weekday: &str) -> bool {
    weekday.len() == 3
}

fn is_date((weekday, day, month, year): Parts<'_>) -> bool {
    let (month, weekday) = (
        MONTHS.iter().position(|known| *known == month),
        DAYS.iter().position(|known| known.starts_with(weekday)),
    );
    let day = Some(day).filter(|day| digits(day, 1..=2));
    let (Some(month), Some(weekday), Some(Ok(day)), Ok(number)) = (
        month,
        weekday,
        day.map(str::parse::<u32>),
        year.parse::<u32>(),
    ) else {
        return false;
    };
    let is_on_day = |year: u32| {
        (1..=days(year, month as u32 + 1)).contains(&day)
            && weekday_of(year, month, day) as usize == weekday
    };
    match year.len() {
        // Of this century or of the last one.
        2 => is_on_day(1900 + number) || is_on_day(2000 + number),
        _ => is_on_day(number),
    }
}

/// The day of the week, from Monday on (Sakamoto's method).
fn weekday_of(year: u32, month: usize, day: u32) -> u32 {
    const MOVED: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 2 { year + 399 } else { year + 400 };
    (year + year / 4 - year / 100 + year / 400 + MOVED[month] + day + 6) % 7
}
