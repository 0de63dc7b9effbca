//! Dates, times and durations (RFC 3339, with its appendix A).

/// `date-time` (RFC 3339, section 5.6).
pub(super) fn is_date_time(text: &str) -> bool {
    text.split_at_checked(10).is_some_and(|(date, rest)| {
        rest.strip_prefix(['T', 't'])
            .is_some_and(|time| is_date(date) && is_time(time))
    })
}

/// `full-date`.
pub(super) fn is_date(text: &str) -> bool {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else {
        return false;
    };
    let (Some(century), Some(year), Some(month), Some(day)) =
        (two(a, b), two(c, d), two(e, f), two(g, h))
    else {
        return false;
    };
    (1..=days(century * 100 + year, month)).contains(&day)
}

/// How many days a month has; none where there is no such month.
pub(super) fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// A `date-time` without an offset.
pub(super) fn is_date_time_local(text: &str) -> bool {
    text.split_at_checked(10).is_some_and(|(date, rest)| {
        rest.strip_prefix(['T', 't'])
            .is_some_and(|time| is_date(date) && is_time_local(time))
    })
}

/// `full-time`. A leap second is one at the end of a day of UTC.
pub(super) fn is_time(text: &str) -> bool {
    let found =
        clock(text).and_then(|(minute, is_leap, rest)| Some((minute, is_leap, offset(rest)?)));
    found.is_some_and(|(minute, is_leap, offset)| {
        !is_leap || (minute - offset).rem_euclid(24 * 60) == 24 * 60 - 1
    })
}

/// `partial-time`. Where it is, nobody knows, so that any full hour may end with a leap second.
pub(super) fn is_time_local(text: &str) -> bool {
    let found = clock(text).filter(|(_, _, rest)| rest.is_empty());
    found.is_some_and(|(minute, is_leap, _)| !is_leap || minute % 60 == 59)
}

/// `hour:minute:second`, without a fraction.
pub(super) fn is_clock(text: &str) -> bool {
    text.len() == 8 && clock(text).is_some()
}

/// The minute of the day, whether the second is a leap second, and what follows.
fn clock(text: &str) -> Option<(i64, bool, &[u8])> {
    let (&[a, b, b':', c, d, b':', e, f], rest) = text.as_bytes().split_first_chunk::<8>()? else {
        return None;
    };
    let (hour, minute, second) = (two(a, b)?, two(c, d)?, two(e, f)?);
    let rest = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit());
            let digits = digits.count();
            if digits == 0 {
                return None;
            }
            &fraction[digits..]
        }
        rest => rest,
    };
    let fits = hour < 24 && minute < 60 && second <= 60;
    fits.then_some((i64::from(hour * 60 + minute), second == 60, rest))
}

/// Minutes east of UTC.
fn offset(text: &[u8]) -> Option<i64> {
    match *text {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), a, b, b':', c, d] => {
            let (hour, minute) = (two(a, b)?, two(c, d)?);
            let minutes = i64::from(hour * 60 + minute);
            (hour < 24 && minute < 60).then_some(if sign == b'-' { -minutes } else { minutes })
        }
        _ => None,
    }
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

/// `duration` (RFC 3339, appendix A).
pub(super) fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    if let Some(weeks) = text.strip_suffix('W') {
        return !weeks.is_empty() && weeks.bytes().all(|byte| byte.is_ascii_digit());
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    match time {
        None => !date.is_empty() && has_units(date, "YMD"),
        Some(time) => !time.is_empty() && has_units(date, "YMD") && has_units(time, "HMS"),
    }
}

/// Numbers, each followed by one of the units, in their order and none left out between two.
fn has_units(mut text: &str, mut units: &str) -> bool {
    let mut first = true;
    while !text.is_empty() {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = text[digits..].chars().next() else {
            return false;
        };
        let Some(place) = units
            .find(unit)
            .filter(|place| digits > 0 && (first || *place == 0))
        else {
            return false;
        };
        first = false;
        units = &units[place + 1..];
        text = &text[digits + 1..];
    }
    true
}
