//! The seats of a conference, which `assets/seats.toml` lists.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::code_words::code_words;

code_words! {
    /// When a seat must be filled.
    pub enum SeatGroup {
        /// Always.
        Always = "always",
        /// On every team.
        Standing = "standing",
        /// Where substance abuse is an issue.
        SubstanceAbuse = "substance_abuse",
        /// Whoever is invited comes.
        Invited = "invited",
    }
}

/// A seat: the id of a row of `assets/seats.toml`, which is the stored form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seat(&'static str);

/// A word that names no seat.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no seat of a conference")]
pub struct UnknownSeat(String);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatRow {
    id: String,
    title: String,
    group: SeatGroup,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    certainty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatTable {
    seat: Vec<SeatRow>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static TABLE: LazyLock<SeatTable> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/seats.toml")).expect("assets/seats.toml is good"));

impl Seat {
    /// The social worker of the unit.
    pub const SOCIAL_WORKER: Self = Self("calworks_sw");

    /// Returns every seat, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.seat.iter().map(|row| Self(&row.id))
    }

    /// Returns the seats that must be filled.
    pub fn needed(substance_abuse: bool) -> impl Iterator<Item = Self> {
        Self::all().filter(move |seat| match seat.group() {
            SeatGroup::Always | SeatGroup::Standing => true,
            SeatGroup::SubstanceAbuse => substance_abuse,
            SeatGroup::Invited => false,
        })
    }

    /// Returns the id, which data and the log hold.
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// Returns the title.
    pub fn title(self) -> &'static str {
        self.row().map_or(self.0, |row| &row.title)
    }

    fn group(self) -> SeatGroup {
        self.row().map_or(SeatGroup::Invited, |row| row.group)
    }

    fn row(self) -> Option<&'static SeatRow> {
        TABLE.seat.iter().find(|row| row.id == self.0)
    }
}

impl fmt::Debug for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromStr for Seat {
    type Err = UnknownSeat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all().find(|seat| seat.0 == text.trim()).ok_or_else(|| UnknownSeat(text.trim().to_owned()))
    }
}

impl Serialize for Seat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Seat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Seat {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Seat".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ids_of_the_seats_stay_as_they_are() {
        let ids: Vec<_> = Seat::all().map(Seat::id).collect();
        let known = "es_ec es_supervisor cww cww_supervisor calworks_sw paes westside woman_inc public_health psychiatrist \
                     first parent provider";
        assert_eq!(ids.join(" "), known);
        assert!(TABLE.seat.iter().all(|row| !row.source.is_empty() && !row.certainty.is_empty()));
    }

    /// E25: eleven seats beside the parents, ten without substance abuse.
    #[test]
    fn eleven_seats_are_needed_where_substance_abuse_is_an_issue() {
        assert_eq!((Seat::needed(true).count(), Seat::needed(false).count()), (11, 10));
    }
}
