//! The places of the screen that a command goes to: the panes, and the sections of a folder.

use super::context::KeyContext;

/// A pane: what fills the screen below the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum Pane {
    /// Everything that is due in the caseload.
    Today,
    /// The case listing (ES108).
    Cases,
    /// Action required (ES109).
    Action,
    /// The alerts of the system of record and of the rules.
    Alerts,
    /// The comment form of one case.
    Dictate,
    /// The 42-126 checklist of one case, or another checklist.
    Checklist,
    /// The folder of a case.
    Case,
    /// Everything due in a month, by day, and the proof of monthly contact.
    Month,
    /// The queue of the EC Supervisor or the Clerk II.
    Queue,
    /// A walk through a list, with one case on the screen.
    Walk,
}

impl Pane {
    /// Returns the panes that have a tab. A walk has no tab, because its pane exists only while the walk is on. The
    /// queue has a tab only for roles that have a queue.
    pub fn visible_panes(has_queue: bool) -> impl Iterator<Item = Self> {
        let has_tab = move |pane: &Self| *pane != Self::Walk && (has_queue || *pane != Self::Queue);
        <Self as strum::VariantArray>::VARIANTS.iter().copied().filter(has_tab)
    }

    /// Returns the context of the keys in the pane; `None` for the comment form, whose context depends on its field.
    pub const fn key_context(self) -> Option<KeyContext> {
        match self {
            Self::Today => Some(KeyContext::Today),
            Self::Cases => Some(KeyContext::Cases),
            Self::Action => Some(KeyContext::Action),
            Self::Alerts => Some(KeyContext::Alerts),
            Self::Dictate => None,
            Self::Checklist => Some(KeyContext::Checklist),
            Self::Case => Some(KeyContext::Folder),
            Self::Month => Some(KeyContext::Month),
            Self::Queue => Some(KeyContext::Queue),
            Self::Walk => Some(KeyContext::Walk),
        }
    }

    /// Returns the name on the tab.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Cases => "Cases",
            Self::Action => "Action",
            Self::Alerts => "Alerts",
            Self::Dictate => "Dictate",
            Self::Checklist => "Checklist",
            Self::Case => "Case",
            Self::Month => "Month",
            Self::Queue => "Desk",
            Self::Walk => "Walk",
        }
    }
}

/// A section of the folder of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum FolderSection {
    /// The case at a glance: a timeline, the next dates, what is open.
    Overview,
    /// Everybody in the household.
    People,
    /// Registration and aid status histories.
    Registration,
    /// Activities with their status histories.
    Activities,
    /// Attendance and hours.
    Attendance,
    /// Non-compliances with their stages.
    Noncompliance,
    /// Exemptions with their dates.
    Exemptions,
    /// Welfare-to-Work plans.
    Plans,
    /// The participants' goals, with the pictures of what changed.
    Goals,
    /// Supportive services and referrals.
    Services,
    /// Social work, common cases, conferences, outreach and the duty log.
    Partners,
    /// Notices of action and documents.
    Papers,
    /// Comments in full.
    Comments,
    /// Everything that was ever recorded about the case, in order.
    History,
}
