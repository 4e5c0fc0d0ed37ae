//! Social work: the referral of a participant to a unit of social workers (form 7045 CW), what the social worker does, and
//! the progress reports (form 7046 CW).

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize};

#[cfg(test)]
use super::step_day::OneOrMany;
use super::step_day::{DayOr, StepDay, one_or_many};
use crate::domain::WorkerNumber;
use crate::domain::code_words::code_words;

code_words! {
    /// How a social worker got in touch, or tried to.
    pub enum ContactWay {
        /// The social worker telephoned.
        Phone = "phone" => "telephone",
        /// The client came to the office.
        Office = "office" => "office",
        /// They met somewhere else.
        Field = "field" => "in the field",
        /// The social worker went to the home.
        Home = "home" => "home visit",
        /// The client telephoned.
        ClientCalled = "client_called" => "the client called",
        /// The client wrote.
        ClientWrote = "client_wrote" => "the client wrote",
        /// A letter went by mail.
        Letter = "letter" => "letter",
        /// A letter went with the check, to a client without an address.
        LetterWithCheck = "letter_with_check" => "letter with the check",
    }
}

impl ContactWay {
    /// Returns whether it is a letter.
    pub const fn is_letter(self) -> bool {
        matches!(self, Self::Letter | Self::LetterWithCheck)
    }
}

code_words! {
    /// What came of a contact or of an attempt.
    pub enum ContactOutcome {
        /// The client was reached and worked with.
        WorkedWith = "worked_with" => "worked with",
        /// The client was reached and agreed to something.
        Agreed = "agreed" => "agreed",
        /// The client was reached and refused.
        Refused = "refused" => "refused",
        /// A message was left, with a person or on a machine.
        Message = "message" => "message left",
        /// Nobody answered.
        NoAnswer = "no_answer" => "no answer",
        /// Nobody was at home; a note was left.
        NotHome = "not_home" => "not at home",
        /// The client did not come.
        NoShow = "no_show" => "did not come",
        /// The client canceled.
        Cancelled = "cancelled" => "canceled",
        /// The letter was sent.
        Sent = "sent" => "sent",
    }
}

impl ContactOutcome {
    /// Returns whether the client was reached.
    pub const fn is_reached(self) -> bool {
        matches!(self, Self::WorkedWith | Self::Agreed | Self::Refused)
    }
}

code_words! {
    /// The status of a social-work case that a social worker or a report gives it.
    pub enum UnitStatus {
        /// The case is worked on.
        Open = "open" => "Open",
        /// The case is not worked on for now, and not given up.
        Inactive = "inactive" => "Inactive",
        /// The case is closed.
        Closed = "closed" => "Closed",
    }
}

code_words! {
    /// What the social worker, the referring worker and the supervisor decided after a last letter without an answer.
    pub enum TalkOutcome {
        /// The work goes on.
        Continue = "continue" => "goes on",
        /// The case may be closed.
        Close = "close" => "may be closed",
    }
}

code_words! {
    /// Why a social-work case is closed.
    pub enum UnitClosingReason {
        /// The reason for the referral is resolved.
        Resolved = "resolved" => "resolved",
        /// Aid has ended.
        AidEnded = "aid_ended" => "aid has ended",
        /// The family has moved away.
        MovedOut = "moved_out" => "moved away",
        /// The client withdrew.
        Withdrew = "withdrew" => "the client withdrew",
        /// The client refused repeatedly.
        Refused = "refused" => "the client refused",
        /// The client could not be reached.
        Unreachable = "unreachable" => "not reached",
        /// Another reason, in the result.
        Other = "other" => "another reason",
    }
}

/// A social-work case: the steps from the referral to its closing.
///
/// Steps of which older data give only a day, `contacted`, `message_left`, `visited` and the days of `reports`, are read as
/// the contacts and reports that they were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SocialWork {
    /// Each time that form 7045 was sent, and sent back; missing where it went once, on the day of the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<ReferralRound>,
    /// The reasons that are marked on form 7045.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What the referring worker has already tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tried: Option<String>,
    /// What the referring worker asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// Whether the client was told of the referral when it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_told: Option<bool>,
    /// Whether the client has a telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<bool>,
    /// Whether the client is homeless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homeless: Option<bool>,
    /// What a visitor must know to be safe. It is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safety: Option<String>,
    /// The withdrawal of the referral before it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<ReferralWithdrawal>,
    /// The day on which the unit accepted the referral; missing where it is the day of the assignment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<StepDay>,
    /// The day on which the case was last assigned to a social worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<StepDay>,
    /// The social worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker: Option<WorkerNumber>,
    /// The day on which the social worker received the folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_received: Option<StepDay>,
    /// The day on which the case was discussed with the referring worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discussed: Option<StepDay>,
    /// The day on which the referring worker told the client of the referral afterward.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub informed: Option<StepDay>,
    /// The day of the intake: goals and plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intake: Option<StepDay>,
    /// The contacts and attempts of the social worker.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<UnitContact>,
    /// The statuses that the case was given after it was opened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<DatedUnitStatus>,
    /// The progress reports (7046 CW); older data give the day of a report alone.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "reports_or_days")]
    #[cfg_attr(test, schemars(with = "Vec<DayOr<ProgressReport>>"))]
    pub reports: Vec<ProgressReport>,
    /// The last letters to a client who was not reached; one, or a list.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    #[cfg_attr(test, schemars(with = "OneOrMany<FinalLetter>"))]
    pub final_letter: Vec<FinalLetter>,
    /// The talks about closing after a last letter; one, or a list.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    #[cfg_attr(test, schemars(with = "OneOrMany<ClosingTalk>"))]
    pub talk: Vec<ClosingTalk>,
    /// The closing of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<UnitCaseClosing>,
    /// In older data, the day on which the client was contacted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacted: Option<NaiveDate>,
    /// In older data, the day on which a message was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_left: Option<NaiveDate>,
    /// In older data, the day of a home visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visited: Option<NaiveDate>,
}

impl SocialWork {
    /// Takes out what only the social worker and the Social Work Supervisor see: contacts, the intake, and reports that
    /// were not passed on. The referring worker keeps the state, the days and the other reports.
    pub fn hide_details(&mut self) {
        self.contacts.clear();
        self.intake = None;
        (self.contacted, self.message_left, self.visited) = (None, None, None);
        self.reports.retain(|report| report.forwarded.is_some());
        self.statuses.iter_mut().for_each(|status| status.reason = None);
    }

    /// Returns every contact and attempt, those of older data among them.
    pub fn all_contacts(&self) -> impl Iterator<Item = UnitContact> {
        let older = [
            (self.contacted, ContactWay::Phone, ContactOutcome::WorkedWith),
            (self.message_left, ContactWay::Phone, ContactOutcome::Message),
            (self.visited, ContactWay::Home, ContactOutcome::NotHome),
        ];
        let older = older.into_iter().filter_map(|(on, how, outcome)| Some(UnitContact::new(on?, how, outcome)));
        self.contacts.iter().cloned().chain(older)
    }
}

/// One sending of form 7045.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReferralRound {
    /// The day on which the form went to the unit.
    pub sent: NaiveDate,
    /// The day on which the unit sent it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<NaiveDate>,
    /// Why the unit sent it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The withdrawal of a referral that nobody has accepted yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReferralWithdrawal {
    /// The day of the withdrawal.
    pub on: NaiveDate,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A contact of the social worker with the client, or an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnitContact {
    /// The day of the contact.
    pub on: NaiveDate,
    /// The time of day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// The way of the contact.
    pub how: ContactWay,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// The day that was agreed for the next contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDate>,
}

impl UnitContact {
    /// Creates a contact of which the day, the way and the outcome are known.
    pub const fn new(on: NaiveDate, how: ContactWay, outcome: ContactOutcome) -> Self {
        Self { on, at: None, how, outcome, next: None }
    }

    /// Returns whether the client was reached.
    pub const fn is_reached(&self) -> bool {
        self.outcome.is_reached()
    }
}

/// A status that a social-work case was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedUnitStatus {
    /// The status.
    pub to: UnitStatus,
    /// The first day of the status.
    pub on: NaiveDate,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A progress report on form 7046. A report that was sent back and written again is another report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProgressReport {
    /// The day on which the social worker handed it in.
    pub submitted: NaiveDate,
    /// The due day that it answers; missing where it is the one that the rule names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<NaiveDate>,
    /// The status that it gives the case.
    #[serde(default = "open_status")]
    pub status: UnitStatus,
    /// Each time that the supervisor sent it back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<ReportReturn>,
    /// The day on which the supervisor passed it to the referring worker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<NaiveDate>,
    /// The day on which the referring worker read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<NaiveDate>,
}

const fn open_status() -> UnitStatus {
    UnitStatus::Open
}

/// A progress report that the supervisor sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportReturn {
    /// The day on which it was sent back.
    pub on: NaiveDate,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The last letter to a client who was not reached for months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FinalLetter {
    /// The day on which it was sent.
    pub on: NaiveDate,
    /// How it was sent: `mail`, `with the check`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The day by which the client may reply; missing where the rule sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<NaiveDate>,
}

/// The talk of the social worker, the referring worker and the supervisor about closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClosingTalk {
    /// The day of the talk.
    pub on: NaiveDate,
    /// What they decided.
    pub outcome: TalkOutcome,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
}

/// The closing of a social-work case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnitCaseClosing {
    /// The day of the closing.
    pub on: NaiveDate,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<UnitClosingReason>,
}

/// Reads reports; older data give the day of a report alone, which went on to the referring worker on that day.
fn reports_or_days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<ProgressReport>, D::Error> {
    let read = Vec::<DayOr<ProgressReport>>::deserialize(deserializer)?;
    let reports = read.into_iter().map(|one| match one {
        DayOr::Whole(report) => report,
        DayOr::Day(day) => ProgressReport {
            submitted: day,
            answers: None,
            status: UnitStatus::Open,
            returned: Vec::new(),
            forwarded: Some(day),
            read: None,
        },
    });
    Ok(reports.collect())
}
