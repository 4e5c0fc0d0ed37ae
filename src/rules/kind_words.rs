//! What findings and papers call a kind of service, referral, notice or document: the words of the program's own
//! choices, or what somebody wrote, which redaction leaves out. A confidential kind is not named at all.

use super::message::{Message, Value, message};
use crate::domain::act::ActId;
use crate::policy::confidential::{choice_of_kind, is_confidential_referral};

fn kind_value(act: ActId, kind: &str) -> Value {
    match choice_of_kind(act, kind) {
        // The title may have capitals: SSI advocacy.
        Some(choice) if choice.title.eq_ignore_ascii_case(kind) => Value::from(choice.title.clone()),
        Some(_) => Value::from(kind.to_owned()),
        None => Value::Written(kind.to_owned()),
    }
}

/// Returns the name of a service.
pub fn service_words(kind: &str) -> Value {
    kind_value(ActId::SupportiveService, kind)
}

/// Returns the name of a notice of action.
pub fn notice_words(kind: &str) -> Value {
    kind_value(ActId::NoticeSent, kind)
}

/// Returns the name of a document, which is always what somebody wrote.
pub fn document_words(kind: &str) -> Value {
    Value::Written(kind.to_owned())
}

/// Says that a referral has not been made, and names its kind unless that is confidential.
pub(super) fn referral_not_made(kind: &str) -> Message {
    if is_confidential_referral(kind) {
        return message!("a referral has not been made");
    }
    message!("the referral to {} has not been made", kind_value(ActId::ReferralAsked, kind))
}
