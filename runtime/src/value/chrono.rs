//! Dates and times as those of `chrono`, and back.

use ::chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Timelike as _,
};

use super::calendar::{self, Clock, Day, Moment};
use super::formatted;

/// The second of a leap second is the one before it, and its nanosecond beyond a thousand million.
fn time(clock: Clock) -> Option<NaiveTime> {
    let (second, leap) = if clock.second == 60 {
        (59, 1_000_000_000)
    } else {
        (clock.second, 0)
    };
    let nanosecond = clock.nanosecond + leap;
    NaiveTime::from_hms_nano_opt(
        clock.hour.into(),
        clock.minute.into(),
        second.into(),
        nanosecond,
    )
}

fn date(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, day.month.into(), day.day.into())
}

impl formatted::DateTime {
    /// The moment; `None` where the text is none.
    pub fn chrono(&self) -> Option<DateTime<FixedOffset>> {
        let moment = Moment::parse(self.as_str())?;
        let local = date(moment.date)?.and_time(time(moment.time)?);
        FixedOffset::east_opt(moment.offset)?
            .from_local_datetime(&local)
            .single()
    }
}

impl<Zone: TimeZone> From<DateTime<Zone>> for formatted::DateTime {
    fn from(moment: DateTime<Zone>) -> Self {
        let fixed = moment.fixed_offset();
        Self::from(fixed.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl formatted::Date {
    /// The day; `None` where the text is none.
    pub fn chrono(&self) -> Option<NaiveDate> {
        date(Day::parse(self.as_str())?)
    }
}

impl From<NaiveDate> for formatted::Date {
    fn from(day: NaiveDate) -> Self {
        Self::from(day.format("%Y-%m-%d").to_string())
    }
}

impl formatted::Time {
    /// The time of day, without its offset; `None` where the text is none.
    pub fn chrono(&self) -> Option<NaiveTime> {
        time(Clock::parse(self.as_str())?)
    }
}

/// A time of day in UTC.
impl From<NaiveTime> for formatted::Time {
    fn from(time: NaiveTime) -> Self {
        let part = |value: u32| u8::try_from(value).unwrap_or_default();
        let clock = Clock {
            hour: part(time.hour()),
            minute: part(time.minute()),
            second: part(time.second()),
            nanosecond: time.nanosecond() % 1_000_000_000,
        };
        Self::from(calendar::clock(clock) + "Z")
    }
}

impl formatted::Duration {
    /// The length; `None` where the text is no duration, or one of months and years, whose length depends on the date.
    pub fn chrono(&self) -> Option<TimeDelta> {
        let (seconds, nanoseconds) = calendar::seconds(self.as_str())?;
        TimeDelta::new(seconds, nanoseconds)
    }
}

/// The length without its sign, which the format does not have.
impl From<TimeDelta> for formatted::Duration {
    fn from(length: TimeDelta) -> Self {
        let length = length.abs();
        let nanoseconds = u32::try_from(length.subsec_nanos()).unwrap_or_default();
        Self::from(calendar::duration(length.num_seconds(), nanoseconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in [
            "2025-05-04T09:42:00Z",
            "1937-01-01T12:00:27.870+00:20",
            "2016-12-31T23:59:60Z",
        ] {
            let value = formatted::DateTime::from(text);
            let moment = value.chrono().unwrap();
            assert_eq!(formatted::DateTime::from(moment).as_str(), text);
        }
        let day = formatted::Date::from("2024-02-29");
        assert_eq!(formatted::Date::from(day.chrono().unwrap()), day);
        let time = formatted::Time::from("08:30:06.5Z");
        assert_eq!(formatted::Time::from(time.chrono().unwrap()), time);
        let length = formatted::Duration::from("PT90S");
        assert_eq!(formatted::Duration::from(length.chrono().unwrap()), length);
    }

    #[test]
    fn what_is_none_is_none() {
        assert_eq!(formatted::DateTime::from("yesterday").chrono(), None);
        assert_eq!(
            formatted::DateTime::from("2025-02-30T00:00:00Z").chrono(),
            None
        );
        assert_eq!(formatted::Date::from("2023-02-29").chrono(), None);
        assert_eq!(formatted::Time::from("25:00:00Z").chrono(), None);
        assert_eq!(formatted::Duration::from("P1Y").chrono(), None);
    }
}
