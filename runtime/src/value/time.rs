//! Dates and times as those of `time`, and back.

use ::time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::calendar::{self, Clock, Day, Moment};
use super::formatted;

/// There are no leap seconds: the second before one stands for it.
fn time(clock: Clock) -> Option<Time> {
    let second = clock.second.min(59);
    Time::from_hms_nano(clock.hour, clock.minute, second, clock.nanosecond).ok()
}

fn date(day: Day) -> Option<Date> {
    Date::from_calendar_date(day.year, Month::try_from(day.month).ok()?, day.day).ok()
}

fn day(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

fn clock(time: Time) -> String {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    calendar::clock(Clock {
        hour,
        minute,
        second,
        nanosecond,
    })
}

impl formatted::DateTime {
    /// The moment; `None` where the text is none.
    pub fn time(&self) -> Option<OffsetDateTime> {
        let moment = Moment::parse(self.as_str())?;
        let local = PrimitiveDateTime::new(date(moment.date)?, time(moment.time)?);
        Some(local.assume_offset(UtcOffset::from_whole_seconds(moment.offset).ok()?))
    }
}

impl From<OffsetDateTime> for formatted::DateTime {
    fn from(moment: OffsetDateTime) -> Self {
        let minutes = moment.offset().whole_minutes();
        let offset = match minutes {
            0 => "Z".to_owned(),
            _ => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        };
        Self::from(format!(
            "{}T{}{offset}",
            day(moment.date()),
            clock(moment.time())
        ))
    }
}

impl formatted::Date {
    /// The day; `None` where the text is none.
    pub fn time(&self) -> Option<Date> {
        date(Day::parse(self.as_str())?)
    }
}

impl From<Date> for formatted::Date {
    fn from(date: Date) -> Self {
        Self::from(day(date))
    }
}

impl formatted::Time {
    /// The time of day, without its offset; `None` where the text is none.
    pub fn time(&self) -> Option<Time> {
        time(Clock::parse(self.as_str())?)
    }
}

/// A time of day in UTC.
impl From<Time> for formatted::Time {
    fn from(time: Time) -> Self {
        Self::from(clock(time) + "Z")
    }
}

impl formatted::Duration {
    /// The length; `None` where the text is no duration, or one of months and years, whose length depends on the date.
    pub fn time(&self) -> Option<Duration> {
        let (seconds, nanoseconds) = calendar::seconds(self.as_str())?;
        Some(Duration::new(seconds, i32::try_from(nanoseconds).ok()?))
    }
}

/// The length without its sign, which the format does not have.
impl From<Duration> for formatted::Duration {
    fn from(length: Duration) -> Self {
        let length = length.abs();
        let nanoseconds = u32::try_from(length.subsec_nanoseconds()).unwrap_or_default();
        Self::from(calendar::duration(length.whole_seconds(), nanoseconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in [
            "2025-05-04T09:42:00Z",
            "1937-01-01T12:00:27.87+00:20",
            "2025-05-04T09:42:00-08:30",
        ] {
            let value = formatted::DateTime::from(text);
            let moment = value.time().unwrap();
            assert_eq!(formatted::DateTime::from(moment).as_str(), text);
        }
        let day = formatted::Date::from("2024-02-29");
        assert_eq!(formatted::Date::from(day.time().unwrap()), day);
        let time = formatted::Time::from("08:30:06.5Z");
        assert_eq!(formatted::Time::from(time.time().unwrap()), time);
        let length = formatted::Duration::from("PT90.25S");
        assert_eq!(formatted::Duration::from(length.time().unwrap()), length);
    }

    #[test]
    fn what_is_none_is_none() {
        assert_eq!(formatted::DateTime::from("yesterday").time(), None);
        assert_eq!(
            formatted::DateTime::from("2025-02-30T00:00:00Z").time(),
            None
        );
        assert_eq!(formatted::Date::from("2023-02-29").time(), None);
        assert_eq!(formatted::Time::from("25:00:00Z").time(), None);
        assert_eq!(formatted::Duration::from("P1Y").time(), None);
    }
}
