//! Why typed answers cannot become an act.

use crate::domain::sanitize::quoted;

/// The reason why answers cannot become an act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// There is no such act.
    #[error("There is no act {act}.{near} To see the acts: caseload act", act = quoted(.act))]
    UnknownAct {
        /// The name that was given.
        act: String,
        /// The acts that may be meant, as a question with a blank before it; empty if none is.
        near: String,
    },
    /// The form has no field with this name.
    #[error("{title} has no field {name}{fields}.{near}", name = quoted(.name))]
    UnknownField {
        /// The title of the form.
        title: String,
        /// The name that was given.
        name: String,
        /// The names of the form's fields, as the end of the sentence; empty for a form without fields.
        fields: String,
        /// The fields that may be meant, as a question with a blank before it; empty if none is.
        near: String,
    },
    /// The field needs an answer and has none.
    #[error("{label} needs an answer ({name}=…): {wanted}.", label = quoted(.label))]
    Unanswered {
        /// The label of the field.
        label: String,
        /// The name of the field, as commands take it.
        name: String,
        /// The kind of answer that the field takes, with the choices if it has any.
        wanted: String,
    },
    /// The field cannot hold the answer.
    #[error("{label}: {answer} is not {wanted}{}", if wanted.ends_with('?') { "" } else { "." }, answer = quoted(.answer))]
    Unfit {
        /// The label of the field.
        label: String,
        /// The answer.
        answer: String,
        /// The kind of answer that the field takes.
        wanted: String,
    },
    /// A number is beyond what an act can hold.
    #[error("{0}: a number is too large to be kept.")]
    Beyond(String),
}
