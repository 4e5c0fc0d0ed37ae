//! Acts of the outreach to a sanctioned parent in child welfare: listed, forwarded, tried, ended.
//!
//! Each act is about the newest outreach to the person on the act's day.

use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::WorkerNumber;
use crate::domain::facts::CaseFacts;
use crate::domain::facts::outreach::{
    Outreach, OutreachChannel, OutreachEnd, OutreachEnding, OutreachListing, OutreachTry, TryOutcome,
};

/// An analyst listed the parent for outreach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachListed {
    /// The list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
}

/// The Partnership EC Supervisor passed the listing to the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachForwarded {
    /// The lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<WorkerNumber>,
}

/// The lead tried to reach the parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachTried {
    /// The channel.
    pub channel: OutreachChannel,
    /// What came of it.
    pub outcome: TryOutcome,
}

/// The outreach ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachEnded {
    /// How it ended.
    pub outcome: OutreachEnd,
}

impl CaseFacts {
    /// Returns the newest outreach to the person on the act's day.
    fn outreach_mut(&mut self, by: &Provenance<'_>) -> Option<&mut Outreach> {
        let theirs = self.outreach.iter_mut().filter(|known| known.person == by.person && known.listed.on <= by.on);
        theirs.max_by_key(|known| (known.listed.on, known.source.record_order()))
    }
}

impl ApplyAct for OutreachListed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.outreach.push(Outreach {
            person: by.person,
            listed: OutreachListing { on: by.on, list: self.list.clone() },
            forwarded: None,
            tries: Vec::new(),
            ended: None,
            source: by.source.clone(),
        });
    }
}

impl ApplyAct for OutreachForwarded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(outreach) = facts.outreach_mut(by) {
            outreach.forwarded = Some(by.on);
        }
    }
}

impl ApplyAct for OutreachTried {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(outreach) = facts.outreach_mut(by) {
            outreach.tries.push(OutreachTry { on: by.on, channel: self.channel, outcome: self.outcome });
        }
    }
}

impl ApplyAct for OutreachEnded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(outreach) = facts.outreach_mut(by) {
            outreach.ended = Some(OutreachEnding { on: by.on, outcome: self.outcome });
        }
    }
}
