//! Reads policy files. A bad one is refused with its name, the line and the reason.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::calendar::Holiday;
use super::offices::{ActRole, ClosedBank, UnengagedRule};
use super::param::toml_date;
use super::set::Parameters;
use super::tables::{ActivityKind, ActivityStatusInfo, ContactTypeInfo, ExemptionReason, MonthEvent, StepInfo, Tables};
use crate::domain::status::{ActivityStatus, RegistrationStatus};

/// A policy file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct PolicyError {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Parameters that come into force on one day.
#[derive(Debug, Clone)]
pub(super) struct DatedSet {
    /// The day.
    pub in_force_from: NaiveDate,
    /// What is given for it.
    pub parameters: Parameters,
}

/// A policy file: dated parameters, holidays, code tables. A county's overlay names its county.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    county: Option<String>,
    #[serde(default)]
    set: Vec<toml::Spanned<RawSet>>,
    #[serde(default)]
    holiday: Vec<toml::Spanned<Holiday>>,
    #[serde(default)]
    activity_status: Vec<ActivityStatusInfo>,
    #[serde(default)]
    contact_type: Vec<ContactTypeInfo>,
    #[serde(default)]
    exemption_reason: Vec<ExemptionReason>,
    #[serde(default)]
    activity_kind: Vec<ActivityKind>,
    #[serde(default)]
    month_event: Vec<MonthEvent>,
    #[serde(default)]
    registration_step: Vec<StepInfo<RegistrationStatus>>,
    #[serde(default)]
    activity_step: Vec<StepInfo<ActivityStatus>>,
    #[serde(default)]
    act_role: Vec<ActRole>,
    #[serde(default)]
    closed_bank: Vec<ClosedBank>,
    #[serde(default)]
    unengaged_rule: Vec<UnengagedRule>,
}

/// A set as the file has it: its first day beside its parameters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSet {
    #[serde(deserialize_with = "toml_date")]
    in_force_from: NaiveDate,
    #[serde(default)]
    rule: Parameters,
}

/// What policy files give.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    /// The county that an overlay is for.
    pub county: String,
    /// Dated parameters; within a file in order.
    pub sets: Vec<DatedSet>,
    /// Holidays.
    pub holidays: Vec<Holiday>,
    /// Code tables.
    pub tables: Tables,
}

impl Given {
    /// Reads one more file.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), PolicyError> {
        let read: File = read(file, text)?;
        self.county = read.county.unwrap_or_default();
        self.sets.extend(sets(file, text, read.set)?);
        self.holidays.extend(holidays(file, text, read.holiday)?);
        self.tables.activity_statuses.extend(read.activity_status);
        self.tables.contact_types.extend(read.contact_type);
        self.tables.exemption_reasons.extend(read.exemption_reason);
        self.tables.activity_kinds.extend(read.activity_kind);
        self.tables.month_events.extend(read.month_event);
        self.tables.act_roles.extend(read.act_role);
        self.tables.closed_banks.extend(read.closed_bank);
        self.tables.unengaged_rules.extend(read.unengaged_rule);
        read.registration_step.into_iter().for_each(|step| self.tables.registration_steps.add(step.into()));
        read.activity_step.into_iter().for_each(|step| self.tables.activity_steps.add(step.into()));
        Ok(())
    }
}

fn sets(file: &str, text: &str, read: Vec<toml::Spanned<RawSet>>) -> Result<Vec<DatedSet>, PolicyError> {
    let mut sets: Vec<DatedSet> = Vec::new();
    for raw in read {
        let at = raw.span().start;
        let RawSet { in_force_from, rule: mut parameters } = raw.into_inner();
        if sets.last().is_some_and(|before| before.in_force_from >= in_force_from) {
            return Err(error(file, text, at, format!("the set of {in_force_from} does not follow the one before it")));
        }
        if let Some(end) = parameters.ends().into_iter().find(|end| *end < in_force_from) {
            return Err(error(
                file,
                text,
                at,
                format!("a parameter of the set of {in_force_from} ends before it, on {end}"),
            ));
        }
        parameters.begin(in_force_from);
        sets.push(DatedSet { in_force_from, parameters });
    }
    Ok(sets)
}

fn holidays(file: &str, text: &str, read: Vec<toml::Spanned<Holiday>>) -> Result<Vec<Holiday>, PolicyError> {
    read.into_iter()
        .map(|holiday| {
            let at = holiday.span().start;
            let holiday = holiday.into_inner();
            let reason = || format!("{}: give either day, or weekday and nth", holiday.name);
            if holiday.is_well_formed() { Ok(holiday) } else { Err(error(file, text, at, reason())) }
        })
        .collect()
}

fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, PolicyError> {
    toml::from_str(text).map_err(|cause| {
        let at = cause.span().map_or(0, |span| span.start);
        error(file, text, at, cause.message().to_owned())
    })
}

fn error(file: &str, text: &str, at: usize, reason: String) -> PolicyError {
    let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    PolicyError { file: file.to_owned(), line, reason }
}
