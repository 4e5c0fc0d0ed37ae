//! Reads policy files. A file with an error is refused with its name, the line and the reason.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::calendar::Holiday;
use super::goal_tables::{GoalToolRow, LifeArea, LifeLevel, QolItem};
use super::param::toml_date;
use super::parameter_set::Parameters;
use super::partner_tables::{RuleRole, StepAct, StepInfo};
use super::rows::{OfficeRow, TableRows};
use super::service_kinds::ServiceKind;
use super::tables::{
    ActRole, ActivityKind, ActivityStatusInfo, AidCode, ClosedBank, ContactTypeInfo, ExemptionReason, HomeDutyRoles,
    MonthEvent, Tables, TransitionInfo, UnengagedRule, ZeroGrantReason,
};
use super::unit_tables::{ContactOutcomes, DutyShift, UnitWorker};
use crate::domain::partner_state::{CommonCaseState, ConferenceState, OutreachState, ReportState, UnitCaseState};
use crate::domain::status::{ActivityStatus, RegistrationStatus};
use crate::domain::steps::StepTable;
use crate::domain::transitions::StatusTitle;

/// An error in a policy file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct PolicyError {
    /// The file's name.
    pub file: String,
    /// The line of the error, from 1.
    pub line: usize,
    /// The reason.
    pub reason: String,
}

/// Parameters that come into force on one day.
#[derive(Debug, Clone)]
pub(super) struct DatedParameters {
    /// The first day on which they hold.
    pub in_force_from: NaiveDate,
    /// The names of parameters of earlier layers that no longer hold from that day on.
    pub without: Vec<String>,
    /// The statute or letter that took away the statutory parameters among `without`, where the file names one.
    pub statute_changed: Option<String>,
    /// The parameters of that day.
    pub parameters: Parameters,
}

/// The contents of a policy file: dated parameters, holidays, code tables. A county's overlay names its county.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    #[serde(default)]
    county: Option<String>,
    #[serde(default)]
    set: Vec<toml::Spanned<RawParameterSet>>,
    #[serde(default)]
    holiday: Vec<toml::Spanned<OfficeRow<Holiday>>>,
    #[serde(default)]
    activity_status: Vec<OfficeRow<ActivityStatusInfo>>,
    #[serde(default)]
    contact_type: Vec<OfficeRow<ContactTypeInfo>>,
    #[serde(default)]
    exemption_reason: Vec<OfficeRow<ExemptionReason>>,
    #[serde(default)]
    activity_kind: Vec<OfficeRow<ActivityKind>>,
    #[serde(default)]
    service_kind: Vec<OfficeRow<ServiceKind>>,
    #[serde(default)]
    month_event: Vec<OfficeRow<MonthEvent>>,
    #[serde(default)]
    registration_step: Vec<OfficeRow<TransitionInfo<RegistrationStatus>>>,
    #[serde(default)]
    activity_step: Vec<OfficeRow<TransitionInfo<ActivityStatus>>>,
    #[serde(default)]
    unit_case_step: Vec<OfficeRow<StepInfo<UnitCaseState>>>,
    #[serde(default)]
    report_step: Vec<OfficeRow<StepInfo<ReportState>>>,
    #[serde(default)]
    common_case_step: Vec<OfficeRow<StepInfo<CommonCaseState>>>,
    #[serde(default)]
    outreach_step: Vec<OfficeRow<StepInfo<OutreachState>>>,
    #[serde(default)]
    conference_step: Vec<OfficeRow<StepInfo<ConferenceState>>>,
    #[serde(default)]
    step_act: Vec<OfficeRow<StepAct>>,
    #[serde(default)]
    rule_role: Vec<OfficeRow<RuleRole>>,
    #[serde(default)]
    zero_grant_reason: Vec<OfficeRow<ZeroGrantReason>>,
    #[serde(default)]
    aid_code: Vec<OfficeRow<AidCode>>,
    #[serde(default)]
    act_role: Vec<OfficeRow<ActRole>>,
    #[serde(default)]
    home_duty: Vec<OfficeRow<HomeDutyRoles>>,
    #[serde(default)]
    closed_bank: Vec<OfficeRow<ClosedBank>>,
    #[serde(default)]
    unengaged_rule: Vec<OfficeRow<UnengagedRule>>,
    #[serde(default)]
    life_area: Vec<OfficeRow<LifeArea>>,
    #[serde(default)]
    life_level: Vec<OfficeRow<LifeLevel>>,
    #[serde(default)]
    qol_item: Vec<OfficeRow<QolItem>>,
    #[serde(default)]
    goal_tool: Vec<OfficeRow<GoalToolRow>>,
    #[serde(default)]
    unit_worker: Vec<OfficeRow<UnitWorker>>,
    #[serde(default)]
    contact_outcome: Vec<OfficeRow<ContactOutcomes>>,
    #[serde(default)]
    duty_rota: Vec<OfficeRow<DutyShift>>,
}

/// A set of parameters as the file has it, with its first day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParameterSet {
    #[serde(deserialize_with = "toml_date")]
    in_force_from: NaiveDate,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    statute_changed: Option<String>,
    #[serde(default)]
    rule: Parameters,
}

/// The contents of one or more policy files.
#[derive(Debug, Clone, Default)]
pub(super) struct PolicyLayer {
    /// The county of an overlay; empty for files that hold in every county.
    pub county: String,
    /// The dated parameters, in order within each file.
    pub sets: Vec<DatedParameters>,
    /// The holidays.
    pub holidays: Vec<Holiday>,
    /// The code tables.
    pub tables: Tables,
    /// The rows of the code tables and the holidays, as the file of an overlay has them.
    pub rows: TableRows,
}

impl PolicyLayer {
    /// Adds the contents of the file of a county or an office, which may not say who may do what in a home: an office's
    /// file lies in the home, where any of its workers could write it.
    pub fn add_overlay(&mut self, file: &str, text: &str) -> Result<(), PolicyError> {
        self.add_file(file, text)?;
        self.rows = read_rows(file, text)?;
        if self.tables.home_duties.is_empty() {
            return Ok(());
        }
        let reason = "home_duty cannot be set here: any worker of a home could write this file".to_owned();
        Err(error_at_word(file, text, "home_duty", reason))
    }

    /// Refuses the file of a home that says who may record an act: any worker of the home could write it, and so record
    /// what is another role's. The file of the machine may say it.
    pub fn ensure_no_roles(&self, file: &str, text: &str) -> Result<(), PolicyError> {
        let (tables, partners) = (&self.tables, &self.tables.partners);
        let found = [
            ("act_role", !tables.act_roles.is_empty()),
            ("unit_case_step", !partners.unit_case_steps.rows().is_empty()),
            ("report_step", !partners.report_steps.rows().is_empty()),
            ("common_case_step", !partners.common_case_steps.rows().is_empty()),
            ("outreach_step", !partners.outreach_steps.rows().is_empty()),
            ("conference_step", !partners.conference_steps.rows().is_empty()),
        ];
        let Some((table, _)) = found.into_iter().find(|(_, has_rows)| *has_rows) else { return Ok(()) };
        let reason = format!(
            "{table} cannot be set in a home, where any of its workers could write it; the office sets it in the \
             policy.toml of the machine"
        );
        Err(error_at_word(file, text, table, reason))
    }

    /// Adds the contents of one more file.
    pub fn add_file(&mut self, file: &str, text: &str) -> Result<(), PolicyError> {
        let read: PolicyFile = parse_file(file, text)?;
        self.county = read.county.unwrap_or_default();
        self.sets.extend(parse_sets(file, text, read.set)?);
        self.holidays.extend(parse_holidays(file, text, read.holiday)?);
        self.tables.activity_statuses.extend(read.activity_status.into_iter().map(|row| row.0));
        self.tables.contact_types.extend(read.contact_type.into_iter().map(|row| row.0));
        self.tables.exemption_reasons.extend(read.exemption_reason.into_iter().map(|row| row.0));
        self.tables.activity_kinds.extend(read.activity_kind.into_iter().map(|row| row.0));
        self.tables.service_kinds.extend(read.service_kind.into_iter().map(|row| row.0));
        self.tables.month_events.extend(read.month_event.into_iter().map(|row| row.0));
        self.tables.zero_grant_reasons.extend(read.zero_grant_reason.into_iter().map(|row| row.0));
        self.tables.aid_codes.extend(read.aid_code.into_iter().map(|row| row.0));
        self.tables.act_roles.extend(read.act_role.into_iter().map(|row| row.0));
        self.tables.home_duties.extend(read.home_duty.into_iter().map(|row| row.0));
        self.tables.closed_banks.extend(read.closed_bank.into_iter().map(|row| row.0));
        self.tables.unengaged_rules.extend(read.unengaged_rule.into_iter().map(|row| row.0));
        self.tables.goals.life_areas.extend(read.life_area.into_iter().map(|row| row.0));
        self.tables.goals.levels.extend(read.life_level.into_iter().map(|row| row.0));
        self.tables.goals.qol_items.extend(read.qol_item.into_iter().map(|row| row.0));
        self.tables.goals.tools.extend(read.goal_tool.into_iter().map(|row| row.0));
        self.tables.partners.step_acts.extend(read.step_act.into_iter().map(|row| row.0));
        self.tables.partners.rule_roles.extend(read.rule_role.into_iter().map(|row| row.0));
        self.tables.partners.unit.workers.extend(read.unit_worker.into_iter().map(|row| row.0));
        let outcomes = read.contact_outcome.into_iter().map(|row| row.0);
        self.tables.partners.unit.contact_outcomes.extend(outcomes);
        self.tables.partners.unit.rota.extend(read.duty_rota.into_iter().map(|row| row.0));
        add_steps(&mut self.tables.partners.unit_case_steps, read.unit_case_step);
        add_steps(&mut self.tables.partners.report_steps, read.report_step);
        add_steps(&mut self.tables.partners.common_case_steps, read.common_case_step);
        add_steps(&mut self.tables.partners.outreach_steps, read.outreach_step);
        add_steps(&mut self.tables.partners.conference_steps, read.conference_step);
        for step in read.registration_step {
            self.tables.registration_steps.add_row(step.0.into());
        }
        for step in read.activity_step {
            self.tables.activity_steps.add_row(step.0.into());
        }
        Ok(())
    }
}

fn add_steps<S: StatusTitle>(table: &mut StepTable<S>, rows: Vec<OfficeRow<StepInfo<S>>>) {
    for row in rows {
        table.add_row(row.0.into());
    }
}

/// Returns the rows of a file's code tables and its holidays as the file has them.
pub(super) fn read_rows(file: &str, text: &str) -> Result<TableRows, PolicyError> {
    Ok(TableRows::from_file(&parse_file(file, text)?))
}

fn parse_sets(
    file: &str,
    text: &str,
    read: Vec<toml::Spanned<RawParameterSet>>,
) -> Result<Vec<DatedParameters>, PolicyError> {
    let mut sets: Vec<DatedParameters> = Vec::new();
    for raw in read {
        let offset = raw.span().start;
        let RawParameterSet { in_force_from, without, statute_changed, rule: mut parameters } = raw.into_inner();
        if let Some(unknown) = without.iter().find(|name| !Parameters::has_name(name)) {
            return Err(error_at(file, text, offset, format!("there is no parameter {unknown} that could be dropped")));
        }
        if sets.last().is_some_and(|before| before.in_force_from >= in_force_from) {
            return Err(error_at(
                file,
                text,
                offset,
                format!("the set of {in_force_from} does not follow the one before it"),
            ));
        }
        if let Some(end) = parameters.end_days().into_iter().find(|end| *end < in_force_from) {
            return Err(error_at(
                file,
                text,
                offset,
                format!("a parameter of the set of {in_force_from} ends before it, on {end}"),
            ));
        }
        parameters.set_names_and_start(in_force_from);
        sets.push(DatedParameters { in_force_from, without, statute_changed, parameters });
    }
    Ok(sets)
}

fn parse_holidays(
    file: &str,
    text: &str,
    read: Vec<toml::Spanned<OfficeRow<Holiday>>>,
) -> Result<Vec<Holiday>, PolicyError> {
    read.into_iter()
        .map(|holiday| {
            let offset = holiday.span().start;
            let holiday = holiday.into_inner().0;
            let reason = || format!("{}: give either day, or weekday and nth", holiday.name);
            if holiday.is_well_formed() { Ok(holiday) } else { Err(error_at(file, text, offset, reason())) }
        })
        .collect()
}

fn parse_file<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, PolicyError> {
    toml::from_str(text).map_err(|cause| {
        let offset = cause.span().map_or(0, |span| span.start);
        error_at(file, text, offset, cause.message().to_owned())
    })
}

/// Returns an error for the first line that holds `word`.
pub(super) fn error_at_word(file: &str, text: &str, word: &str, reason: String) -> PolicyError {
    let line = text.lines().zip(1..).find(|(line, _)| line.contains(word)).map_or(1, |(_, line)| line);
    PolicyError { file: file.to_owned(), line, reason }
}

/// Returns an error for what begins at the byte `offset` of the text.
pub(super) fn error_at(file: &str, text: &str, offset: usize, reason: String) -> PolicyError {
    let line = text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
    PolicyError { file: file.to_owned(), line, reason }
}
