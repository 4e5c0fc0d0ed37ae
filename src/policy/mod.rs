//! Policy as data: dated rule parameters, code tables and the county's calendar, read from `assets/policy`.
//!
//! Every day is judged by the policy in force on it: [`Policies::in_force_on`].

pub mod act_forms;
pub mod calendar;
pub mod catalog;
pub mod confidential;
pub mod goal_tables;
mod in_force;
pub mod jargon;
mod layering;
pub mod load;
mod month_tables;
pub mod param;
mod param_summary;
mod parameter_macro;
pub mod parameter_set;
pub mod partner_tables;
pub mod phrases;
mod rows;
pub mod self_assessment;
mod service_kinds;
pub mod sheet_texts;
mod statutes;
pub mod tables;
pub mod unit_tables;
mod written_dates;

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use calendar::Calendar;
pub use in_force::Policy;
use layering::{days_of_change, parameters_on};
pub use load::PolicyError;
use load::{DatedParameters, PolicyLayer};
pub use month_tables::ClockEffect;
pub use param::{Certainty, Param};
use parameter_set::Parameters;
pub use parameter_set::{ParamSummary, StatuteChange};
use rows::TableRows;
use statutes::OfficeLayer;
use tables::Tables;

use crate::domain::sanitize::quoted;
pub use tables::{CASE_OPENED, ContactTypeInfo, ExemptionReason, MATCH_DECIDED, SUPERVISION, is_beside_acts};
pub use written_dates::usual_written_dates;

macro_rules! assets {
    ($($path:literal),* $(,)?) => { [$(($path, include_str!(concat!("../../assets/", $path)))),*] };
}

/// The files that hold in every county.
const FILES: [(&str, &str); 24] = assets![
    "catalog/activity_kinds.toml",
    "catalog/contact_types.toml",
    "goals/life_areas.toml",
    "goals/levels.toml",
    "goals/qol.toml",
    "goals/tools.toml",
    "policy/activity_status.toml",
    "policy/attendance.toml",
    "policy/closing.toml",
    "policy/common_cases.toml",
    "policy/linkages.toml",
    "policy/goals.toml",
    "policy/exemptions.toml",
    "policy/holidays.toml",
    "policy/hours.toml",
    "policy/monitoring.toml",
    "policy/noncompliance.toml",
    "policy/partners.toml",
    "policy/plan.toml",
    "policy/roles.toml",
    "policy/services.toml",
    "policy/social_work.toml",
    "policy/time_on_aid.toml",
    "policy/transitions.toml",
];

/// The county overlays. The first is the default.
const COUNTIES: [(&str, &str); 5] = assets![
    "policy/counties/alameda.toml",
    "policy/counties/los_angeles.toml",
    "policy/counties/san_diego.toml",
    "policy/counties/san_francisco.toml",
    "policy/counties/santa_clara.toml",
];

/// The reason for which the policies of a county cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverlayError {
    /// The program holds no settings for the county.
    #[error("There are no settings for the county {county}. The counties are {known}", county = quoted(.county))]
    UnknownCounty {
        /// The county that the caller asked for.
        county: String,
        /// The counties that have settings.
        known: String,
    },
    /// A policy file has an error.
    #[error(transparent)]
    Policy(#[from] PolicyError),
}

/// All policies that were ever in force, in order.
#[derive(Debug, Clone)]
pub struct Policies {
    county: String,
    /// The policies with their first days, ascending.
    segments: Vec<(NaiveDate, Policy)>,
    /// The policy for dates before the first set comes into force.
    before_first_set: Policy,
    /// What an office's own files change; `None` if there is none.
    office: Option<OfficePolicy>,
}

/// An office's file of policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeFile<'a> {
    /// The name for error messages.
    pub file: &'a str,
    /// The content.
    pub text: &'a str,
}

/// What the files of an office change in the policy of its county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePolicy {
    /// SHA-256 of the files, in hexadecimal.
    pub sha256: String,
    /// The statutory values that they change, each with the citation that they give for it.
    pub statutes_changed: Vec<StatuteChange>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads every file")]
static BUILTIN: LazyLock<Policies> =
    LazyLock::new(|| Policies::load_layers(COUNTIES[0], None, None).expect("the files of assets/policy are good"));

impl Policies {
    /// Returns the policies of the default county, Alameda. The files are read on the first call.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Loads the policies with the settings of `county`, whose name may be in any case and with dashes or spaces.
    ///
    /// # Errors
    /// The county has no settings, or a file has an error.
    pub fn with_overlay(county: &str) -> Result<Self, OverlayError> {
        Ok(Self::load_layers(county_overlay(county)?, None, None)?)
    }

    /// Loads the policies of `county`, or of the default county where it is `None`, and an office's own file on top.
    /// `file` is the name for error messages. The office's parameters supersede those of the county from the day they
    /// are in force, its codes replace the county's, and its holidays are added.
    ///
    /// # Errors
    /// The county has no settings, or a file has an error.
    pub fn with_office(county: Option<&str>, file: &str, text: &str) -> Result<Self, OverlayError> {
        Self::with_office_files(county, None, Some(OfficeFile { file, text }))
    }

    /// Loads the policies of `county`, or of the default county where it is `None`, with the file of the machine, if
    /// there is one, and that of the home on top.
    ///
    /// # Errors
    /// The county has no settings; a file has an error; a file changes a statutory value and names no citation for it;
    /// or the home's file changes what the machine's locks.
    pub fn with_office_files(
        county: Option<&str>,
        machine: Option<OfficeFile<'_>>,
        home: Option<OfficeFile<'_>>,
    ) -> Result<Self, OverlayError> {
        let county = county.map_or(Ok(COUNTIES[0]), county_overlay)?;
        Ok(Self::load_layers(county, machine, home)?)
    }

    /// Returns what the office's own files change; `None` if there is none.
    pub const fn office(&self) -> Option<&OfficePolicy> {
        self.office.as_ref()
    }

    /// Returns the counties that have settings, as [`Self::with_overlay`] takes them.
    pub fn counties() -> Vec<String> {
        COUNTIES
            .iter()
            .filter_map(|(path, _)| path.strip_prefix("policy/counties/")?.strip_suffix(".toml"))
            .map(str::to_owned)
            .collect()
    }

    /// Returns the name of the county.
    pub fn county(&self) -> &str {
        &self.county
    }

    /// Returns the policy in force on `date`.
    pub fn in_force_on(&self, date: NaiveDate) -> &Policy {
        let after = self.segments.partition_point(|(from, _)| *from <= date);
        self.segments.get(..after).and_then(<[_]>::last).map_or(&self.before_first_set, |(_, policy)| policy)
    }

    /// Returns the code tables, which are the same on every day; `None` for policies without any rule.
    pub fn newest_tables(&self) -> Option<&Tables> {
        self.segments.last().map(|(_, policy)| &*policy.tables)
    }

    /// Returns the days on which anything in the policy changes, ascending.
    pub fn change_days(&self) -> impl Iterator<Item = NaiveDate> {
        self.segments.iter().map(|(from, _)| *from)
    }

    /// Returns the ids of the reasons for exemption in the newest policy, in the order of the policy.
    pub fn exemption_reason_ids(&self) -> Vec<String> {
        let reasons = self.segments.iter().next_back().map(|(_, policy)| &policy.tables.exemption_reasons);
        reasons.into_iter().flatten().map(|reason| reason.id.clone()).collect()
    }

    fn load_layers(
        county: (&str, &str),
        machine: Option<OfficeFile<'_>>,
        home: Option<OfficeFile<'_>>,
    ) -> Result<Self, PolicyError> {
        let mut base = PolicyLayer::default();
        for (file, text) in FILES {
            base.add_file(file, text)?;
        }
        let county = read_overlay(OfficeFile { file: county.0, text: county.1 })?.layer;
        let machine = machine.map(read_overlay).transpose()?;
        let home = home.map(read_overlay).transpose()?;
        if let Some(home) = &home {
            home.layer.ensure_no_roles(home.file, home.text)?;
        }
        if let (Some(machine), Some(home)) = (&machine, &home) {
            statutes::check_locks(machine, home)?;
        }
        let program = [base, county];
        let mut layers = program.to_vec();
        let mut office: Option<(Sha256, Vec<StatuteChange>)> = None;
        for overlay in [machine, home].into_iter().flatten() {
            let (hasher, changed) = office.get_or_insert_default();
            hasher.update((overlay.text.len() as u64).to_be_bytes());
            hasher.update(overlay.text);
            changed.extend(changed_statutes(&program, &overlay)?);
            layers.push(overlay.layer);
        }
        let office = office.map(|(hasher, statutes_changed)| OfficePolicy {
            sha256: hex::encode(hasher.finalize()),
            statutes_changed,
        });
        Ok(Self { office, ..Self::from_layers(layers) })
    }

    /// Combines layers, each of which supersedes those before it.
    fn from_layers(layers: Vec<PolicyLayer>) -> Self {
        let holidays: Vec<_> = layers.iter().flat_map(|layer| layer.holidays.clone()).collect();
        let (name, sets, tables) = combine(layers);
        let calendar = Arc::new(Calendar::new(&holidays));
        let tables = Arc::new(tables);
        let policy = |parameters| Policy::new(parameters, Arc::clone(&calendar), Arc::clone(&tables));
        let segments = days_of_change(sets.iter().flatten())
            .into_iter()
            .map(|day| (day, policy(parameters_on(&sets, day))))
            .collect();
        Self { county: name, segments, before_first_set: policy(Parameters::default()), office: None }
    }
}

fn read_overlay(overlay: OfficeFile<'_>) -> Result<OfficeLayer<'_>, PolicyError> {
    let OfficeFile { file, text } = overlay;
    let mut layer = PolicyLayer::default();
    layer.add_overlay(file, text)?;
    Ok(OfficeLayer { file, text, layer })
}

/// Returns the statutory values of the program's layers that an office's file changes.
fn changed_statutes(below: &[PolicyLayer], office: &OfficeLayer<'_>) -> Result<Vec<StatuteChange>, PolicyError> {
    let program = FILES.iter().map(|(file, text)| load::read_rows(file, text)).collect::<Result<Vec<_>, _>>()?;
    let rows = program.into_iter().fold(TableRows::default(), |rows, file| file.with_fallback(rows));
    let rows = below.iter().fold(rows, |rows, layer| layer.rows.clone().with_fallback(rows));
    let (name, sets, _tables) = combine(below.to_vec());
    let mut own = office.layer.clone();
    own.sets.iter_mut().for_each(|set| set.parameters.adapt_to_county(&name));
    statutes::check_statutes(&sets, &rows, &OfficeLayer { layer: own, ..*office })
}

/// Returns the county's name, the dated parameters of each layer, adapted to the county, and the tables of the layers
/// taken together.
fn combine(layers: Vec<PolicyLayer>) -> (String, Vec<Vec<DatedParameters>>, Tables) {
    let (mut sets, mut tables, mut name) = (Vec::new(), Tables::default(), String::new());
    for layer in layers {
        sets.push(layer.sets);
        tables = layer.tables.with_fallback(tables);
        name = if layer.county.is_empty() { name } else { layer.county };
    }
    for set in sets.iter_mut().flatten() {
        set.parameters.adapt_to_county(&name);
    }
    tables.adapt_to_county(&name);
    (name, sets, tables)
}

/// Returns the overlay of a county by the county's name.
fn county_overlay(county: &str) -> Result<(&'static str, &'static str), OverlayError> {
    let wanted = overlay_path(county);
    COUNTIES.into_iter().find(|(path, _)| *path == wanted).ok_or_else(|| OverlayError::UnknownCounty {
        county: county.to_owned(),
        known: Policies::counties().join(", "),
    })
}

/// Returns the path of a county's overlay.
fn overlay_path(county: &str) -> String {
    format!("policy/counties/{}.toml", county.trim().to_ascii_lowercase().replace([' ', '-'], "_"))
}

impl Policy {
    /// Returns the type of contact with this id.
    pub fn contact_type(&self, id: &str) -> Option<&ContactTypeInfo> {
        self.tables.contact_type(id)
    }
}

/// Returns whether policy has a parameter of this name.
#[cfg(test)]
pub(crate) fn has_parameter(name: &str) -> bool {
    Parameters::has_name(name)
}

#[cfg(test)]
mod tests;
