//! Dates and times in parts, as the libraries of dates take them.

/// The parts of a date-time (RFC 3339, section 5.6) that is in its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub date: Day,
    pub time: Clock,
    /// Seconds east of UTC.
    pub offset: i32,
}

/// The parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

/// The parts of a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    /// 60 in a leap second.
    pub second: u8,
    /// Digits beyond the ninth are left out.
    pub nanosecond: u32,
}

impl Day {
    /// `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let day = Self {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(day)
    }
}

impl Clock {
    /// `HH:MM:SS`, with a fraction or without; the offset is left out.
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        let (whole, fraction) = text
            .get(..end)?
            .split_once('.')
            .unwrap_or((text.get(..end)?, ""));
        let mut parts = whole.split(':');
        let mut next = || parts.next()?.parse().ok();
        let (hour, minute, second) = (next()?, next()?, next()?);
        let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
        let nanosecond = digits.fold(0, |sum, digit| {
            sum * 10 + u32::from(digit.saturating_sub(b'0'))
        });
        Some(Self {
            hour,
            minute,
            second,
            nanosecond,
        })
    }
}

impl Moment {
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let rest = rest.strip_prefix(['T', 't'])?;
        let sign = rest.rfind(['+', '-']);
        let offset = match sign {
            Some(at) => {
                let (hours, minutes) = rest.get(at + 1..)?.split_once(':')?;
                let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
                let seconds = hours
                    .checked_mul(3600)?
                    .checked_add(minutes.checked_mul(60)?)?;
                if rest.get(at..)?.starts_with('-') {
                    -seconds
                } else {
                    seconds
                }
            }
            None => 0,
        };
        Some(Self {
            date: Day::parse(date)?,
            time: Clock::parse(rest)?,
            offset,
        })
    }
}

/// Whole seconds and nanoseconds of a duration (ISO 8601) of weeks, days, hours, minutes and seconds. One of years or
/// months has no length of its own: `None`.
pub(super) fn seconds(text: &str) -> Option<(i64, u32)> {
    let (mut total, mut nanoseconds, mut in_time) = (0_i64, 0, false);
    let mut rest = text.strip_prefix('P')?;
    if rest.is_empty() || rest.ends_with('T') {
        return None;
    }
    while !rest.is_empty() {
        if let (Some(time), false) = (rest.strip_prefix('T'), in_time) {
            (rest, in_time) = (time, true);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, unit) = rest.split_at_checked(end)?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let length = match (unit.chars().next()?, in_time) {
            ('W', false) => 7 * 86_400,
            ('D', false) => 86_400,
            ('H', true) => 3_600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        if !fraction.is_empty() {
            let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
            nanoseconds = digits.fold(0, |sum, digit| {
                sum * 10 + u32::from(digit.saturating_sub(b'0'))
            });
            if length > 1 {
                return None;
            }
        }
        total = total.checked_add(whole.parse::<i64>().ok()?.checked_mul(length)?)?;
        rest = unit.get(1..)?;
    }
    Some((total, nanoseconds))
}

/// The text of a duration of seconds.
pub(super) fn duration(seconds: i64, nanoseconds: u32) -> String {
    let fraction = format!("{nanoseconds:09}");
    match fraction.trim_end_matches('0') {
        "" => format!("PT{seconds}S"),
        fraction => format!("PT{seconds}.{fraction}S"),
    }
}

/// The text of a time of day in UTC, the fraction as short as it can be.
pub(super) fn clock(time: Clock) -> String {
    let fraction = format!("{:09}", time.nanosecond);
    let fraction = match fraction.trim_end_matches('0') {
        "" => String::new(),
        digits => format!(".{digits}"),
    };
    format!(
        "{:02}:{:02}:{:02}{fraction}",
        time.hour, time.minute, time.second
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_moment() {
        let moment = Moment::parse("1937-01-01T12:00:27.87+00:20").unwrap();
        let time = Clock {
            hour: 12,
            minute: 0,
            second: 27,
            nanosecond: 870_000_000,
        };
        assert_eq!(
            (moment.date.year, moment.time, moment.offset),
            (1937, time, 1200)
        );
        assert_eq!(
            Moment::parse("2025-05-04T09:42:00-08:30").unwrap().offset,
            -30_600
        );
        assert_eq!(Moment::parse("2025-05-04t09:42:00z").unwrap().offset, 0);
        for text in [
            "",
            "2025-05-04",
            "2025-05-04 09:42:00Z",
            "2025-05-04T09:42Z",
            "ü025-05-04T09:42:00Z",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn durations_that_have_a_length() {
        assert_eq!(seconds("P1W2DT3H4M5.5S"), Some((788_645, 500_000_000)));
        assert_eq!(seconds(&duration(90, 1)), Some((90, 1)));
        for text in [
            "P1Y",
            "P1M",
            "1D",
            "PT1D",
            "PT",
            "P1D2",
            "PT0.5H",
            "P9223372036854775807W",
        ] {
            let whole = seconds(text);
            assert!(whole.is_none(), "{text}: {whole:?}");
        }
    }
}
