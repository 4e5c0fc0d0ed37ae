//! The two state machines of a case: a person's registration status and each activity's status history, and the
//! aid status beside them. Which words a county uses for each is data (`assets/layouts/`); which activity
//! statuses end an activity is data too (`assets/policy/activity_status.toml`).

use super::code_words::code_words;

code_words! {
    /// A participant's registration status in Welfare-to-Work (CalWIN, San Diego Special Notice 07-06).
    pub enum RegistrationStatus {
        /// Must take part.
        RegisteredMandatory = "registered_mandatory" => "Registered (mandatory)",
        /// Exempt, and takes part as a volunteer.
        RegisteredVoluntary = "registered_voluntary" => "Registered (voluntary)",
        /// Excused from taking part.
        Exempt = "exempt" => "Exempt",
        /// Active, in the non-compliance process.
        NonCompliance = "non_compliance" => "Non-Compliance",
        /// Not active because of a sanction.
        Sanction = "sanction" => "Sanction",
        /// Active, curing a sanction.
        CuringSanction = "curing_sanction" => "Curing Sanction",
        /// No longer on aid.
        Closed = "closed" => "Closed",
        /// Verified ineligible.
        Ineligible = "ineligible" => "Ineligible",
    }
}

impl RegistrationStatus {
    /// The status in a list's narrow column.
    pub const fn short_title(self) -> &'static str {
        match self {
            Self::RegisteredMandatory => "Mandatory",
            Self::RegisteredVoluntary => "Voluntary",
            Self::NonCompliance => "Non-Compl",
            Self::CuringSanction => "Curing",
            other => other.title(),
        }
    }

    /// Whether somebody with this status must or volunteers to take part, so that an activity is expected:
    /// registered mandatory, registered voluntary, curing a sanction (ES109, second category).
    pub const fn is_participating(self) -> bool {
        matches!(self, Self::RegisteredMandatory | Self::RegisteredVoluntary | Self::CuringSanction)
    }
}

code_words! {
    /// Whether cash aid is paid on a case.
    pub enum AidStatus {
        /// Aid is paid.
        Active = "active" => "Active",
        /// Aid has been discontinued.
        Discontinued = "discontinued" => "Discontinued",
    }
}

code_words! {
    /// One status in an activity's history (Santa Clara, "Maintain Activity Status in CalWIN"; handbook 42-7.38 for
    /// End-Unsatisfactory Participation).
    pub enum ActivityStatus {
        /// Assigned.
        Referred = "referred" => "Referred",
        /// Put in a session.
        Scheduled = "scheduled" => "Scheduled",
        /// Attended the first day.
        FirstDayAttendance = "first_day_attendance" => "First Day Attendance",
        /// Did not show on the first day.
        NoShow = "no_show" => "No Show",
        /// Removed before the start; never after No Show.
        Disenroll = "disenroll" => "Disenroll",
        /// Location or session changed.
        Transfer = "transfer" => "Transfer",
        /// Employed, and the employment is verified.
        BecameEmployed = "became_employed" => "Became Employed",
        /// Completed, not employed.
        Completed = "completed" => "Completed",
        /// Will not complete, not employed.
        EndBeforeExpected = "end_before_expected" => "End Before Expected",
        /// Starts the non-compliance process.
        NonCompliant = "non_compliant" => "Non-Compliant",
        /// A sanction is applied.
        Sanction = "sanction" => "Sanction",
        /// The status of the activity in which a participant was sanctioned (handbook 42-7.38).
        EndUnsatisfactoryParticipation = "end_unsatisfactory_participation" => "End-Unsatisfactory Participation",
        /// Put in another session of the same activity.
        Rescheduled = "rescheduled" => "Rescheduled",
        /// In transition; the wanted status is not in the list.
        Other = "other" => "Other",
    }
}

impl super::transitions::StatusTitle for RegistrationStatus {
    fn title(self) -> &'static str {
        self.title()
    }
}

impl super::transitions::StatusTitle for ActivityStatus {
    fn title(self) -> &'static str {
        self.title()
    }
}
