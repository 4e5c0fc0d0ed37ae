//! Every change that anybody makes to the record, in the words of the work. The store records changes and nothing
//! else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::access_way::WaysChange;
use super::act::Act;
use super::alert::{AlertKey, Disposition};
use super::amendment::Amendment;
use super::audit_event::AuditEvent;
use super::checklist::{ItemId, ItemMark};
use super::comment::Comment;
use super::configuration::Configuration;
use super::county_tool::CountyToolEntry;
use super::dates::Month;
use super::duty_note::DutyNote;
use super::extract::ExtractKind;
use super::ids::{CaseNumber, PersonNumber, RowId, Seq, WorkerNumber};
use super::import_issues::{FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowDismissal, RowRejection};
use super::match_decision::MatchDecision;
use super::opened_case::OpenedCase;
use super::redaction::PROTECTED;
use super::reminder::Reminder;
use super::restoration::Restoration;
use super::supervision::SupervisionEvent;
use super::worker::Worker;

pub use super::imported_fact::{ImportedFact, UnreadCell};
pub use super::row_counts::RowCounts;

/// One change to the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Change {
    /// A worker was given this home.
    WorkerEnrolled {
        /// The worker with number, name, role and office.
        worker: Worker,
        /// Whether the home is a practice caseload of invented people.
        practice: bool,
        /// The ways into the home, where enrolling the worker changed them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ways: Option<Box<WaysChange>>,
    },
    /// The name, the role or the office of an enrolled worker was changed.
    WorkerChanged {
        /// The worker as they are from now on.
        worker: Worker,
        /// The office with whose key that was done; `None` if a worker did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<String>,
    },
    /// An extract was read. Its new and changed facts follow in the log, case by case, as [`Self::FactsImported`].
    ExtractRead(Extract),
    /// The import of an extract was undone: what the county said before it counts again.
    ExtractTakenBack {
        /// The id of the extract.
        extract: RowId,
        /// The worker's reason.
        reason: String,
    },
    /// The new and changed facts of one extract. A large extract makes many of these entries.
    FactsImported {
        /// The id of the extract.
        extract: RowId,
        /// The number of the case, where all facts are about one case.
        case: Option<CaseNumber>,
        /// The facts, ordered by case and within a case by their rows in the file.
        facts: Vec<ImportedFact>,
    },
    /// Rows of an extract were rejected.
    RowsRejected {
        /// The id of the extract.
        extract: RowId,
        /// The rows, each with the reason.
        rows: Vec<RowRejection>,
    },
    /// The cells of rejected rows, so that a worker can correct them.
    RejectedRowsKept {
        /// The id of the extract.
        extract: RowId,
        /// The header above the rejected rows.
        header: RejectedHeader,
        /// The rows, in the order of the file.
        rows: Vec<RejectedRowCells>,
    },
    /// Rejected rows of earlier files were corrected and read.
    RowsMended {
        /// The id of the extract with the corrected rows.
        extract: RowId,
        /// The rejected rows that were corrected.
        rows: Vec<RowCorrection>,
    },
    /// A rejected row was dismissed, or waits for a correction again.
    RejectedRowDismissed(RowDismissal),
    /// The known facts that an extract no longer names, and those that it names again.
    FactsAbsent {
        /// The id of the extract.
        extract: RowId,
        /// The kind of fact.
        kind: ExtractKind,
        /// The facts that an earlier extract named and this one does not.
        gone: Vec<FactIdentity>,
        /// The facts that the extract before this one did not name and this one does.
        back: Vec<FactIdentity>,
    },
    /// A comment on a contact was filed.
    CommentFiled(Comment),
    /// A filed comment was amended; the comment itself stays as it is.
    CommentAmended(Amendment),
    /// A comment was copied to the system of record, with the amendments that it had at that time.
    CommentPosted {
        /// The id of the comment.
        comment: RowId,
        /// The number of the comment's case.
        case: CaseNumber,
        /// The day on which it was posted.
        on: NaiveDate,
    },
    /// An alert was disposed of.
    AlertDisposed {
        /// The key of the alert.
        alert: AlertKey,
        /// The number of the alert's case.
        case: CaseNumber,
        /// The text of the alert.
        text: String,
        /// What the worker did with the alert.
        disposition: Disposition,
    },
    /// A worker annotated a participant's row of the case listing with the action taken.
    CaseAnnotated {
        /// The number of the case.
        case: CaseNumber,
        /// The participant's number in the case.
        person: PersonNumber,
        /// The annotation; an empty text removes the former one.
        text: String,
    },
    /// A worker wrote a reminder for themselves, changed or moved it, or did something with it.
    ReminderSaved(Reminder),
    /// A worker opened a case by hand that no extract names yet.
    CaseOpened(OpenedCase),
    /// A worker decided about a row of a list from child welfare.
    MatchDecided(MatchDecision),
    /// The worker on duty made an entry of the duty log that is about no case.
    DutyNoted(DutyNote),
    /// A worker recorded something with a tool of the county that is about no case.
    CountyTool(CountyToolEntry),
    /// A worker did an act on a case.
    Acted {
        /// The number of the case.
        case: CaseNumber,
        /// The act with its details.
        act: Act,
    },
    /// An act or another change of a case was undone; its own entry stays in the log.
    Undone {
        /// The number of the case.
        case: CaseNumber,
        /// The entry of the change that was undone.
        entry: Seq,
        /// The value that is restored, unless the undone entry is an act.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restores: Option<Box<Restoration>>,
    },
    /// An item of the case's checklist was marked.
    ChecklistItemMarked {
        /// The number of the case.
        case: CaseNumber,
        /// The month of the checklist.
        month: Month,
        /// The id of the item.
        item: ItemId,
        /// The worker's mark.
        mark: ItemMark,
    },
    /// A supervisor recorded something about the work itself. The event belongs to no case's narrative or timeline.
    Supervised(SupervisionEvent),
    /// The configuration files differ from those that were last recorded; these are in force from here on.
    ConfigurationChanged(Box<Configuration>),
    /// Something was taken out, looked at or tried that must be accounted for.
    Accessed {
        /// The number of the case, where the event is about one.
        case: Option<CaseNumber>,
        /// The event.
        access: AuditEvent,
    },
}

/// An extract that was read, with its row counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// The id of the extract.
    pub id: RowId,
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The name of the sheet, where the file is a workbook.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The kind of facts in the extract.
    pub kind: ExtractKind,
    /// The day on which the county ran the extract, where the file says so.
    pub run: Option<NaiveDate>,
    /// The day on which the file was last changed, where it does not say when the county ran it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_day: Option<NaiveDate>,
    /// The day on which it was read here.
    pub read_on: NaiveDate,
    /// The row counts.
    pub counts: RowCounts,
    /// The workers whose cases the extract names, ordered; empty where it is not known whose cases they are. Earlier
    /// versions of the program recorded none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workers: Vec<WorkerNumber>,
}

impl Extract {
    /// Returns the day whose state the extract reports: the day of the county's run, or else the day on which the file
    /// was last changed, or else the day on which it was read.
    pub fn as_of(&self) -> NaiveDate {
        self.run.or(self.file_day).unwrap_or(self.read_on)
    }
}

impl Change {
    /// Returns the kind of change, as the log names it.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// Returns the number of the case that the change is about, if it is about one.
    pub const fn case(&self) -> Option<&CaseNumber> {
        match self {
            Self::WorkerEnrolled { .. }
            | Self::WorkerChanged { .. }
            | Self::ExtractRead(_)
            | Self::ExtractTakenBack { .. }
            | Self::RowsRejected { .. }
            | Self::RejectedRowsKept { .. }
            | Self::RowsMended { .. }
            | Self::RejectedRowDismissed(_)
            | Self::FactsAbsent { .. }
            | Self::ConfigurationChanged(_)
            | Self::DutyNoted(_)
            | Self::CountyTool(_)
            | Self::Supervised(_) => None,
            Self::CommentFiled(comment) => Some(&comment.case),
            Self::CommentAmended(amendment) => Some(&amendment.case),
            Self::ReminderSaved(reminder) => Some(&reminder.case),
            Self::CaseOpened(opened) => Some(&opened.case),
            Self::MatchDecided(decision) => Some(&decision.case),
            Self::Accessed { case, .. } | Self::FactsImported { case, .. } => case.as_ref(),
            Self::CommentPosted { case, .. }
            | Self::AlertDisposed { case, .. }
            | Self::CaseAnnotated { case, .. }
            | Self::Acted { case, .. }
            | Self::Undone { case, .. }
            | Self::ChecklistItemMarked { case, .. } => Some(case),
        }
    }

    /// Returns the office with whose key the change was made; `None` if a worker made it. The author of the entry is
    /// the owner of the home then, who did nothing.
    pub fn office(&self) -> Option<&str> {
        match self {
            Self::WorkerEnrolled { ways, .. } => ways.as_ref()?.office.as_deref(),
            Self::WorkerChanged { office, .. } => office.as_deref(),
            Self::Accessed { access, .. } => access.office(),
            _ => None,
        }
    }

    /// Returns the part of the change that is about a case: of imported facts only those of the case.
    pub(crate) fn narrow_to_case(self, case: &CaseNumber) -> Self {
        match self {
            Self::FactsImported { extract, case: None, facts } => {
                let facts = facts.into_iter().filter(|imported| imported.fact.case() == case).collect();
                Self::FactsImported { extract, case: Some(case.clone()), facts }
            }
            other => other,
        }
    }

    /// Returns the comment whose texts the change holds: the one that is filed or amended.
    pub(crate) const fn about_comment(&self) -> Option<RowId> {
        match self {
            Self::CommentFiled(comment) => Some(comment.id),
            Self::CommentAmended(amendment) => Some(amendment.comment),
            _ => None,
        }
    }

    /// Returns the change as if its comment had been filed protected.
    pub(crate) fn into_protected(self) -> Self {
        match self {
            Self::CommentFiled(comment) => Self::CommentFiled(Comment { protected: true, ..comment }),
            Self::CommentAmended(amendment) => Self::CommentAmended(Amendment { protected: true, ..amendment }),
            other => other,
        }
    }

    /// Returns whether the change holds a text that is hidden until somebody reveals it.
    pub const fn is_protected(&self) -> bool {
        match self {
            Self::CommentFiled(comment) => comment.protected,
            Self::CommentAmended(amendment) => amendment.protected,
            _ => false,
        }
    }

    /// Returns the change as a timeline may show it, without protected texts.
    pub(crate) fn redact(self) -> Self {
        match self {
            Self::CommentFiled(comment) if comment.protected => Self::CommentFiled(Comment {
                purpose: PROTECTED.to_owned(),
                results: PROTECTED.to_owned(),
                forms: vec![],
                documents: vec![],
                ..comment
            }),
            Self::CommentAmended(amendment) if amendment.protected => Self::CommentAmended(Amendment {
                reason: PROTECTED.to_owned(),
                text: PROTECTED.to_owned(),
                corrected: None,
                ..amendment
            }),
            open => open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access_way::KeyFileState;
    use crate::domain::amendment::AmendmentKind;
    use crate::domain::comment::{CommentDraft, ContactType};
    use crate::domain::corrected_elements::CorrectedElements;
    use crate::domain::extract::CountyFact;
    use crate::domain::role::Role;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn case(number: &str) -> CaseNumber {
        number.parse().unwrap()
    }

    const ID: RowId = RowId(uuid::Uuid::nil());

    fn worker() -> Worker {
        Worker {
            number: "V1A3".parse().unwrap(),
            name: "A. Rivera".to_owned(),
            role: Role::EC,
            office: "Eastmont".to_owned(),
        }
    }

    fn comment(protected: bool) -> Comment {
        let draft = CommentDraft {
            on: Some(day("2026-11-19")),
            contact_type: Some(ContactType("telephone".into())),
            purpose: "Monthly contact".into(),
            results: "Agreed to come.".into(),
            forms: Some(vec!["WTW 2".into()]),
            documents: Some(vec!["ID".into()]),
            protected,
            ..CommentDraft::default()
        };
        draft.into_comment(ID, case("14B51159")).unwrap()
    }

    fn amendment(protected: bool) -> Amendment {
        Amendment {
            id: ID,
            comment: ID,
            case: case("14B51159"),
            kind: AmendmentKind::Addendum,
            reason: "more was learned".into(),
            text: "The call lasted an hour.".into(),
            protected,
            answers: Vec::new(),
            corrected: None,
        }
    }

    #[test]
    fn an_extract_reports_the_day_of_its_run_then_of_its_file_then_of_its_reading() {
        let mut extract = Extract {
            id: ID,
            file: "listing.csv".into(),
            sha256: String::new(),
            sheet: None,
            kind: ExtractKind::Listing,
            run: Some(day("2026-11-01")),
            file_day: Some(day("2026-11-02")),
            read_on: day("2026-11-03"),
            workers: Vec::new(),
            counts: RowCounts::default(),
        };
        assert_eq!(extract.as_of(), day("2026-11-01"));
        extract.run = None;
        assert_eq!(extract.as_of(), day("2026-11-02"));
        extract.file_day = None;
        assert_eq!(extract.as_of(), day("2026-11-03"));
    }

    /// What was done with an office's key is the office's, and not the owner's of the home.
    #[test]
    fn a_change_with_an_office_s_key_names_the_office() {
        let ways = |office: Option<&str>| {
            let (state, office) = (KeyFileState { generation: 2, ways: Vec::new() }, office.map(str::to_owned));
            Some(Box::new(WaysChange { how: "enrolled".into(), state, office, confirms: None }))
        };
        let enrolled = |ways| Change::WorkerEnrolled { worker: worker(), practice: false, ways };
        assert_eq!(enrolled(ways(Some("Eastmont"))).office(), Some("Eastmont"));
        assert_eq!(enrolled(ways(None)).office(), None);
        assert_eq!(enrolled(None).office(), None);
        let changed =
            |office: Option<&str>| Change::WorkerChanged { worker: worker(), office: office.map(str::to_owned) };
        assert_eq!(changed(Some("Hayward")).office(), Some("Hayward"));
        assert_eq!(changed(None).office(), None);
        let opened =
            |whose: &str| Change::Accessed { case: None, access: AuditEvent::OpenedWithWords(whose.to_owned()) };
        assert_eq!(opened("escrow North Oakland").office(), Some("North Oakland"));
        assert_eq!(opened("recovery V1A3").office(), None);
        assert_eq!(Change::CommentFiled(comment(false)).office(), None);
    }

    #[test]
    fn a_kind_has_its_name_and_a_change_its_case() {
        let changes = [
            (Change::CommentFiled(comment(false)), "comment_filed", Some("14B51159")),
            (Change::CommentAmended(amendment(false)), "comment_amended", Some("14B51159")),
            (Change::WorkerChanged { worker: worker(), office: None }, "worker_changed", None),
            (Change::Undone { case: case("3A44"), entry: Seq(4), restores: None }, "undone", Some("3A44")),
        ];
        for (change, kind, of) in changes {
            assert_eq!((change.kind(), change.case().map(CaseNumber::as_str)), (kind, of));
        }
    }

    #[test]
    fn of_imported_facts_a_case_keeps_its_own() {
        let fact = |number: &str| {
            let row = serde_json::json!({ "case": number, "person": 1, "month": "2026-10", "was": "aided" });
            ImportedFact::new(2, CountyFact::AidMonth(serde_json::from_value(row).unwrap()))
        };
        let all = || vec![fact("14B51159"), fact("3A44"), fact("14B51159")];
        let imported = |of: Option<&str>| Change::FactsImported { extract: ID, case: of.map(case), facts: all() };
        let Change::FactsImported { case: of, facts, .. } = imported(None).narrow_to_case(&case("14B51159")) else {
            panic!("another change")
        };
        assert_eq!((of, facts), (Some(case("14B51159")), vec![fact("14B51159"), fact("14B51159")]));
        // Facts that are about one case already stay together.
        assert_eq!(imported(Some("14B51159")).narrow_to_case(&case("3A44")), imported(Some("14B51159")));
    }

    #[test]
    fn only_protected_texts_are_taken_out_of_a_timeline() {
        for open in [Change::CommentFiled(comment(false)), Change::CommentAmended(amendment(false))] {
            assert!(!open.is_protected());
            assert_eq!(open.clone().redact(), open);
        }
        let elements = CorrectedElements {
            person: PersonNumber(1),
            on: day("2026-11-18"),
            contact_type: ContactType("telephone".into()),
            reached: true,
            purpose: "Monthly contact".into(),
            results: "Agreed to come.".into(),
            forms: Vec::new(),
            documents: Vec::new(),
        };
        let corrected = Amendment { corrected: Some(Box::new(elements)), ..amendment(true) };
        let hidden = [Change::CommentFiled(comment(true)), Change::CommentAmended(corrected)];
        assert!(hidden.iter().all(Change::is_protected));
        let [Change::CommentFiled(comment), Change::CommentAmended(amendment)] = hidden.map(Change::redact) else {
            panic!("another change")
        };
        assert_eq!((comment.purpose.as_str(), comment.results.as_str()), (PROTECTED, PROTECTED));
        assert!(comment.forms.is_empty() && comment.documents.is_empty());
        assert_eq!((amendment.reason.as_str(), amendment.text.as_str()), (PROTECTED, PROTECTED));
        assert_eq!(amendment.corrected, None);
        let undone = Change::Undone { case: case("3A44"), entry: Seq(4), restores: None };
        assert!(!undone.is_protected());
        assert_eq!(undone.clone().redact(), undone);
    }
}
