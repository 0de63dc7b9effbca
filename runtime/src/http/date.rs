//! Dates of HTTP headers (RFC 9110, section 5.6.7): the usual form, also with a day of one digit, and both old ones.

use std::time::Duration;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The time since 1970 that a date names; `None` where it is no date, or an earlier one.
pub(super) fn parse(text: &str) -> Option<Duration> {
    let words: Vec<&str> = text
        .split([' ', ',', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`
    let (day, month, year, time) = match words[..] {
        [_, day, month, year, time, zone] if zone.eq_ignore_ascii_case("GMT") || zone == "UTC" => {
            (day, month, year, time)
        }
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let number = |text: &str, most: u64| {
        let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|value: &u64| digits && *value <= most)
    };
    let month = MONTHS
        .iter()
        .position(|name| month.eq_ignore_ascii_case(name))? as u64
        + 1;
    let year = match (number(year, 9999)?, year.len()) {
        (short, 2) if short < 70 => short + 2000,
        (short, 2) => short + 1900,
        (long, _) => long,
    };
    let mut clock = time.split(':').map(|part| number(part, 60));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let days = days(year, month, number(day, 31)?)?;
    Some(Duration::from_secs(
        days * 86_400 + hour * 3600 + minute * 60 + second,
    ))
}

/// The days from 1970-01-01 to a day of the Gregorian calendar, which is not before it.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    // Years that start in March put the leap day last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year.checked_sub(1)?, month + 9)
    };
    let whole = year * 365 + year / 4 - year / 100 + year / 400;
    (whole + (month * 153 + 2) / 5 + day).checked_sub(719_469)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let at = Some(Duration::from_secs(784_111_777));
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "sun, 06 nov 1994 08:49:37 gmt",
        ] {
            assert_eq!(parse(text), at, "{text}");
        }
        assert_eq!(parse("Thu, 1 Jan 1970 00:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(
            parse("Tue, 29 Feb 2000 12:00:00 GMT"),
            Some(Duration::from_secs(951_825_600))
        );
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "120",
            "-1",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
            "Sun, 99 Nov 1994 08:49:37 GMT",
            "a b c d e f g",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
