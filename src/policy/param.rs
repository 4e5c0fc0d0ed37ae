//! One parameter of policy: its value, the days on which it holds, its source, and how sure the source is.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, Sub};

use chrono::{Datelike, Months as ChronoMonths, NaiveDate, TimeDelta};
use serde::de::{self, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::domain::sanitize::quoted;
use crate::domain::shared_text::SharedText;

code_words! {
    /// How sure a source is, the surest first.
    pub enum Certainty {
        /// The statute or regulation itself was read.
        Statute = "statute",
        /// A letter or page of the State was read.
        Letter = "letter",
        /// A county's handbook was read.
        Handbook = "handbook",
        /// The office chose the value; no source fixes it.
        Setting = "setting",
        /// The source is a summary by others, or a page that is cut off where it matters.
        Secondary = "secondary",
        /// The value is common in the field but not confirmed.
        Assumption = "assumption",
        /// The value was inferred from fragments.
        Unsure = "unsure",
        /// The sources disagree.
        Conflict = "conflict",
    }
}

impl Certainty {
    /// Returns whether a parameter with this certainty may decide. Others only warn.
    pub const fn can_decide(self) -> bool {
        matches!(self, Self::Statute | Self::Letter | Self::Handbook | Self::Setting)
    }

    /// Returns whether no office may change a value with this certainty without naming what changed it: a statute, a
    /// regulation, or a letter of the State.
    pub const fn is_statutory(self) -> bool {
        matches!(self, Self::Statute | Self::Letter)
    }
}

/// Weakens the certainty of what is the practice of other counties than `county`: there it is only an assumption. Returns
/// the source with that said; `None` if it holds in `county`, as it does everywhere where no county is named.
pub(super) fn weaken_elsewhere(
    of_counties: &[String],
    county: &str,
    certainty: &mut Certainty,
    source: &str,
) -> Option<String> {
    if of_counties.is_empty() || of_counties.iter().any(|of| of == county) {
        return None;
    }
    if certainty.can_decide() {
        *certainty = Certainty::Assumption;
    }
    Some(format!("{source}; no source of {county} was found, so this is an assumption"))
}

/// A parameter of policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Param<T> {
    /// The name: `good_cause_period`. It is filled in from the set that holds the parameter, as is the first day.
    pub name: &'static str,
    /// The value.
    pub value: T,
    /// The first day on which the value holds.
    pub in_force_from: NaiveDate,
    /// The last day on which the value holds; `None` where the source names none.
    pub until: Option<NaiveDate>,
    /// The statute, handbook section or letter.
    pub source: SharedText,
    /// How sure the source is.
    pub certainty: Certainty,
    /// The rule in plain words.
    pub words: Option<SharedText>,
    /// The counties whose own practice this is; empty where the value holds in every county.
    pub of_counties: Vec<String>,
    /// The statute or letter that changed a statutory value, where an office's file changes one.
    pub statute_changed: Option<SharedText>,
    /// Whether the file of the machine keeps a home from changing the value.
    pub locked: bool,
}

impl<T> Param<T> {
    /// Returns whether the parameter may decide. Others only warn.
    pub const fn can_decide(&self) -> bool {
        self.certainty.can_decide()
    }

    /// Weakens the parameter where it is the practice of other counties than `county`: there it is only an assumption,
    /// and its source says so.
    pub(super) fn adapt_to_county(&mut self, county: &str) {
        if let Some(source) = weaken_elsewhere(&self.of_counties, county, &mut self.certainty, &self.source) {
            self.source = source.into();
        }
    }

    /// Returns whether the value holds on `date`.
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.in_force_from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// A type of value of a parameter. Its key in the policy file names the unit.
pub trait ParamValue: DeserializeOwned + Clone {
    /// The key in the policy file, which is the unit: `days`.
    const KEY: &'static str;

    /// Returns the value together with its type, as lists of parameters and citations hold it.
    fn to_policy_value(&self) -> PolicyValue;
}

/// The value of a parameter or the row of a code table, of whatever type: a value that policy is cited with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyValue {
    /// Calendar days.
    Days(Days),
    /// Working days.
    WorkingDays(WorkingDays),
    /// Calendar months.
    Months(Months),
    /// Years of age.
    Years(Years),
    /// Dollars.
    Dollars(Dollars),
    /// A count.
    Count(Count),
    /// A number of characters.
    Characters(Characters),
    /// A day of the month.
    DayOfMonth(DayOfMonth),
    /// Hours.
    Hours(Hours),
    /// The number of weeks in a month.
    Weeks(Weeks),
    /// Whether a provision applies.
    Applicability(Applicability),
    /// A set of code words, by their ids.
    AnyOf(Vec<&'static str>),
    /// A span of months.
    MonthSpan(MonthSpan),
    /// A row of a code table, by its title.
    Title(String),
}

/// Writes the value with its unit, in the form of data: `20 days`, and months in ISO form.
impl fmt::Display for PolicyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(value) => value.fmt(f),
            Self::WorkingDays(value) => value.fmt(f),
            Self::Months(value) => value.fmt(f),
            Self::Years(value) => value.fmt(f),
            Self::Dollars(value) => value.fmt(f),
            Self::Count(value) => value.fmt(f),
            Self::Characters(value) => value.fmt(f),
            Self::DayOfMonth(value) => value.fmt(f),
            Self::Hours(value) => write!(f, "{value} hours"),
            Self::Weeks(value) => value.fmt(f),
            Self::Applicability(value) => value.fmt(f),
            Self::AnyOf(words) if words.is_empty() => f.write_str("none"),
            Self::AnyOf(words) => f.write_str(&words.join(", ")),
            Self::MonthSpan(value) => value.fmt(f),
            Self::Title(title) => f.write_str(title),
        }
    }
}

/// JSON holds the value as a text with its unit, as `docs/json.md` says.
impl Serialize for PolicyValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty), $key:literal, $one:literal, $many:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl ParamValue for $name {
            const KEY: &'static str = $key;

            fn to_policy_value(&self) -> PolicyValue {
                PolicyValue::$name(*self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", self.0, if self.0 == 1 { $one } else { $many })
            }
        }
    };
}

number!(
    /// Calendar days.
    Days(i64), "days", "day", "days"
);
number!(
    /// Days that are neither a weekend day nor a holiday of the county.
    WorkingDays(u32), "working_days", "working day", "working days"
);
number!(
    /// Calendar months.
    Months(u32), "months", "month", "months"
);
number!(
    /// Years of age.
    Years(u32), "years", "year", "years"
);
number!(
    /// Dollars.
    Dollars(u32), "dollars", "dollar", "dollars"
);
number!(
    /// A count.
    Count(u32), "count", "time", "times"
);

number!(
    /// Characters of a text.
    Characters(u32), "characters", "character", "characters"
);

impl Days {
    /// The step from a day to the next.
    pub const ONE: Self = Self(1);
}

/// A day of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DayOfMonth(pub u32);

impl ParamValue for DayOfMonth {
    const KEY: &'static str = "day_of_month";

    fn to_policy_value(&self) -> PolicyValue {
        PolicyValue::DayOfMonth(*self)
    }
}

impl fmt::Display for DayOfMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {} of the month", self.0)
    }
}

impl DayOfMonth {
    /// Returns the day in `month`, or the last day of a month that is shorter.
    pub fn in_month(self, month: Month) -> NaiveDate {
        month.first_day().with_day(self.0).unwrap_or_else(|| month.last_day())
    }
}

impl ParamValue for Hours {
    const KEY: &'static str = "hours";

    fn to_policy_value(&self) -> PolicyValue {
        PolicyValue::Hours(*self)
    }
}

/// The number of weeks that a month is taken to have, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weeks(Hours);

impl Weeks {
    /// Creates a number of weeks from hundredths of a week.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(Hours::from_hundredths(hundredths))
    }

    /// Returns the hundredths of a week, at least 1.
    pub fn hundredths(self) -> u32 {
        self.0.as_hundredths().max(1)
    }
}

impl ParamValue for Weeks {
    const KEY: &'static str = "weeks";

    fn to_policy_value(&self) -> PolicyValue {
        PolicyValue::Weeks(*self)
    }
}

impl fmt::Display for Weeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} weeks", self.0)
    }
}

/// Whether a provision applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Applicability(pub bool);

impl ParamValue for Applicability {
    const KEY: &'static str = "applies";

    fn to_policy_value(&self) -> PolicyValue {
        PolicyValue::Applicability(*self)
    }
}

impl fmt::Display for Applicability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 { "applies" } else { "does not apply" })
    }
}

/// A set of code words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnyOf<W>(pub Vec<W>);

impl<W: DeserializeOwned + Clone + Copy + Into<&'static str>> ParamValue for AnyOf<W> {
    const KEY: &'static str = "any_of";

    fn to_policy_value(&self) -> PolicyValue {
        PolicyValue::AnyOf(self.0.iter().map(|word| (*word).into()).collect())
    }
}

/// A span of months; the first and the last are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthSpan {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub until: Month,
}

impl MonthSpan {
    /// Returns whether `month` lies in the span.
    pub fn contains(self, month: Month) -> bool {
        self.from <= month && month <= self.until
    }
}

impl ParamValue for MonthSpan {
    const KEY: &'static str = "span";

    fn to_policy_value(&self) -> PolicyValue {
        PolicyValue::MonthSpan(*self)
    }
}

impl fmt::Display for MonthSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.until)
    }
}

impl Add<Days> for NaiveDate {
    type Output = Self;
    /// Returns the day `days` calendar days later, or the last possible day where that is beyond the calendar.
    fn add(self, days: Days) -> Self {
        self.checked_add_signed(TimeDelta::days(days.0)).unwrap_or(Self::MAX)
    }
}

impl Sub<Days> for NaiveDate {
    type Output = Self;
    /// Returns the day `days` calendar days earlier, or the first possible day where that is beyond the calendar.
    fn sub(self, days: Days) -> Self {
        self.checked_sub_signed(TimeDelta::days(days.0)).unwrap_or(Self::MIN)
    }
}

impl Add<Months> for NaiveDate {
    type Output = Self;
    /// Returns the same day of the month `months` later, or the last day of that month if it is shorter.
    fn add(self, months: Months) -> Self {
        self.checked_add_months(ChronoMonths::new(months.0)).unwrap_or(Self::MAX)
    }
}

struct ParamVisitor<T>(PhantomData<T>);

impl<'de, T: ParamValue> Visitor<'de> for ParamVisitor<T> {
    type Value = Param<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a table with {}, source and certainty", T::KEY)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Param<T>, A::Error> {
        let (mut value, mut until, mut source, mut certainty, mut words) = (None, None, None, None, None);
        let (mut of_counties, mut statute_changed, mut locked) = (Vec::new(), None, false);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                key if key == T::KEY => value = Some(map.next_value()?),
                "until" => until = Some(parse_date(&map.next_value()?)?),
                "source" => source = Some(map.next_value()?),
                "certainty" => certainty = Some(map.next_value()?),
                "words" => words = Some(map.next_value()?),
                "of_counties" => of_counties = map.next_value()?,
                "statute_changed" => statute_changed = Some(map.next_value()?),
                "locked" => locked = map.next_value()?,
                other => {
                    map.next_value::<IgnoredAny>()?;
                    return Err(de::Error::custom(format!(
                        "unknown key {other}: this parameter is given in {}",
                        T::KEY,
                        other = quoted(other)
                    )));
                }
            }
        }
        Ok(Param {
            name: "",
            value: value.ok_or_else(|| de::Error::missing_field(T::KEY))?,
            in_force_from: NaiveDate::MIN,
            until,
            source: source.ok_or_else(|| de::Error::missing_field("source"))?,
            certainty: certainty.ok_or_else(|| de::Error::missing_field("certainty"))?,
            words,
            of_counties,
            statute_changed,
            locked,
        })
    }
}

impl<'de, T: ParamValue> Deserialize<'de> for Param<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ParamVisitor(PhantomData))
    }
}

/// Reads a date in TOML's own form, without quotes.
pub(super) fn toml_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    parse_date(&toml::value::Datetime::deserialize(deserializer)?)
}

fn parse_date<E: de::Error>(written: &toml::value::Datetime) -> Result<NaiveDate, E> {
    written.to_string().parse().map_err(|_not_a_day| E::custom(format!("{written} is not a day (2026-07-01)")))
}
