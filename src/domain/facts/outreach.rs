//! The outreach to a sanctioned parent in child welfare: from the month's list over the tries to its end.
//!
//! Source: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS/02.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;
use crate::domain::code_words::code_words;

code_words! {
    /// How somebody tried to reach the parent.
    pub enum OutreachChannel {
        /// A text message.
        Text = "text" => "text message",
        /// An e-mail.
        Email = "email" => "e-mail",
        /// A call.
        Phone = "phone" => "telephone",
        /// A letter.
        Letter = "letter" => "letter",
        /// A visit at home.
        Visit = "visit" => "visit",
        /// In the office.
        Office = "office" => "in the office",
    }
}

code_words! {
    /// What came of a try.
    pub enum TryOutcome {
        /// The message went out, and no answer is known.
        Sent = "sent" => "sent",
        /// The message could not be delivered.
        Bounced = "bounced" => "could not be delivered",
        /// The parent wants to take part.
        WantsTo = "wants_to" => "wants to take part",
        /// The parent does not want to.
        Declined = "declined" => "does not want to",
        /// Somebody else answered.
        WrongPerson = "wrong_person" => "somebody else answered",
    }
}

impl TryOutcome {
    /// Returns whether the parent has answered.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::WantsTo | Self::Declined)
    }
}

code_words! {
    /// How an outreach ended.
    pub enum OutreachEnd {
        /// The parent cures the sanction.
        Cure = "cure" => "the parent cures the sanction",
        /// The parent does not want to.
        Declined = "declined" => "the parent does not want to",
        /// No try was answered.
        NoAnswer = "no_answer" => "no answer",
        /// The sanction is over.
        NotSanctioned = "not_sanctioned" => "no longer sanctioned",
        /// The family is not in child welfare.
        NotCommon = "not_common" => "not in child welfare",
        /// Aid has ended.
        AidEnded = "aid_ended" => "aid has ended",
        /// The family has moved away.
        Moved = "moved" => "moved away",
    }
}

/// The outreach to one parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Outreach {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// When the parent was listed, and on which list.
    pub listed: OutreachListing,
    /// The day on which the listing went to the Partnership Lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<NaiveDate>,
    /// The tries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<OutreachTry>,
    /// When and how it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<OutreachEnding>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The listing of a parent for outreach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutreachListing {
    /// The day.
    pub on: NaiveDate,
    /// The list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
}

/// A try to reach the parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutreachTry {
    /// The day.
    pub on: NaiveDate,
    /// The channel.
    pub channel: OutreachChannel,
    /// What came of it.
    pub outcome: TryOutcome,
}

/// The end of an outreach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutreachEnding {
    /// The day.
    pub on: NaiveDate,
    /// How it ended.
    pub outcome: OutreachEnd,
}
