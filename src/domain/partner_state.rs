//! The states of work that crosses desks: a social-work case, its reports, a common case, an outreach to a sanctioned
//! parent. Which step leads from one to another is data (`assets/policy/transitions.toml`).

use super::code_words::code_words;
use super::transitions::StatusTitle;

code_words! {
    /// The state of a social-work case, from form 7045 to its closing.
    pub enum UnitCaseState {
        /// Form 7045 is with the unit.
        Submitted = "submitted" => "Submitted",
        /// The unit sent form 7045 back.
        Returned = "returned" => "Returned",
        /// The referral was withdrawn before it was accepted.
        Withdrawn = "withdrawn" => "Withdrawn",
        /// The case is worked on.
        Open = "open" => "Open",
        /// The case is not worked on for now, and not given up.
        Inactive = "inactive" => "Inactive",
        /// The case is closed.
        Closed = "closed" => "Closed",
    }
}

code_words! {
    /// The state of the newest progress report of a social-work case.
    pub enum ReportState {
        /// No report waits: the next one is to be written.
        Due = "due" => "to be written",
        /// The supervisor has it.
        Submitted = "submitted" => "with the supervisor",
        /// The supervisor sent it back.
        Returned = "returned" => "sent back",
        /// The referring worker has it.
        Forwarded = "forwarded" => "with the referring worker",
        /// The referring worker has read it.
        Read = "read" => "read",
    }
}

code_words! {
    /// The state of a case that is common with child welfare.
    pub enum CommonCaseState {
        /// An EC says that it may be one.
        Proposed = "proposed" => "Proposed",
        /// The liaison is asked.
        Asked = "asked" => "Asked",
        /// It is one.
        Verified = "verified" => "Verified",
        /// It is none.
        NotCommon = "not_common" => "Not common",
        /// The Partnership EC Supervisor takes it over.
        Accepted = "accepted" => "Accepted",
        /// The Partnership EC Supervisor does not.
        Declined = "declined" => "Declined",
        /// It is ready for its transfer.
        Prepared = "prepared" => "Prepared",
        /// It is with the Control Clerk.
        Sent = "sent" => "Sent",
        /// The Partnership EC has it.
        Managed = "managed" => "Managed",
        /// Child welfare has ended.
        Ending = "ending" => "Ending",
        /// It is on its way back.
        HandedBack = "handed_back" => "Handed back",
        /// An EC of the employment program has it again.
        Returned = "returned" => "Returned",
        /// The employment program has ended too.
        Closed = "closed" => "Closed",
        /// It was dropped before the Partnership EC had it.
        Dropped = "dropped" => "Dropped",
    }
}

code_words! {
    /// The state of an outreach to a sanctioned parent.
    pub enum OutreachState {
        /// The analyst listed the parent.
        Listed = "listed" => "Listed",
        /// The lead has the list.
        Forwarded = "forwarded" => "Forwarded",
        /// The lead has tried.
        Tried = "tried" => "Tried",
        /// It has ended.
        Ended = "ended" => "Ended",
    }
}

code_words! {
    /// The state of a conference on a linked case.
    pub enum ConferenceState {
        /// The case is linked, and nobody has considered it.
        Linked = "linked" => "Linked",
        /// It was decided that a conference is called.
        Considered = "considered" => "To be called",
        /// It was decided that none is called.
        NotReferred = "not_referred" => "No conference",
        /// It is called.
        Called = "called" => "Called",
        /// It was held.
        Held = "held" => "Held",
        /// Its minutes are written.
        Minuted = "minuted" => "Minutes written",
        /// It was canceled.
        Canceled = "canceled" => "Canceled",
    }
}

macro_rules! titled_states {
    ($($state:ty),+) => {
        $(impl StatusTitle for $state {
            fn title(self) -> &'static str {
                self.title()
            }
        })+
    };
}

titled_states!(UnitCaseState, ReportState, CommonCaseState, OutreachState, ConferenceState);

code_words! {
    /// The order in which families are looked at that may be in child welfare, by the standing of a parent.
    pub enum MatchPriority {
        /// A parent is sanctioned.
        Sanction = "sanction" => "sanctioned",
        /// A parent is in non-compliance.
        NonCompliance = "non_compliance" => "in non-compliance",
        /// A parent takes part in treatment alone.
        TreatmentOnly = "treatment_only" => "in treatment only",
        /// Everybody else.
        Other = "other" => "other",
    }
}

code_words! {
    /// A part of the work with partners, which a county has or has not.
    pub enum PartnerModule {
        /// A unit of social workers.
        SocialWork = "social_work" => "Social work",
        /// Conferences on families in CalWORKs and in child welfare.
        Linkages = "linkages" => "Linkages",
        /// Common cases with a Partnership EC.
        CommonCases = "common_cases" => "Common cases",
        /// Outreach to sanctioned parents in child welfare.
        Outreach = "outreach" => "Sanction outreach",
    }
}

impl PartnerModule {
    /// Returns whether a step of this part of the work tells that the family is in child welfare.
    pub const fn tells_of_child_welfare(self) -> bool {
        !matches!(self, Self::SocialWork)
    }
}
