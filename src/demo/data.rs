//! The data from which the practice caseload is drawn: names, words and profiles (`assets/demo/`).

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::WorkerNumber;
use crate::domain::codes::CauseOutcome;
use crate::domain::role::Role;
use crate::domain::status::{ActivityStatus, RegistrationStatus};

/// An error in a data file of the practice caseload.
#[derive(Debug, thiserror::Error)]
#[error("assets/demo/{file}: {source}")]
struct DemoDataError {
    /// The file's name below `assets/demo`.
    file: &'static str,
    /// The cause, with line and column.
    source: Box<toml::de::Error>,
}

/// All data from which a practice caseload is drawn.
pub struct DemoData {
    pub communities: Vec<Community>,
    pub words: DemoWords,
    pub profiles: Vec<CaseProfile>,
    pub desk: DemoDesk,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads every file")]
static BUILTIN: LazyLock<DemoData> =
    LazyLock::new(|| DemoData::read_files().expect("the files of assets/demo are good"));

impl DemoData {
    /// Returns the data that is built into the program. The files are read on the first call.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn read_files() -> Result<Self, DemoDataError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct NamesFile {
            community: Vec<Community>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct ProfilesFile {
            profile: Vec<CaseProfile>,
        }
        let names: NamesFile = parse_file("names.toml", include_str!("../../assets/demo/names.toml"))?;
        let profiles: ProfilesFile = parse_file("profiles.toml", include_str!("../../assets/demo/profiles.toml"))?;
        let words = parse_file("words.toml", include_str!("../../assets/demo/words.toml"))?;
        let desk = parse_file("desk.toml", include_str!("../../assets/demo/desk.toml"))?;
        Ok(Self { communities: names.community, words, profiles: profiles.profile, desk })
    }
}

fn parse_file<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DemoDataError> {
    toml::from_str(text).map_err(|source| DemoDataError { file, source: Box::new(source) })
}

/// What waits on a desk, as `assets/demo/desk.toml` has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoDesk {
    pub ecs: Vec<WorkerNumber>,
    pub forms: usize,
    pub approved: usize,
    pub requests: usize,
    pub request_reason: String,
    pub drawn: usize,
    pub closing_reason: String,
    pub closing_comment: String,
    pub alert: Vec<DemoAlert>,
}

/// An alert that somebody sent to the worker of the desk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAlert {
    pub role: Role,
    pub text: String,
    pub answer_in_days: u64,
}

/// Family and given names of one community, which go together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Community {
    #[expect(dead_code, reason = "for the reader of the file")]
    pub id: String,
    pub language: Option<String>,
    pub share: usize,
    pub last: Vec<String>,
    pub first: Vec<String>,
}

/// The words that rows and comments are made of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoWords {
    pub activities: Vec<String>,
    pub providers: Vec<String>,
    pub verified_by: Vec<String>,
    pub annotations: Vec<String>,
    pub ticked: Vec<String>,
    pub alert: Vec<AlertWords>,
    pub comment: Vec<CommentWords>,
}

/// The words of an alert of the system of record.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertWords {
    pub theme: String,
    pub text: String,
    pub origin: String,
}

/// The words of a comment on an occasion.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentWords {
    pub theme: String,
    pub purpose: String,
    pub results: String,
    pub forms: Vec<String>,
    pub documents: Vec<String>,
}

/// The least and the greatest value, both included, between which a number is drawn.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct ProfileRange(pub i64, pub i64);

/// The profile of a case, from which any number of cases is drawn. Days count back from the as-of day unless a name
/// says `in`.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CaseProfile {
    pub why: String,
    pub share: usize,
    pub aid: ProfileRange,
    pub assigned: ProfileRange,
    pub discontinued: Option<ProfileRange>,
    pub children: ProfileRange,
    pub youngest: Option<BirthdayProfile>,
    pub first: ParentProfile,
    pub second: Option<ParentProfile>,
    pub alerts: Vec<String>,
}

/// A birthday near the as-of day: somebody turns `years` old in `ahead` days.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BirthdayProfile {
    pub years: u32,
    #[serde(rename = "in")]
    pub ahead: ProfileRange,
}

/// The profile of a parent.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ParentProfile {
    pub registration: RegistrationStatus,
    pub since: ProfileRange,
    pub age: ProfileRange,
    pub contact: ProfileRange,
    pub no_contact: bool,
    pub plan: ProfileRange,
    pub plan_state: PlanState,
    pub months: ProfileRange,
    pub disabled: bool,
    pub activity: Vec<ActivityProfile>,
    pub notice: Option<NoticeProfile>,
    pub exemption: Option<ExemptionProfile>,
}

/// Whether a plan is signed, and whether it follows the activities.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// It was amended when the newest activity began.
    KeptUp,
    /// It was not amended then.
    Behind,
    /// No plan is signed.
    None,
}

/// The profile of an activity.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActivityProfile {
    pub started: ProfileRange,
    pub ends_in: ProfileRange,
    pub hours: ProfileRange,
    pub kept: ProfileRange,
    pub attended: bool,
    pub posted: bool,
    pub silent: Option<ProfileRange>,
    pub then: Vec<StatusStep>,
}

/// A further status of an activity, given `days` days before the as-of day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusStep {
    pub status: ActivityStatus,
    pub days: ProfileRange,
}

/// The profile of a notice of non-compliance.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeProfile {
    pub days: ProfileRange,
    pub outcome: Option<CauseOutcome>,
    pub plan_ends_in: Option<ProfileRange>,
}

/// The profile of an exemption.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptionProfile {
    pub reason: String,
    pub from: ProfileRange,
    pub until_in: Option<ProfileRange>,
    #[serde(default)]
    pub until_birthday: bool,
    pub proof: Option<String>,
}

impl Default for CaseProfile {
    fn default() -> Self {
        Self {
            why: String::new(),
            share: 0,
            aid: ProfileRange(520, 1800),
            assigned: ProfileRange(25, 500),
            discontinued: None,
            children: ProfileRange(1, 4),
            youngest: None,
            first: ParentProfile::default(),
            second: None,
            alerts: vec![],
        }
    }
}

impl Default for ParentProfile {
    fn default() -> Self {
        Self {
            registration: RegistrationStatus::RegisteredMandatory,
            since: ProfileRange(60, 500),
            age: ProfileRange(21, 47),
            contact: ProfileRange(1, 24),
            no_contact: false,
            plan: ProfileRange(40, 330),
            plan_state: PlanState::KeptUp,
            months: ProfileRange(4, 50),
            disabled: false,
            activity: vec![],
            notice: None,
            exemption: None,
        }
    }
}

impl Default for ActivityProfile {
    fn default() -> Self {
        Self {
            started: ProfileRange(60, 200),
            ends_in: ProfileRange(30, 200),
            hours: ProfileRange(16, 35),
            kept: ProfileRange(70, 105),
            attended: true,
            posted: true,
            silent: None,
            then: vec![],
        }
    }
}
