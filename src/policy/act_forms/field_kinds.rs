//! What a field of an act's form takes, and what it is filled with at first.

use serde::Deserialize;

/// The kind of answer that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActFieldKind {
    /// A day in the past or the future.
    Date,
    /// A month.
    Month,
    /// One of the field's choices.
    Choice,
    /// One or several of the field's choices.
    Choices,
    /// A time of day.
    Time,
    /// A text.
    Text,
    /// A worker, by number.
    Worker,
    /// An activity of the participant, as `kind @ first day`.
    Activity,
    /// A kind of activity, by the words of the catalog.
    ActivityKind,
    /// A reason for exemption, by its id or the county's words.
    ExemptionReason,
    /// A number of hours.
    Hours,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// The notice of one of the participant's non-compliances, by its day.
    Notice,
    /// An office that has a closed-files bank.
    Office,
    /// A closed-files bank, by its number.
    Bank,
    /// A member of the household, as `name @ date of birth`.
    Member,
    /// One of the participant's goals, by its number.
    Goal,
    /// A step of the goal, by its number.
    Step,
    /// An area of life, by its id.
    LifeArea,
    /// One or several areas of life.
    LifeAreas,
    /// Areas of life with their levels: `housing=3 work=2`.
    Levels,
    /// Items of the quality-of-life index with their values: `q1=4 q2=3`.
    Answers,
    /// A moment at which a goal tool is offered, by its id.
    Moment,
}

/// What a field is filled with at first, worked out from the facts (`src/rules/acts/defaults.rs`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    /// Nothing.
    #[default]
    Empty,
    /// The act's day.
    Today,
    /// The day before the act's day.
    Yesterday,
    /// The newest notice of non-compliance.
    NewestNotice,
    /// A working day well inside the period of the newest notice.
    AppointmentDay,
    /// The last working day of the period of the newest notice; once no such day is left, the next working day.
    RescheduledDay,
    /// The first day on which a sanction may take effect, from the act's day on.
    EarliestSanction,
    /// The last day of the longest cure that begins on the act's day.
    LongestCure,
    /// The participant's current activity, if there is only one.
    CurrentActivity,
    /// The month before the act's.
    LastMonth,
    /// The month after the act's.
    NextMonth,
    /// No hours.
    Zero,
    /// The document that waits to be imaged, if there is only one.
    WaitingDocument,
    /// The points of a newly assigned case that are open on its checklist; only `src/desk` knows them.
    OpenNewCasePoints,
    /// The first open step of the closing, other than form 50-20e.
    OpenClosingStep,
    /// The day of the comments since aid was discontinued, if all are of one day.
    ClosingComment,
    /// The office of the worker (the EC of record), if that office has a closed-files bank.
    OfficeOfTheWorker,
    /// The closed-files bank of the office that form 50-20e names.
    BankOfTheForm,
    /// The due day of the progress report on social work that is owed next.
    ReportDay,
    /// The status of the social-work case.
    UnitStatus,
    /// The last day on which a client may answer a last letter that goes out on the act's day.
    ReplyDay,
    /// The number of the participant's next goal.
    NextGoal,
    /// The participant's oldest open goal.
    OldestGoal,
    /// The participant's newest open goal.
    NewestGoal,
    /// The first step of the oldest open goal that is not done.
    OpenStep,
    /// The version of the quality-of-life index that is used now.
    QolVersion,
    /// The version of the life map that is used now.
    CalmapVersion,
}

impl Prefill {
    /// Returns whether the answer hangs on the day of the act, and not on the day on which it is recorded.
    pub const fn is_of_act_day(self) -> bool {
        matches!(
            self,
            Self::Today
                | Self::Yesterday
                | Self::LongestCure
                | Self::LastMonth
                | Self::NextMonth
                | Self::ReportDay
                | Self::UnitStatus
                | Self::ReplyDay
        )
    }
}
