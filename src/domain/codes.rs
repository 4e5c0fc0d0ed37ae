//! Codes that both the county's extracts and the facts of a case use.

use super::code_words::code_words;

code_words! {
    /// The relation of a person to the case.
    #[derive(Default)]
    pub enum Relation {
        /// The first parent or caretaker.
        #[default]
        Parent = "parent" => "parent",
        /// The second parent.
        SecondParent = "second_parent" => "second parent",
        /// A child.
        Child = "child" => "child",
        /// Anybody else in the household.
        Other = "other" => "other",
    }
}

code_words! {
    /// What the county decided about the reason for a failure to comply (CalWIN How-To 203).
    pub enum CauseOutcome {
        /// Good cause was found.
        GoodCause = "good_cause" => "good cause",
        /// No good cause was found.
        NoGoodCause = "no_good_cause" => "no good cause",
        /// A compliance plan was agreed.
        CompliancePlan = "compliance_plan" => "compliance plan",
        /// The failure was resolved otherwise.
        Resolved = "resolved" => "resolved",
    }
}

code_words! {
    /// A kind of activity in which somebody looks for work or prepares for it.
    pub enum SearchActivity {
        /// Job search.
        JobSearch = "job_search",
        /// Job club.
        JobClub = "job_club",
        /// Job readiness, by itself or as the other half of job search.
        JobReadiness = "job_readiness",
    }
}

impl SearchActivity {
    /// Returns whether a county's words for an activity name this kind: `Orientation to Job Club`.
    pub fn is_named_in(self, words: &str) -> bool {
        words.to_lowercase().contains(&self.id().replace('_', " "))
    }
}

code_words! {
    /// A kind of referral that points to a condition which may be good cause (form WTW 26).
    pub enum BarrierReferral {
        /// Domestic violence.
        DomesticViolence = "domestic_violence",
        /// Mental health.
        MentalHealth = "mental_health",
        /// Substance abuse.
        SubstanceAbuse = "substance_abuse",
        /// Screening for a learning disability.
        LearningDisability = "learning_disability_screening",
    }
}

impl BarrierReferral {
    /// Returns whether the kind of a referral, as a record writes it, is this one: `domestic violence`.
    pub fn is_kind(self, kind: &str) -> bool {
        let words = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
        words(kind) == words(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_named_by_its_own_words() {
        let named = |words| [SearchActivity::JobSearch, SearchActivity::JobClub].map(|kind| kind.is_named_in(words));
        assert_eq!(named("Orientation to Job Club"), [false, true]);
        assert_eq!(named("JOB SEARCH"), [true, false]);
        assert_eq!(named("Vocational Education"), [false, false]);
    }
}
