//! What a command says where the wording keeps a comment from being filed: the refusal, and the arguments that answer
//! it.

use crate::domain::filing_answer::FilingAnswer;
use crate::store::{Refusal, StoreError};

/// The command to suggest for protecting text that is not part of a comment.
pub(in crate::commands) const PROTECTED_COMMENT: &str = "caseload comment file --protected";

/// Returns the refusal with the arguments that would file the text; `protect` is what protects it.
pub(in crate::commands) fn explain_refusal(error: StoreError, protect: &str) -> anyhow::Error {
    let StoreError::Refused(Refusal::Wording(obstacle)) = &error else { return error.into() };
    let how = match obstacle.answer() {
        Some(FilingAnswer::NotAbuse) => {
            format!("{protect} hides it; --not-abuse confirms that it is not about domestic abuse.")
        }
        Some(FilingAnswer::NotChildWelfare) => {
            format!("{protect} hides it; --not-child-welfare confirms that it is not about a child-welfare case.")
        }
        Some(FilingAnswer::NotSsn) => "--not-ssn confirms that they are not one.".to_owned(),
        Some(FilingAnswer::MeantSo) => "--meant-so confirms that it is right.".to_owned(),
        None => return error.into(),
    };
    anyhow::anyhow!("{error} {how}")
}
