//! The words of goals and goal tools: the tools, the moments at which one is offered, and how a goal, a review or a pothole
//! ends.

use super::code_words::code_words;

/// The kind of a resource that is for an emergency; every other kind is an area of life.
pub const EMERGENCY: &str = "emergency";

code_words! {
    /// A goal tool.
    pub enum GoalTool {
        /// The quality-of-life index.
        Qol = "qol" => "QOL index",
        /// The life map.
        Calmap = "calmap" => "CalMAP",
        /// My Goal Plan (GPDR/R).
        GoalPlan = "goal_plan" => "goal plan",
        /// My Road Map.
        RoadMap = "road_map" => "road map",
        /// Potholes and detours.
        Potholes = "potholes" => "potholes and detours",
        /// The county's map of resources.
        ResourceMap = "resource_map" => "resource map",
        /// The county's self-assessment.
        SelfAssessment = "self_assessment" => "self-assessment",
    }
}

impl GoalTool {
    /// Returns whether the tool is the county's own and about no case.
    pub const fn is_of_county(self) -> bool {
        matches!(self, Self::ResourceMap | Self::SelfAssessment)
    }
}

code_words! {
    /// A moment at which a goal tool is offered.
    pub enum ToolMoment {
        /// The participant comes into the program.
        Intake = "intake" => "intake",
        /// The appraisal.
        Appraisal = "appraisal" => "appraisal",
        /// The assessment.
        Assessment = "assessment" => "assessment",
        /// An exemption has ended.
        OffExemption = "off_exemption" => "coming off an exemption",
        /// A sanction has ended.
        OffSanction = "off_sanction" => "coming off a sanction",
        /// Good cause has ended.
        OffGoodCause = "off_good_cause" => "coming off good cause",
        /// A cure plan was signed.
        CurePlan = "cure_plan" => "a cure plan",
        /// The participant went from one kind of activity to another.
        Transition = "transition" => "a new kind of activity",
        /// The participant began a paid activity.
        EarlyPlacement = "early_placement" => "a paid job",
        /// A goal was reached.
        GoalAchieved = "goal_achieved" => "a goal reached",
        /// Some months after the last time.
        Periodic = "periodic" => "some months after the last time",
        /// A goal was changed.
        GoalChange = "goal_change" => "a changed goal",
        /// A notice of non-compliance.
        Noncompliance = "noncompliance" => "a non-compliance",
        /// A WTW 2 plan was signed or amended.
        Plan = "plan" => "a plan",
        /// A long-term goal was set.
        LongTermGoal = "long_term_goal" => "a long-term goal",
        /// A goal has three steps.
        MultiStepGoal = "multi_step_goal" => "a goal of several steps",
        /// A talk about a goal.
        FollowUp = "follow_up" => "a talk about a goal",
    }
}

code_words! {
    /// What came of offering a tool.
    pub enum ToolOutcome {
        /// It was shown and explained.
        Introduced = "introduced" => "introduced",
        /// It was used.
        Used = "used" => "used",
        /// The participant did not want to.
        Declined = "declined" => "declined",
        /// It was not a good day; it may be offered at the next moment.
        NotNow = "not_now" => "not now",
        /// It does not fit the participant.
        NotFitting = "not_fitting" => "not fitting",
    }
}

code_words! {
    /// How the worker and the participant met when a tool was used.
    pub enum UseWay {
        /// In the office.
        Office = "office" => "in the office",
        /// By telephone.
        Phone = "phone" => "by telephone",
        /// At home.
        Home = "home" => "at home",
        /// In a group.
        Group = "group" => "in a group",
        /// By e-mail.
        Email = "email" => "by e-mail",
    }
}

code_words! {
    /// Who filled in a sheet.
    pub enum FilledBy {
        /// The participant alone.
        Alone = "alone" => "the participant",
        /// The participant and the worker together.
        Together = "together" => "together",
    }
}

code_words! {
    /// Whether a goal is at the end of a road or on the way.
    pub enum GoalHorizon {
        /// It is at the end.
        Long = "long" => "long term",
        /// It is on the way.
        Short = "short" => "short term",
    }
}

code_words! {
    /// Whether a goal was reached.
    pub enum GoalOutcome {
        /// It was.
        Yes = "yes" => "reached",
        /// It was let go.
        No = "no" => "let go",
    }
}

code_words! {
    /// Why a goal was let go.
    pub enum LetGoReason {
        /// The participant wants something else.
        Changed = "changed" => "changed",
        /// Something else comes first.
        Detour = "detour" => "something else comes first",
        /// It has a new target day.
        NewTarget = "new_target" => "new target day",
        /// The participant no longer wants it.
        NoLongerWanted = "no_longer_wanted" => "no longer wanted",
        /// The participant moved away.
        MovedAway = "moved_away" => "moved away",
    }
}

code_words! {
    /// How a goal goes on after a review.
    pub enum ReviewNext {
        /// As planned.
        GoOn = "go_on" => "go on",
        /// With a changed plan.
        Revise = "revise" => "change the plan",
        /// It is reached.
        Reached = "reached" => "it is reached",
        /// It is let go.
        LetGo = "let_go" => "let it go",
    }
}

code_words! {
    /// How the participant feels about a goal.
    pub enum Feeling {
        /// The lowest.
        One = "1" => "1, very hard",
        /// Low.
        Two = "2" => "2, hard",
        /// In the middle.
        Three = "3" => "3, so-so",
        /// High.
        Four = "4" => "4, good",
        /// The highest.
        Five = "5" => "5, very good",
    }
}

code_words! {
    /// What may get in the way of a goal.
    pub enum PotholeKind {
        /// Child care.
        ChildCare = "child_care" => "child care",
        /// A ride.
        Ride = "ride" => "a ride",
        /// Money.
        Money = "money" => "money",
        /// Health.
        Health = "health" => "health",
        /// Time.
        Time = "time" => "time",
        /// Papers.
        Papers = "papers" => "papers",
        /// Other people.
        OtherPeople = "other_people" => "other people",
        /// Confidence.
        Confidence = "confidence" => "confidence",
        /// Something else.
        SomethingElse = "something_else" => "something else",
    }
}

code_words! {
    /// Whom the goal tools are for.
    pub enum GoalToolsFor {
        /// Nobody.
        Off = "off",
        /// Those with coverage: the customers of a road test.
        Pool = "pool",
        /// Everybody.
        All = "all",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code_words::pins::assert_ids;

    /// The ids are in logs and facts: none of these lines may change except by adding a word.
    #[test]
    fn the_ids_of_the_words_of_goals_stay_as_they_are() {
        assert_ids::<GoalTool>("qol calmap goal_plan road_map potholes resource_map self_assessment");
        assert_ids::<ToolMoment>(
            "intake appraisal assessment off_exemption off_sanction off_good_cause cure_plan transition \
             early_placement goal_achieved periodic goal_change noncompliance plan long_term_goal multi_step_goal \
             follow_up",
        );
        assert_ids::<ToolOutcome>("introduced used declined not_now not_fitting");
        assert_ids::<UseWay>("office phone home group email");
        assert_ids::<FilledBy>("alone together");
        assert_ids::<GoalHorizon>("long short");
        assert_ids::<GoalOutcome>("yes no");
        assert_ids::<LetGoReason>("changed detour new_target no_longer_wanted moved_away");
        assert_ids::<ReviewNext>("go_on revise reached let_go");
        assert_ids::<Feeling>("1 2 3 4 5");
        assert_ids::<PotholeKind>("child_care ride money health time papers other_people confidence something_else");
        assert_ids::<GoalToolsFor>("off pool all");
    }
}
