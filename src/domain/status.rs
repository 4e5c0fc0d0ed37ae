//! The statuses of a case: a person's registration status and each activity's status, which are two state machines,
//! and the aid status. The words that a county uses for each are data (`assets/layouts/`), and so is which activity
//! statuses end an activity (`assets/policy/activity_status.toml`).

use super::code_words::code_words;

code_words! {
    /// A participant's registration status in Welfare-to-Work (CalWIN, San Diego Special Notice 07-06).
    pub enum RegistrationStatus {
        /// The person must take part.
        RegisteredMandatory = "registered_mandatory" => "Registered (mandatory)",
        /// The person is exempt and takes part as a volunteer.
        RegisteredVoluntary = "registered_voluntary" => "Registered (voluntary)",
        /// The person is excused from taking part.
        Exempt = "exempt" => "Exempt",
        /// The person is active, in the non-compliance process.
        NonCompliance = "non_compliance" => "Non-Compliance",
        /// The person is not active because of a sanction.
        Sanction = "sanction" => "Sanction",
        /// The person is active and is curing a sanction.
        CuringSanction = "curing_sanction" => "Curing Sanction",
        /// The person is no longer on aid.
        Closed = "closed" => "Closed",
        /// The person was verified as ineligible.
        Ineligible = "ineligible" => "Ineligible",
    }
}

impl RegistrationStatus {
    /// Returns the title for a list's narrow column.
    pub const fn short_title(self) -> &'static str {
        match self {
            Self::RegisteredMandatory => "Mandatory",
            Self::RegisteredVoluntary => "Voluntary",
            Self::NonCompliance => "Non-Compl",
            Self::CuringSanction => "Curing",
            other => other.title(),
        }
    }

    /// Returns whether somebody with this status must or volunteers to take part, so that an activity is expected:
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
        /// The participant was assigned to the activity.
        Referred = "referred" => "Referred",
        /// The participant was put in a session.
        Scheduled = "scheduled" => "Scheduled",
        /// The participant attended the first day.
        FirstDayAttendance = "first_day_attendance" => "First Day Attendance",
        /// The participant did not show on the first day.
        NoShow = "no_show" => "No Show",
        /// The participant was removed before the start. This never follows No Show.
        Disenroll = "disenroll" => "Disenroll",
        /// The location or session changed.
        Transfer = "transfer" => "Transfer",
        /// The participant is employed, and the employment is verified.
        BecameEmployed = "became_employed" => "Became Employed",
        /// The participant completed the activity and is not employed.
        Completed = "completed" => "Completed",
        /// The participant will not complete the activity and is not employed.
        EndBeforeExpected = "end_before_expected" => "End Before Expected",
        /// The non-compliance process starts.
        NonCompliant = "non_compliant" => "Non-Compliant",
        /// A sanction is applied.
        Sanction = "sanction" => "Sanction",
        /// The status of the activity in which a participant was sanctioned (handbook 42-7.38).
        EndUnsatisfactoryParticipation = "end_unsatisfactory_participation" => "End-Unsatisfactory Participation",
        /// The participant was put in another session of the same activity.
        Rescheduled = "rescheduled" => "Rescheduled",
        /// The activity is in transition, and the right status is not in the list.
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
