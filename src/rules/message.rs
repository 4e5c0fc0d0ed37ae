//! Texts with their values: a message is a fixed text with typed values in it, so that a test can compare the values,
//! and every reader gets dates in the form that suits the place.
//!
//! Rules never write a date into a text themselves. [`DateStyle`] decides how a date is written: ISO for data, and a
//! readable form for people.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use chrono::{NaiveDate, Weekday};
use serde::{Serialize, Serializer};

use crate::domain::PersonNumber;
use crate::domain::dates::{self, Month};
use crate::domain::facts::RecordedValue;
use crate::domain::hours::Hours;
use crate::domain::shared_text::SharedText;
use crate::policy::param::{Count, Months};

/// The mark in a template that the next value replaces.
const PLACE: &str = "{}";

/// The style in which dates and months are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `2026-11-19` and `2026-11`: the form of data.
    Iso,
    /// `Thu 11/19/2026` and `November 2026`: the form for people.
    Long,
    /// `Thu 11/19` in the year of this day, `Thu 11/19/2026` in another, and `Nov 2026`: the form for lists of this
    /// day.
    Near(NaiveDate),
    /// `11/19` in the year of this day, `11/19/2026` in another, and `Nov`: the form for the short texts of narrow lists
    /// of this day.
    Brief(NaiveDate),
}

impl DateStyle {
    fn write_day(self, day: NaiveDate, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iso => fmt::Display::fmt(&day, f),
            Self::Long => f.write_str(&dates::format_long_date(day)),
            Self::Near(today) => f.write_str(&dates::format_date(day, today)),
            Self::Brief(today) => f.write_str(&dates::format_brief_date(day, today)),
        }
    }

    fn write_month(self, month: Month, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iso => fmt::Display::fmt(&month, f),
            Self::Long => f.write_str(&dates::format_month(month)),
            Self::Near(_) => f.write_str(&dates::format_compact_month(month)),
            Self::Brief(today) => f.write_str(&dates::format_brief_month(month, today)),
        }
    }
}

/// A value in a message, or the value of a ground.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A text: either fixed, or the words of the county or a worker.
    Text(Cow<'static, str>),
    /// A day.
    Day(NaiveDate),
    /// A month.
    Month(Month),
    /// A span of days, both included; `None` as its end means that it is open.
    Period {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: Option<NaiveDate>,
    },
    /// A count of days, people or times.
    Count(i64),
    /// Hours.
    Hours(Hours),
    /// A number of months, with its unit.
    Months(Months),
    /// A text with values of its own.
    Message(Message),
    /// A text that somebody wrote. It may name anybody, so redaction leaves it out.
    Written(String),
}

impl Value {
    /// Returns the day, or `otherwise` if the day is not known.
    pub fn day_or(day: Option<NaiveDate>, otherwise: &'static str) -> Self {
        day.map_or(Self::Text(Cow::Borrowed(otherwise)), Self::Day)
    }

    /// Returns the value as text, with its dates in `style`.
    pub fn to_text(&self, style: DateStyle) -> String {
        InStyle { written: self, style }.to_string()
    }

    fn mentions_day(&self, day: NaiveDate) -> bool {
        match self {
            Self::Day(known) => *known == day,
            Self::Period { from, until } => *from == day || *until == Some(day),
            Self::Message(message) => message.mentions_day(day),
            Self::Text(_) | Self::Month(_) | Self::Count(_) | Self::Hours(_) | Self::Months(_) | Self::Written(_) => {
                false
            }
        }
    }
}

/// A text with values: a template in which each `{}` is the place of the next value.
///
/// [`message!`](crate::rules::message::message) builds one and checks the number of values when the program is
/// compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    template: &'static str,
    values: Vec<Value>,
}

/// Messages sort by their text with ISO dates, so that the order of a list does not depend on how a rule builds it.
impl Ord for Message {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare_texts(other).then_with(|| (self.template, &self.values).cmp(&(other.template, &other.values)))
    }
}

impl PartialOrd for Message {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Message {
    /// Creates a message from `template` and `values`. Use [`message!`](crate::rules::message::message) if both are
    /// known.
    pub const fn new(template: &'static str, values: Vec<Value>) -> Self {
        Self { template, values }
    }

    /// Compares the texts with ISO dates.
    pub(super) fn compare_texts(&self, other: &Self) -> Ordering {
        // Where the words at the start differ they decide, and no text is written out.
        let differing = self.known_start().bytes().zip(other.known_start().bytes()).find(|(a, b)| a != b);
        if let Some((a, b)) = differing {
            return a.cmp(&b);
        }
        if self == other {
            return Ordering::Equal;
        }
        self.to_text(DateStyle::Iso).cmp(&other.to_text(DateStyle::Iso))
    }

    /// Returns the words with which the text begins, as far as they are known without writing it out.
    fn known_start(&self) -> &str {
        match (self.template.split(PLACE).next().unwrap_or_default(), self.values.first()) {
            ("", Some(Value::Text(text))) => text,
            ("", Some(Value::Message(message))) => message.known_start(),
            (start, _) => start,
        }
    }

    /// Returns the template, which identifies the message whatever its values are.
    pub const fn template(&self) -> &'static str {
        self.template
    }

    /// Returns the values in the order of their places.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Returns the message as text, with its dates in `style`.
    pub fn to_text(&self, style: DateStyle) -> String {
        InStyle { written: self, style }.to_string()
    }

    /// Returns a message that is what somebody wrote.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self::new(PLACE, vec![Value::Written(text.into())])
    }

    /// Returns whether somebody wrote a part of it.
    pub fn has_written_part(&self) -> bool {
        self.values.iter().any(|value| match value {
            Value::Written(_) => true,
            Value::Message(message) => message.has_written_part(),
            _ => false,
        })
    }

    /// Returns the message with `mark` in place of what somebody wrote.
    #[must_use]
    pub fn leave_out_written(self, mark: &'static str) -> Self {
        let values = self.values.into_iter().map(|value| match value {
            Value::Written(_) => Value::Text(Cow::Borrowed(mark)),
            Value::Message(message) => Value::Message(message.leave_out_written(mark)),
            other => other,
        });
        Self { values: values.collect(), ..self }
    }

    /// Returns whether `day` is among the values.
    pub fn mentions_day(&self, day: NaiveDate) -> bool {
        self.values.iter().any(|value| value.mentions_day(day))
    }

    /// Returns the message without `start`, if its text begins with these words, in capitals or not.
    pub fn without_start(&self, start: &str) -> Option<Self> {
        let (begins, rest) = self.template.split_at_checked(start.len())?;
        let is_whole = !rest.starts_with(char::is_alphanumeric) && begins.eq_ignore_ascii_case(start);
        is_whole.then(|| Self { template: rest, values: self.values.clone() })
    }

    /// Joins messages into one, with `separator` between them.
    pub fn join(messages: impl IntoIterator<Item = Self>, separator: &'static str) -> Self {
        let joined = messages
            .into_iter()
            .reduce(|first, next| Self::new("{}{}{}", vec![first.into(), separator.into(), next.into()]));
        joined.unwrap_or_else(|| Self::from(""))
    }
}

/// A value or message together with the style of its dates.
struct InStyle<'a, T> {
    written: &'a T,
    style: DateStyle,
}

impl fmt::Display for InStyle<'_, Value> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = self.style;
        match self.written {
            Value::Text(text) => f.write_str(text),
            Value::Day(day) => style.write_day(*day, f),
            Value::Month(month) => style.write_month(*month, f),
            Value::Period { from, until } => {
                f.write_str("from ")?;
                style.write_day(*from, f)?;
                match until {
                    Some(until) => {
                        f.write_str(" to ")?;
                        style.write_day(*until, f)
                    }
                    None => f.write_str(" on"),
                }
            }
            Value::Count(count) => fmt::Display::fmt(count, f),
            Value::Hours(hours) => fmt::Display::fmt(hours, f),
            Value::Months(months) => fmt::Display::fmt(months, f),
            Value::Message(message) => fmt::Display::fmt(&InStyle { written: message, style }, f),
            Value::Written(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for InStyle<'_, Message> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut values = self.written.values.iter();
        for (index, text) in self.written.template.split(PLACE).enumerate() {
            if index > 0
                && let Some(value) = values.next()
            {
                fmt::Display::fmt(&InStyle { written: value, style: self.style }, f)?;
            }
            f.write_str(text)?;
        }
        Ok(())
    }
}

/// JSON holds a message as one text with ISO dates, as `docs/json.md` says.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&InStyle { written: self, style: DateStyle::Iso })
    }
}

/// JSON holds a value as a text with ISO dates, as `docs/json.md` says.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&InStyle { written: self, style: DateStyle::Iso })
    }
}

/// Builds a [`Message`] from a template and a value for each `{}` in it.
macro_rules! message {
    ($template:literal $(, $value:expr)* $(,)?) => {{
        const {
            assert!(
                $crate::rules::message::count_places($template) == <[&str]>::len(&[$(stringify!($value)),*]),
                "a message has as many values as places"
            );
        }
        $crate::rules::message::Message::new($template, vec![$($crate::rules::message::Value::from($value)),*])
    }};
}
pub(crate) use message;

/// Counts the places for values in a template.
pub(crate) const fn count_places(template: &str) -> usize {
    let mut rest = template.as_bytes();
    let mut places = 0;
    while let [first, after @ ..] = rest {
        if let (b'{', [b'}', ..]) = (first, after) {
            places += 1;
        }
        rest = after;
    }
    places
}

impl From<&'static str> for Message {
    fn from(text: &'static str) -> Self {
        Self::new(text, Vec::new())
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::new(PLACE, vec![text.into()])
    }
}

impl From<Cow<'static, str>> for Message {
    fn from(text: Cow<'static, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<&String> for Message {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

/// Implements `From` for a type that a variant of [`Value`] holds, or that converts into such a type.
macro_rules! value_from {
    ($($from:ty => |$value:ident| $into:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $into
            }
        })*
    };
}

value_from! {
    &'static str => |text| Self::Text(Cow::Borrowed(text));
    String => |text| Self::Text(Cow::Owned(text));
    &String => |text| Self::Text(Cow::Owned(text.clone()));
    &SharedText => |text| Self::Text(Cow::Owned(text.to_string()));
    NaiveDate => |day| Self::Day(day);
    &NaiveDate => |day| Self::Day(*day);
    Month => |month| Self::Month(month);
    Weekday => |day| Self::Text(Cow::Owned(day.to_string()));
    Hours => |hours| Self::Hours(hours);
    &Hours => |hours| Self::Hours(*hours);
    Months => |months| Self::Months(months);
    Message => |message| Self::Message(message);
    &RecordedValue => |known| match known {
        RecordedValue::Day(day) => Self::Day(*day),
        RecordedValue::TextOn { text, on } => message!("{} on {}", text, *on).into(),
        RecordedValue::Text(text) => text.into(),
    };
    PersonNumber => |person| Self::Count(person.0.into());
    Count => |count| Self::Count(count.0.into());
    i64 => |count| Self::Count(count);
    u16 => |count| Self::Count(count.into());
    u32 => |count| Self::Count(count.into());
    usize => |count| Self::Count(i64::try_from(count).unwrap_or(i64::MAX));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_in_a_message_is_written_in_the_style_that_is_asked_for() {
        let ended = message!("{} ended on {}", "Job Club", day("2026-11-15"));
        assert_eq!(ended.to_text(DateStyle::Iso), "Job Club ended on 2026-11-15");
        assert_eq!(ended.to_text(DateStyle::Long), "Job Club ended on Sun 11/15/2026");
        assert_eq!(ended.to_text(DateStyle::Near(day("2026-11-19"))), "Job Club ended on Sun 11/15");
        assert_eq!(ended.to_text(DateStyle::Near(day("2027-01-04"))), "Job Club ended on Sun 11/15/2026");
        assert_eq!(ended.values()[1], Value::Day(day("2026-11-15")));
    }

    #[test]
    fn a_message_holds_others_and_all_kinds_of_values() {
        let month = "2026-10".parse::<Month>().unwrap();
        let hours = message!("{} of {} hours a week in {}", Hours::from_whole(18), Hours::from_whole(20), month);
        let all = Message::join([hours, message!("{} of {}", 3_usize, Months(60))], "; ");
        assert_eq!(all.to_text(DateStyle::Iso), "18 of 20 hours a week in 2026-10; 3 of 60 months");
        assert_eq!(all.to_text(DateStyle::Long), "18 of 20 hours a week in October 2026; 3 of 60 months");
        let open = Value::Period { from: day("2026-11-02"), until: None };
        assert_eq!(open.to_text(DateStyle::Iso), "from 2026-11-02 on");
    }

    #[test]
    fn messages_sort_by_their_text() {
        let all: [Message; 8] = [
            message!("{} of {}", 3_usize, 4_usize),
            "3 of 5".into(),
            message!("a {}", "b"),
            message!("a{}", " c"),
            "a".into(),
            "ab".into(),
            message!("ab{}", ""),
            message!("due {}", day("2026-11-15")),
        ];
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))) {
            let by_text = a.to_text(DateStyle::Iso).cmp(&b.to_text(DateStyle::Iso));
            assert!(by_text == Ordering::Equal || a.cmp(b) == by_text, "{a:?} and {b:?}");
            assert_eq!(a.cmp(b), b.cmp(a).reverse(), "{a:?} and {b:?}");
            assert_eq!(a.partial_cmp(b), Some(a.cmp(b)));
        }
    }

    /// A clock whose text names its last day is shown without that day again.
    #[test]
    fn a_day_is_mentioned_where_a_value_holds_it() {
        let (first, last) = (day("2026-11-02"), day("2026-11-15"));
        let period = |until| message!("{}", Value::Period { from: first, until });
        let inner = message!("{}: {}", "Job Club", message!("ended on {}", last));
        for (message, mentions) in [
            (message!("ended on {}", last), [false, true]),
            (inner, [false, true]),
            (period(Some(last)), [true, true]),
            (period(None), [true, false]),
            (message!("{} of {}", 15_i64, "November"), [false, false]),
        ] {
            assert_eq!([first, last].map(|day| message.mentions_day(day)), mentions, "{message:?}");
        }
    }

    #[test]
    fn a_workers_text_is_not_a_template() {
        assert_eq!(Message::from("Job {} Club".to_owned()).to_text(DateStyle::Iso), "Job {} Club");
        assert_eq!(message!("a {}", "b {} c").to_text(DateStyle::Iso), "a b {} c");
    }
}
