//! The category of a finding, and the cost of a missed date. Lists are sorted by both.

use crate::domain::code_words::code_words;

code_words! {
    /// The category of a finding. The first five are the categories of the ES109, in its order (handbook 42-7.38).
    pub enum Category {
        /// ES109: aid is discontinued and the closing is not finished.
        Discontinued = "discontinued" => "Discontinued",
        /// ES109: a participant who takes part has no current activity.
        NoCurrentActivity = "no_current_activity" => "No current activity",
        /// ES109: in or near the last days of the 20-day good-cause period.
        GoodCause20Day = "good_cause_20_day" => "At the 20-day good-cause period",
        /// ES109: a current activity that nobody has updated.
        NoActivityUpdate = "no_activity_update" => "No current activity update",
        /// ES109: a non-compliance that is overdue.
        OverdueNoncompliance = "overdue_noncompliance" => "Past-overdue non-compliance",
        /// Monthly contact with the participant.
        Contact = "contact" => "Contact",
        /// Attendance and hours of participation.
        Attendance = "attendance" => "Attendance and hours",
        /// Activities: ends, overlaps.
        Activity = "activity" => "Activity",
        /// The WTW 2 plan.
        Plan = "plan" => "WTW 2 plan",
        /// Exemptions.
        Exemption = "exemption" => "Exemption",
        /// Non-compliance and sanction, besides the ES109's own categories.
        Sanction = "sanction" => "Non-compliance and sanction",
        /// Time on aid.
        TimeOnAid = "time_on_aid" => "Time on aid",
        /// Supportive services.
        SupportiveServices = "supportive_services" => "Supportive services",
        /// Referrals.
        Referral = "referral" => "Referral",
        /// Notices of action.
        Notice = "notice" => "Notice of action",
        /// Documents and imaging.
        Document = "document" => "Documents",
        /// A difference between the county's value and the value recorded here.
        Difference = "difference" => "County differs",
        /// Duties of the EC Supervisor.
        Supervision = "supervision" => "Supervision",
        /// Social work for a participant.
        SocialWork = "social_work" => "Social work",
        /// A family in CalWORKs and in child welfare.
        CommonCase = "common_case" => "Common case",
        /// Outreach to sanctioned parents in child welfare.
        Outreach = "outreach" => "Sanction outreach",
        /// Conferences on families in CalWORKs and in child welfare.
        Linkages = "linkages" => "Linkages",
        /// The participant's own goals; nothing about aid depends on them.
        Goals = "goals" => "Goals",
    }
}

impl Category {
    /// Returns whether what is found tells that the family is in child welfare.
    pub const fn tells_of_child_welfare(self) -> bool {
        matches!(self, Self::CommonCase | Self::Outreach | Self::Linkages)
    }

    /// The five categories of the ES109, in its order.
    pub const ES109: [Self; 5] = [
        Self::Discontinued,
        Self::NoCurrentActivity,
        Self::GoodCause20Day,
        Self::NoActivityUpdate,
        Self::OverdueNoncompliance,
    ];
}

code_words! {
    /// The cost of a missed date, worst first: the order of the Today list.
    pub enum Severity {
        /// A family may lose aid, or keep losing it.
        Aid = "aid",
        /// A duty with a date in law or handbook is missed.
        Duty = "duty",
        /// The record falls behind.
        Record = "record",
        /// Worth knowing; nothing is missed yet.
        Notice = "notice",
    }
}
