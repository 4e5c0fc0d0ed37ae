//! The names of lists and documents on the command line.

/// The name of a list or document on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum DocumentName {
    /// Everything due, ranked by what a missed date costs.
    Today,
    /// The case listing (ES108).
    Cases,
    /// Action required (ES109).
    Action,
    /// Open alerts.
    Alerts,
    /// Everything due in a month, by day.
    Month,
    /// The proof of monthly contact.
    Contacts,
    /// Filed comments.
    Comments,
    /// Comments not yet copied to the system of record.
    Unposted,
    /// A checklist: of every case as a list, form 42-126 of one case as a document.
    Checklist,
    /// What a worker who takes over a case must know.
    Handover,
    /// The form for a supervisor's review of a case.
    Review,
    /// A case at a glance.
    Case,
    /// What the worker did on a day.
    Day,
    /// How far a month is, as a dashboard.
    Dashboard,
    /// Every social-work case.
    #[strum(serialize = "social-work")]
    SocialWork,
    /// What is late in the social-work unit, by worker.
    Late,
    /// Every common case.
    #[strum(serialize = "common-cases")]
    CommonCases,
    /// The outreach to sanctioned parents.
    Outreach,
    /// The conferences on families in child welfare.
    Conferences,
    /// Agreed contacts of the social-work unit, and conferences, by day.
    Appointments,
    /// The duty log of the social-work unit.
    Duty,
    /// The adults whom child welfare is asked about.
    #[strum(serialize = "match-out")]
    MatchOut,
    /// What goes with a common case on its transfer, or on its way back.
    Transfer,
    /// The agenda and the minutes of the newest conference on a family.
    Conference,
    /// The open goals of everybody.
    Goals,
    /// My Goal Plan.
    #[strum(serialize = "goal-plan")]
    GoalPlan,
    /// My Road Map.
    #[strum(serialize = "road-map")]
    RoadMap,
    /// Potholes and Detours.
    Potholes,
    /// My Life Map.
    Calmap,
    /// The worker's copy of the life map.
    #[strum(serialize = "calmap-words")]
    CalmapWords,
    /// The quality-of-life index.
    Qol,
    /// The letter of a social worker that is left at the door.
    Introduction,
    /// The letter of a social worker that goes with a check.
    #[strum(serialize = "check-letter")]
    CheckLetter,
    /// The last letter of a social worker.
    #[strum(serialize = "final-appeal")]
    FinalAppeal,
    /// The referral to social work (7045 CW) of a case.
    #[strum(serialize = "7045")]
    SocialWorkReferral,
    /// The newest progress report on social work (7046 CW) of a case.
    #[strum(serialize = "7046")]
    ProgressReport,
}

impl DocumentName {
    /// Returns the word on the command line.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// A letter of a social worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitLetter {
    /// It is left at the door.
    Introduction,
    /// It goes with a check.
    WithCheck,
    /// It is the last one.
    FinalAppeal,
}
