//! The groups of Today, in the order of what a missed date costs.

use crate::domain::category::{Category, Severity};
use crate::domain::code_words::code_words;
use crate::rules::finding::Finding;

code_words! {
    /// A group of items in Today. After what waits on the worker's own desk, the first group costs most if a date in it is
    /// missed.
    pub enum TodayGroup {
        /// What the desk of the worker's role lists, for a role that works on the cases of others.
        Desk = "desk" => "Your desk",
        /// A family may lose aid, or keep losing it, whatever the item is about.
        Aid = "aid" => "Sanction and aid at stake",
        /// What the worker wrote down to be reminded of on the day.
        Reminder = "reminder" => "Your reminders",
        /// Exemptions and months on aid: what a participant is owed depends on them.
        Exemption = "exemption" => "Exemptions and time on aid",
        /// The month's contacts.
        Contact = "contact" => "Contacts",
        /// WTW 2 plans, activities and what follows a non-compliance.
        Plan = "plan" => "Plans and activities",
        /// Attendance, hours, services, referrals, notices and documents.
        Papers = "papers" => "Attendance and papers",
        /// Closings, differences from the county's values, and the supervisor's own duties.
        Record = "record" => "Closings and the record",
        /// Alerts of the system of record and of other workers.
        Alert = "alert" => "County alerts",
        /// The participants' own goals: they come after everything that aid or a duty depends on, and count as no item.
        Goals = "goals" => "Goals to talk about",
        /// What was begun and not filed. Nobody asks for it, so it counts as no item.
        Draft = "draft" => "Drafts, not filed",
        /// What waits for another desk. It is not the worker's to do, so it counts as no item.
        Waiting = "waiting" => "Waits with others",
    }
}

impl TodayGroup {
    /// Returns the group of a finding.
    pub fn for_finding(finding: &Finding) -> Self {
        if finding.severity == Severity::Aid { Self::Aid } else { Self::for_category(finding.category) }
    }

    const fn for_category(category: Category) -> Self {
        match category {
            Category::Exemption | Category::TimeOnAid => Self::Exemption,
            Category::Contact | Category::Outreach => Self::Contact,
            Category::Plan
            | Category::Activity
            | Category::NoCurrentActivity
            | Category::NoActivityUpdate
            | Category::GoodCause20Day
            | Category::OverdueNoncompliance
            | Category::Sanction => Self::Plan,
            Category::Attendance
            | Category::SupportiveServices
            | Category::Referral
            | Category::SocialWork
            | Category::CommonCase
            | Category::Linkages
            | Category::Notice
            | Category::Document => Self::Papers,
            Category::Goals => Self::Goals,
            Category::Discontinued | Category::Difference | Category::Supervision => Self::Record,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TodayGroup;
    use crate::domain::code_words::pins::assert_ids;

    #[test]
    fn the_ids_of_the_groups_stay_as_they_are() {
        assert_ids::<TodayGroup>("desk aid reminder exemption contact plan papers record alert goals draft waiting");
    }
}
