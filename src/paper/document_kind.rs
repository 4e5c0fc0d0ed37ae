//! The lists and documents that there are: their names on the command line, their help texts, their titles.

use super::document_name::{DocumentName, UnitLetter};
use crate::domain::dates::Month;
use crate::domain::partner_state::UnitCaseState;
use crate::domain::{CaseNumber, PersonNumber, WorkerNumber};
use crate::policy::sheet_texts::{GoalSheet, SheetLanguage};
use crate::rules::message::{Message, message};

/// Which social-work cases the list of the unit shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitListFilter {
    /// Only those in this state.
    pub status: Option<UnitCaseState>,
    /// Only those of this social worker.
    pub worker: Option<WorkerNumber>,
}

impl UnitListFilter {
    /// Returns whether the list shows a case in this state, of this social worker.
    pub fn shows(&self, status: UnitCaseState, worker: Option<&WorkerNumber>) -> bool {
        self.status.is_none_or(|only| only == status) && self.worker.as_ref().is_none_or(|only| worker == Some(only))
    }
}

/// What the command line offers under a [`DocumentName`].
#[derive(Debug, Clone, Copy)]
pub struct DocumentEntry {
    /// The help text of `caseload list`; `None` if the document is not a list.
    pub list_help: Option<&'static str>,
    /// The help text of `caseload print`.
    pub print_help: &'static str,
    /// Whether `caseload list` accepts `--month`.
    pub takes_month: bool,
    /// The document about the whole caseload, if there is one.
    pub for_caseload: Option<fn(DocumentMonths) -> DocumentKind>,
    /// The document about one case and month, if there is one.
    pub for_case: Option<fn(CaseNumber, Month) -> DocumentKind>,
}

/// The months that a document may cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentMonths {
    /// The month of a document about one month.
    pub month: Month,
    /// The first month of a document about several, inclusive.
    pub first: Month,
    /// The last month of a document about several, inclusive.
    pub last: Month,
}

impl DocumentName {
    /// Returns what `caseload list` and `caseload print` offer under this name.
    pub fn entry(self) -> DocumentEntry {
        match self {
            Self::Today => {
                DocumentEntry::for_list("Everything due, ranked by what a missed date costs", |_| DocumentKind::Today)
            }
            Self::Cases => DocumentEntry::for_list("The case listing (ES108), one row for each participant", |_| {
                DocumentKind::Cases
            }),
            Self::Action => DocumentEntry::for_list("Action required (ES109)", |_| DocumentKind::Action),
            Self::Alerts => DocumentEntry::for_list("Open alerts", |_| DocumentKind::Alerts),
            Self::Month => DocumentEntry {
                takes_month: true,
                ..DocumentEntry::for_list("Everything due in a month, by day", |months| {
                    DocumentKind::Month(months.month)
                })
            },
            Self::Contacts => DocumentEntry {
                takes_month: true,
                ..DocumentEntry::for_list(
                    "The proof of monthly contact: each participant and month, made or not, by which comment",
                    |months| DocumentKind::Contacts(months.first, months.last),
                )
            },
            Self::Comments => DocumentEntry {
                print_help: "Filed comments; the comments of one case come in full, with their amendments",
                for_case: Some(|case, _| DocumentKind::CaseComments(case)),
                ..DocumentEntry::for_list("Filed comments", |_| DocumentKind::Comments)
            },
            Self::Unposted => {
                DocumentEntry::for_list("Comments not yet copied to the system of record", |_| DocumentKind::Unposted)
            }
            Self::Checklist => DocumentEntry {
                list_help: Some("How much of each case's checklist is settled"),
                takes_month: true,
                ..DocumentEntry::for_sheet("The 42-126 of a case, on one page", DocumentKind::Checklist)
            },
            Self::Handover => DocumentEntry {
                for_caseload: Some(|_| DocumentKind::Handover(None)),
                ..DocumentEntry::for_sheet(
                    "What a worker who takes over must know, one page for each case; of every case if none is named",
                    |case, _| DocumentKind::Handover(Some(case)),
                )
            },
            Self::Review => {
                DocumentEntry::for_sheet("The form for a supervisor's review of a case", DocumentKind::Review)
            }
            Self::Dashboard => DocumentEntry::for_dashboard(),
            Self::Day => DocumentEntry::for_day(),
            Self::SocialWork => DocumentEntry::for_social_work(),
            Self::Late => {
                DocumentEntry::for_list("What is late in the social-work unit, by worker", |_| DocumentKind::Late)
            }
            Self::CommonCases => DocumentEntry::for_common_cases(),
            Self::Outreach => DocumentEntry::for_outreach(),
            Self::Conferences => DocumentEntry::for_conferences(),
            Self::Appointments => DocumentEntry::for_appointments(),
            Self::Duty => DocumentEntry::for_duty_log(),
            Self::MatchOut => DocumentEntry::for_match_out(),
            Self::Transfer => DocumentEntry::for_transfer(),
            Self::Conference => DocumentEntry::for_conference(),
            Self::Goals => DocumentEntry::for_goals(),
            Self::GoalPlan => DocumentEntry::for_goal_sheet(|case, _| english_sheet(case, GoalSheet::GoalPlan)),
            Self::RoadMap => DocumentEntry::for_goal_sheet(|case, _| english_sheet(case, GoalSheet::RoadMap)),
            Self::Potholes => DocumentEntry::for_goal_sheet(|case, _| english_sheet(case, GoalSheet::Potholes)),
            Self::Calmap => DocumentEntry::for_goal_sheet(|case, _| english_sheet(case, GoalSheet::Calmap)),
            Self::CalmapWords => DocumentEntry::for_goal_sheet(|case, _| english_sheet(case, GoalSheet::CalmapWords)),
            Self::Qol => DocumentEntry::for_goal_sheet(|case, _| english_sheet(case, GoalSheet::Qol)),
            Self::Introduction => DocumentEntry::for_introduction(),
            Self::CheckLetter => DocumentEntry::for_check_letter(),
            Self::FinalAppeal => DocumentEntry::for_final_appeal(),
            Self::SocialWorkReferral => DocumentEntry::for_referral(),
            Self::ProgressReport => DocumentEntry::for_progress_report(),
            Self::Case => DocumentEntry::for_sheet(
                "A case at a glance: the next dates, what is open, and two years of it, in sentences",
                |case, _| DocumentKind::Case(case),
            ),
        }
    }
}

/// Returns a sheet in English; `--language` asks for another language.
const fn english_sheet(case: CaseNumber, sheet: GoalSheet) -> DocumentKind {
    DocumentKind::GoalSheet(case, sheet, SheetLanguage::English)
}

impl DocumentEntry {
    const fn for_dashboard() -> Self {
        let help = "Progress of the month: contacts, hours, open work by group and age, twelve-month trends";
        Self { list_help: None, ..Self::for_list(help, |months| DocumentKind::Dashboard(months.month)) }
    }

    const fn for_goals() -> Self {
        Self::for_list("The open goals: where each is, the next step, the day hoped for; no words", |_| {
            DocumentKind::Goals
        })
    }

    const fn for_goal_sheet(document: fn(CaseNumber, Month) -> DocumentKind) -> Self {
        Self::for_sheet("A sheet about goals for each participant, empty or as far as it is filled in", document)
    }

    const fn for_social_work() -> Self {
        Self::for_list("Every social-work case: state, worker, last contact, next report", |_| {
            DocumentKind::SocialWork(UnitListFilter { status: None, worker: None })
        })
    }

    const fn for_common_cases() -> Self {
        Self::for_list("Every common case that you may see: state, since when, who has it", |_| {
            DocumentKind::CommonCases
        })
    }

    const fn for_outreach() -> Self {
        Self::for_list("The outreach to sanctioned parents that you may see: state, tries, cause", |_| {
            DocumentKind::Outreach
        })
    }

    const fn for_conferences() -> Self {
        Self::for_list("The conferences on linked cases that you may see: state, day, open seats", |_| {
            DocumentKind::Conferences
        })
    }

    const fn for_day() -> Self {
        Self::for_list("What you did on the day, in the order in which it was recorded", |_| DocumentKind::Day)
    }

    const fn for_appointments() -> Self {
        Self::for_list("Agreed contacts of social work and conferences, by day; .ics for a calendar", |_| {
            DocumentKind::Appointments
        })
    }

    const fn for_duty_log() -> Self {
        Self::for_list("The duty log of the social-work unit, the newest first", |_| DocumentKind::DutyLog)
    }

    const fn for_match_out() -> Self {
        Self::for_list("The active adults with months of aid left or unknown, for the match with child welfare", |_| {
            DocumentKind::MatchOut
        })
    }

    const fn for_transfer() -> Self {
        Self::for_sheet("The sheet that goes with a common case on its transfer or its way back", |case, _| {
            DocumentKind::Transfer(case)
        })
    }

    const fn for_conference() -> Self {
        Self::for_sheet("The agenda and the minutes of the newest conference on a family", |case, _| {
            DocumentKind::Conference(case)
        })
    }

    const fn for_introduction() -> Self {
        Self::for_sheet("The letter of a social worker that is left at the door", |case, _| {
            DocumentKind::UnitLetter(case, UnitLetter::Introduction)
        })
    }

    const fn for_check_letter() -> Self {
        Self::for_sheet("The letter of a social worker that goes with a check", |case, _| {
            DocumentKind::UnitLetter(case, UnitLetter::WithCheck)
        })
    }

    const fn for_final_appeal() -> Self {
        Self::for_sheet("The last letter of a social worker", |case, _| {
            DocumentKind::UnitLetter(case, UnitLetter::FinalAppeal)
        })
    }

    const fn for_referral() -> Self {
        Self::for_sheet("The referral of a case to social work (7045 CW)", |case, _| {
            DocumentKind::SocialWorkReferral(case)
        })
    }

    const fn for_progress_report() -> Self {
        Self::for_sheet("The newest progress report on social work (7046 CW) of a case that you may read", |case, _| {
            DocumentKind::ProgressReport(case)
        })
    }

    /// Returns the entry of a list of the whole caseload.
    const fn for_list(help: &'static str, document: fn(DocumentMonths) -> DocumentKind) -> Self {
        Self {
            list_help: Some(help),
            print_help: help,
            takes_month: false,
            for_caseload: Some(document),
            for_case: None,
        }
    }

    /// Returns the entry of a document about one case.
    const fn for_sheet(help: &'static str, document: fn(CaseNumber, Month) -> DocumentKind) -> Self {
        Self { list_help: None, print_help: help, takes_month: false, for_caseload: None, for_case: Some(document) }
    }
}

/// A list or document together with the case and the months that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentKind {
    /// Everything due, ranked by what a missed date costs.
    Today,
    /// The case listing (ES108).
    Cases,
    /// Action required (ES109).
    Action,
    /// Open alerts.
    Alerts,
    /// Everything due in a month, by day.
    Month(Month),
    /// The proof of monthly contact from the first to the last month, both included.
    Contacts(Month, Month),
    /// Filed comments of the caseload.
    Comments,
    /// Comments not yet copied to the system of record.
    Unposted,
    /// The comments of a case with their amendments.
    CaseComments(CaseNumber),
    /// The comments of a case for a client, without what may be withheld.
    ClientComments(CaseNumber, PersonNumber),
    /// The 42-126 of a case and month.
    Checklist(CaseNumber, Month),
    /// What a worker who takes over a case must know; of every case for `None`.
    Handover(Option<CaseNumber>),
    /// The form for a supervisor's review of a case in a month.
    Review(CaseNumber, Month),
    /// A case at a glance.
    Case(CaseNumber),
    /// What the worker did on the as-of day.
    Day,
    /// How far a month is.
    Dashboard(Month),
    /// The social-work cases.
    SocialWork(UnitListFilter),
    /// What is late in the social-work unit.
    Late,
    /// The common cases.
    CommonCases,
    /// The outreach to sanctioned parents.
    Outreach,
    /// The conferences.
    Conferences,
    /// The appointments of work with partners.
    Appointments,
    /// The duty log.
    DutyLog,
    /// The adults whom child welfare is asked about.
    MatchOut,
    /// The sheet of a common case on its way.
    Transfer(CaseNumber),
    /// The agenda and the minutes of a conference.
    Conference(CaseNumber),
    /// The open goals of everybody.
    Goals,
    /// A sheet for a participant.
    GoalSheet(CaseNumber, GoalSheet, SheetLanguage),
    /// A letter of a social worker.
    UnitLetter(CaseNumber, UnitLetter),
    /// Form 7045 of a case.
    SocialWorkReferral(CaseNumber),
    /// The newest form 7046 of a case.
    ProgressReport(CaseNumber),
}

impl DocumentKind {
    /// Returns whether the document shows the texts of comments.
    pub const fn shows_comments(&self) -> bool {
        matches!(
            self,
            Self::Comments | Self::Unposted | Self::CaseComments(_) | Self::ClientComments(..) | Self::Handover(_)
        )
    }

    /// Returns whether the document goes to others, so that it never says that a family is in child welfare, whoever prints it.
    pub const fn is_for_others(&self) -> bool {
        matches!(self, Self::Handover(_) | Self::Contacts(..) | Self::ClientComments(..))
    }

    /// Returns whether the document is about the cases of the lists, which may leave out those of other ECs.
    pub const fn is_about_listed_cases(&self) -> bool {
        match self {
            Self::Today
            | Self::Cases
            | Self::Action
            | Self::Alerts
            | Self::Month(_)
            | Self::Contacts(..)
            | Self::Dashboard(_)
            | Self::Comments
            | Self::Unposted
            | Self::SocialWork(_)
            | Self::Late
            | Self::CommonCases
            | Self::Outreach
            | Self::Conferences
            | Self::Appointments
            | Self::MatchOut
            | Self::Goals
            | Self::Handover(None) => true,
            Self::Day
            | Self::DutyLog
            | Self::CaseComments(_)
            | Self::ClientComments(..)
            | Self::Checklist(..)
            | Self::Review(..)
            | Self::Case(_)
            | Self::Transfer(_)
            | Self::Conference(_)
            | Self::GoalSheet(..)
            | Self::UnitLetter(..)
            | Self::SocialWorkReferral(_)
            | Self::ProgressReport(_)
            | Self::Handover(Some(_)) => false,
        }
    }

    /// Returns the document's name in JSON and in the name of a file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Today => DocumentName::Today.id(),
            Self::Cases => DocumentName::Cases.id(),
            Self::Action => DocumentName::Action.id(),
            Self::Alerts => DocumentName::Alerts.id(),
            Self::Month(_) => DocumentName::Month.id(),
            Self::Contacts(..) => DocumentName::Contacts.id(),
            Self::Comments => DocumentName::Comments.id(),
            Self::Unposted => DocumentName::Unposted.id(),
            Self::CaseComments(_) => "case-comments",
            Self::ClientComments(..) => "client-comments",
            Self::Checklist(..) => DocumentName::Checklist.id(),
            Self::Handover(_) => DocumentName::Handover.id(),
            Self::Review(..) => DocumentName::Review.id(),
            Self::Case(_) => DocumentName::Case.id(),
            Self::Day => DocumentName::Day.id(),
            Self::Dashboard(_) => DocumentName::Dashboard.id(),
            Self::SocialWork(_) => DocumentName::SocialWork.id(),
            Self::Late => DocumentName::Late.id(),
            Self::CommonCases => DocumentName::CommonCases.id(),
            Self::Outreach => DocumentName::Outreach.id(),
            Self::Conferences => DocumentName::Conferences.id(),
            Self::Appointments => DocumentName::Appointments.id(),
            Self::DutyLog => DocumentName::Duty.id(),
            Self::MatchOut => DocumentName::MatchOut.id(),
            Self::Transfer(_) => DocumentName::Transfer.id(),
            Self::Conference(_) => DocumentName::Conference.id(),
            Self::Goals => DocumentName::Goals.id(),
            Self::GoalSheet(_, sheet, _) => sheet.id(),
            Self::UnitLetter(_, UnitLetter::Introduction) => DocumentName::Introduction.id(),
            Self::UnitLetter(_, UnitLetter::WithCheck) => DocumentName::CheckLetter.id(),
            Self::UnitLetter(_, UnitLetter::FinalAppeal) => DocumentName::FinalAppeal.id(),
            Self::SocialWorkReferral(_) => DocumentName::SocialWorkReferral.id(),
            Self::ProgressReport(_) => DocumentName::ProgressReport.id(),
        }
    }

    /// Returns the document's title.
    pub fn title(&self) -> Message {
        match self {
            Self::Today => "Today: everything that is due".into(),
            Self::Cases => "Case listing (ES108)".into(),
            Self::Action => "Action required (ES109)".into(),
            Self::Alerts => "Alerts".into(),
            Self::Month(month) => message!("Due in {}", *month),
            Self::Contacts(first, last) if first == last => message!("Monthly contact, {}", *first),
            Self::Contacts(first, last) => message!("Monthly contact, {} to {}", *first, *last),
            Self::Comments => "Comments".into(),
            Self::Unposted => "Comments not posted".into(),
            Self::CaseComments(_) => "Case comments".into(),
            Self::ClientComments(..) => "Case comments: the client's own copy".into(),
            Self::Checklist(_, month) => message!("Checklist 42-126, {}", *month),
            Self::Handover(_) => "Handover".into(),
            Self::Review(_, month) => message!("Case review by the supervisor, {}", *month),
            Self::Case(_) => "Case at a glance".into(),
            Self::Day => "What I did on the day".into(),
            Self::Dashboard(month) => message!("The month so far, {}", *month),
            Self::SocialWork(_) => "Social-work cases".into(),
            Self::Late => "Late in the social-work unit".into(),
            Self::CommonCases => "Common cases".into(),
            Self::Outreach => "Sanction outreach".into(),
            Self::Conferences => "Conferences on linked cases".into(),
            Self::Appointments => "Appointments".into(),
            Self::DutyLog => "Duty log".into(),
            Self::MatchOut => "For the match with child welfare".into(),
            Self::Transfer(_) => "Transfer sheet".into(),
            Self::Conference(_) => "Conference".into(),
            Self::Goals => "Goals".into(),
            Self::GoalSheet(_, sheet, _) => sheet.title().into(),
            Self::UnitLetter(..) => "Letter".into(),
            Self::SocialWorkReferral(_) => "Social work services referral (7045 CW)".into(),
            Self::ProgressReport(_) => "Social work progress report (7046 CW)".into(),
        }
    }

    /// Returns the case, if the document is about one case.
    pub const fn case(&self) -> Option<&CaseNumber> {
        match self {
            Self::CaseComments(case)
            | Self::ClientComments(case, _)
            | Self::Checklist(case, _)
            | Self::Review(case, _)
            | Self::Transfer(case)
            | Self::Conference(case)
            | Self::GoalSheet(case, ..)
            | Self::UnitLetter(case, _)
            | Self::SocialWorkReferral(case)
            | Self::ProgressReport(case)
            | Self::Case(case) => Some(case),
            Self::Handover(case) => case.as_ref(),
            Self::Today
            | Self::Cases
            | Self::Action
            | Self::Alerts
            | Self::Month(_)
            | Self::Contacts(..)
            | Self::Comments
            | Self::Day
            | Self::Dashboard(_)
            | Self::SocialWork(_)
            | Self::Late
            | Self::CommonCases
            | Self::Outreach
            | Self::Conferences
            | Self::DutyLog
            | Self::Appointments
            | Self::MatchOut
            | Self::Goals
            | Self::Unposted => None,
        }
    }
}
