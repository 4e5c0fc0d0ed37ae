//! What is confidential by itself (`assets/security/audit.toml`, and the choices that `assets/acts/service.toml` marks): the
//! audit leaves it out for everybody, and everything else for whoever does not see it (`assets/sight.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use super::act_forms::{ActFieldChoice, ActForms};
use super::jargon::builtin_jargon;
use crate::domain::act::{ActId, ActKind};
use crate::domain::facts::Referral;
use crate::domain::plain_language::find_abuse_words;
use crate::domain::sight::{CaseSight, SightClass};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfidentialWords {
    shown_texts: Vec<String>,
    withheld_words: Vec<String>,
}

static WORDS: LazyLock<Option<ConfidentialWords>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/security/audit.toml")).ok());

/// Returns whether the audit names a field that somebody typed.
pub fn is_shown_text(field: &str) -> bool {
    WORDS.as_ref().is_some_and(|words| words.shown_texts.iter().any(|shown| shown == field))
}

/// Returns whether a text holds a word that is confidential by itself. If the words cannot be read, every text does.
pub fn is_confidential_text(text: &str) -> bool {
    let Some(words) = WORDS.as_ref() else { return true };
    let written = text.to_lowercase();
    words.withheld_words.iter().any(|word| written.contains(word.as_str()))
}

/// Returns the choice of an act's form that a kind is; `None` if somebody wrote the kind.
pub fn choice_of_kind(act: ActId, kind: &str) -> Option<&'static ActFieldChoice> {
    /// The field of these acts that holds the kind.
    const KIND: &str = "kind";
    let form = ActForms::builtin().iter().find(|form| form.act == act)?;
    let kind = kind.trim().replace(['_', '-'], " ");
    form.field(KIND)?.choices.iter().find(|choice| choice.value.eq_ignore_ascii_case(&kind))
}

/// Returns whether the kind of a referral is not named to whoever does not see it: one of those that the form marks, or words
/// that say as much.
pub fn is_confidential_referral(kind: &str) -> bool {
    kind == Referral::HIDDEN_KIND
        || choice_of_kind(ActId::ReferralAsked, kind).is_some_and(|choice| choice.confidential)
        || is_confidential_reason(kind)
}

/// Returns whether a reason, an id or what somebody wrote, names something that is confidential by itself.
pub fn is_confidential_reason(reason: &str) -> bool {
    let words = reason.replace('_', " ");
    is_confidential_text(&words) || find_abuse_words(&words, builtin_jargon()).is_some()
}

/// Returns a reason as a worker sees it.
pub fn seen_reason(sight: CaseSight, reason: &str) -> &str {
    if sight.confidential || !is_confidential_reason(reason) {
        return reason;
    }
    SightClass::ConfidentialReason.words_instead()
}

/// Takes out of an act what is confidential by itself: the kind and the result of a referral, and reasons.
pub fn hide_confidential_answers(act: &mut ActKind) {
    let hide = |kind: &mut String| {
        let is_hidden = is_confidential_referral(kind);
        if is_hidden {
            Referral::HIDDEN_KIND.clone_into(kind);
        }
        is_hidden
    };
    match act {
        ActKind::ReferralAsked(asked) => _ = hide(&mut asked.kind),
        ActKind::ReferralMade(made) => _ = hide(&mut made.kind),
        ActKind::ReferralClosed(closed) => {
            let is_hidden = hide(&mut closed.kind) || is_confidential_reason(&closed.result);
            if is_hidden {
                Referral::HIDDEN_KIND.clone_into(&mut closed.result);
            }
        }
        ActKind::ExemptionStarted(started) => _ = hide(&mut started.reason),
        ActKind::GoodCauseFound(found) => _ = found.reason.as_mut().map(hide),
        _ => {}
    }
}

/// Takes out of a referral what is confidential by itself: its kind, and what became of it.
pub fn hide_confidential_referral(referral: &mut Referral) {
    if is_confidential_referral(&referral.kind) {
        Referral::HIDDEN_KIND.clone_into(&mut referral.kind);
        referral.result = None;
    } else if referral.result.as_deref().is_some_and(is_confidential_reason) {
        referral.result = Some(Referral::HIDDEN_KIND.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_are_confidential_can_be_read() {
        assert!(WORDS.as_ref().is_some_and(|words| !words.withheld_words.is_empty() && !words.shown_texts.is_empty()));
    }

    #[test]
    fn a_kind_is_confidential_however_it_is_written() {
        for kind in
            ["domestic violence", "Domestic_Violence", "mental-health", "DV shelter", "substance abuse", "drug abuse"]
        {
            assert!(is_confidential_referral(kind), "{kind}");
        }
        for kind in ["ssi advocacy", "welfare-to-work", "legal aid", "child care"] {
            assert!(!is_confidential_referral(kind), "{kind}");
        }
    }

    #[test]
    fn what_an_act_says_of_it_is_taken_out() {
        let acts = [
            r#"{"act":"referral_asked","kind":"domestic violence"}"#,
            r#"{"act":"referral_made","kind":"mental health"}"#,
            r#"{"act":"referral_closed","kind":"substance abuse","result":"kept at the shelter"}"#,
            r#"{"act":"exemption_started","reason":"domestic_abuse","from":"2026-11-02"}"#,
            r#"{"act":"good_cause_found","reason":"domestic violence","from":"2026-11-02"}"#,
        ];
        for act in acts {
            let mut kind: ActKind = serde_json::from_str(act).unwrap();
            hide_confidential_answers(&mut kind);
            let line = serde_json::to_string(&kind).unwrap();
            assert!(line.contains("confidential"), "{line}");
            assert!(!["domestic", "mental", "abuse", "shelter"].iter().any(|word| line.contains(word)), "{line}");
        }
    }
}
