//! Policy as data: dated rule parameters, code tables and the county's calendar, read from `assets/policy`.
//!
//! Any day is judged by the set in force on it: `policies.on(date)`.

pub mod act_forms;
pub mod calendar;
pub mod catalogue;
pub mod jargon;
pub mod load;
pub mod offices;
pub mod param;
pub mod phrases;
pub mod set;
pub mod tables;

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

use calendar::Calendar;
pub use load::PolicyError;
use load::{DatedSet, Given};
pub use param::{Certainty, Param};
use set::Parameters;
pub use set::{Policy, Shown};
use tables::Tables;
pub use tables::{ClockEffect, ContactTypeInfo, ExemptionReason};

macro_rules! assets {
    ($($path:literal),* $(,)?) => { [$(($path, include_str!(concat!("../../assets/", $path)))),*] };
}

/// The files that hold in every county.
const FILES: [(&str, &str); 15] = assets![
    "catalogue/activity_kinds.toml",
    "catalogue/contact_types.toml",
    "policy/activity_status.toml",
    "policy/attendance.toml",
    "policy/closing.toml",
    "policy/exemptions.toml",
    "policy/holidays.toml",
    "policy/hours.toml",
    "policy/monitoring.toml",
    "policy/noncompliance.toml",
    "policy/plan.toml",
    "policy/roles.toml",
    "policy/services.toml",
    "policy/time_on_aid.toml",
    "policy/transitions.toml",
];

/// County overlays. The first is the default.
const COUNTIES: [(&str, &str); 5] = assets![
    "policy/counties/alameda.toml",
    "policy/counties/los_angeles.toml",
    "policy/counties/san_diego.toml",
    "policy/counties/san_francisco.toml",
    "policy/counties/santa_clara.toml",
];

/// Why the policies of a county cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverlayError {
    /// The program holds no settings for the county.
    #[error("no settings for the county {county:?}; there are {known}")]
    UnknownCounty {
        /// The county that was asked for.
        county: String,
        /// Those that have settings.
        known: String,
    },
    /// A file cannot be used.
    #[error(transparent)]
    Policy(#[from] PolicyError),
}

/// Every rule set that ever was in force, in order.
#[derive(Debug, Clone)]
pub struct Policies {
    county: String,
    /// Each with its first day, ascending.
    segments: Vec<(NaiveDate, Policy)>,
    /// Before anything is in force.
    nothing: Policy,
}

static BUILTIN: LazyLock<Result<Policies, PolicyError>> = LazyLock::new(|| Policies::read(COUNTIES[0], None));

impl Policies {
    /// The policies of the default county, Alameda. Read once.
    ///
    /// # Errors
    /// The first file that cannot be used, with line and reason.
    pub fn builtin() -> Result<&'static Self, PolicyError> {
        BUILTIN.as_ref().map_err(Clone::clone)
    }

    /// The policies with the settings of `county`, by its name in any spelling of case and spaces.
    ///
    /// # Errors
    /// A county without settings, or the first file that cannot be used.
    pub fn with_overlay(county: &str) -> Result<Self, OverlayError> {
        Ok(Self::read(overlay_of(county)?, None)?)
    }

    /// The policies of `county`, or of the default county where none is named, with an office's own file laid over
    /// them: `file` is its name, for what is said of it. Its parameters supersede those of the county from the day they
    /// are in force, its codes replace theirs, its holidays are more holidays.
    ///
    /// # Errors
    /// A county without settings, or the first file that cannot be used, with line and reason.
    pub fn with_office(county: Option<&str>, file: &str, text: &str) -> Result<Self, OverlayError> {
        let county = county.map_or(Ok(COUNTIES[0]), overlay_of)?;
        Ok(Self::read(county, Some((file, text)))?)
    }

    /// The counties that have settings, as `with_overlay` takes them.
    pub fn counties() -> Vec<String> {
        COUNTIES
            .iter()
            .filter_map(|(path, _)| path.strip_prefix("policy/counties/")?.strip_suffix(".toml"))
            .map(str::to_owned)
            .collect()
    }

    /// The county's name.
    pub fn county(&self) -> &str {
        &self.county
    }

    /// The rule set in force on `date`.
    pub fn on(&self, date: NaiveDate) -> &Policy {
        let after = self.segments.partition_point(|(from, _)| *from <= date);
        self.segments.get(..after).and_then(<[_]>::last).map_or(&self.nothing, |(_, policy)| policy)
    }

    /// The days on which anything in the rule set changes, ascending.
    pub fn turns(&self) -> impl Iterator<Item = NaiveDate> {
        self.segments.iter().map(|(from, _)| *from)
    }

    fn read(county: (&str, &str), office: Option<(&str, &str)>) -> Result<Self, PolicyError> {
        let mut base = Given::default();
        for (file, text) in FILES {
            base.add(file, text)?;
        }
        let overlays = std::iter::once(county).chain(office).map(|(file, text)| {
            let mut overlay = Given::default();
            overlay.add(file, text).map(|()| overlay)
        });
        Ok(Self::assemble(std::iter::once(Ok(base)).chain(overlays).collect::<Result<Vec<_>, _>>()?))
    }

    /// From layers, each of which supersedes the ones before it.
    fn assemble(layers: Vec<Given>) -> Self {
        let (mut sets, mut holidays, mut tables, mut name) = (Vec::new(), Vec::new(), Tables::default(), String::new());
        for layer in layers {
            sets.push(layer.sets);
            holidays.extend(layer.holidays);
            tables = layer.tables.over(tables);
            name = if layer.county.is_empty() { name } else { layer.county };
        }
        let calendar = Arc::new(Calendar::new(&holidays));
        let tables = Arc::new(tables);
        let policy = |parameters| Policy::new(parameters, Arc::clone(&calendar), Arc::clone(&tables));
        let segments =
            days_of_change(sets.iter().flatten()).into_iter().map(|day| (day, policy(in_force(&sets, day)))).collect();
        Self { county: name, segments, nothing: policy(Parameters::default()) }
    }
}

/// A county's overlay, by the county's name.
fn overlay_of(county: &str) -> Result<(&'static str, &'static str), OverlayError> {
    let wanted = file_of(county);
    COUNTIES.into_iter().find(|(path, _)| *path == wanted).ok_or_else(|| OverlayError::UnknownCounty {
        county: county.to_owned(),
        known: Policies::counties().join(", "),
    })
}

/// The path of a county's overlay.
fn file_of(county: &str) -> String {
    format!("policy/counties/{}.toml", county.trim().to_ascii_lowercase().replace([' ', '-'], "_"))
}

/// The days on which a parameter begins, or no longer holds.
fn days_of_change<'a>(sets: impl Iterator<Item = &'a DatedSet>) -> Vec<NaiveDate> {
    let mut days: Vec<_> = sets
        .flat_map(|set| {
            let lapses = set.parameters.ends().into_iter().filter_map(|end| end.succ_opt());
            std::iter::once(set.in_force_from).chain(lapses)
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The parameters that hold on `day`: the newest of each layer, later layers over earlier ones.
fn in_force(layers: &[Vec<DatedSet>], day: NaiveDate) -> Parameters {
    layers.iter().fold(Parameters::default(), |mut parameters, sets| {
        parameters.supersede(&newest(sets, day));
        parameters
    })
}

fn newest(sets: &[DatedSet], day: NaiveDate) -> Parameters {
    let mut begun: Vec<&DatedSet> = sets.iter().filter(|set| set.in_force_from <= day).collect();
    begun.sort_by_key(|set| set.in_force_from);
    let mut parameters = Parameters::default();
    for set in begun {
        parameters.supersede(&set.parameters);
    }
    parameters.lapse(day);
    parameters
}

impl Policy {
    /// A type of contact by its id.
    pub fn contact_type(&self, id: &str) -> Option<&ContactTypeInfo> {
        self.tables.contact_type(id)
    }
}

#[cfg(test)]
mod tests;
