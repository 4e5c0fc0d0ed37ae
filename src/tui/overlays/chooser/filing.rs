//! The question about a text that has words or digits which should perhaps not stand in it.

use std::borrow::Cow;

use super::{Chooser, ChooserAction, ChooserItem, FilingChoice, FilingForm};
use crate::domain::filing_check::FilingObstacle;

impl Chooser {
    /// Asks what to do about a text that has words or digits which should perhaps not stand in it. The first item is the
    /// safe one.
    pub fn for_filing(obstacle: &FilingObstacle, form: FilingForm) -> Self {
        let item = |title: &'static str, doc: &'static str, choice| ChooserItem {
            title: title.into(),
            doc: doc.into(),
            key: Cow::default(),
            choice,
        };
        let is_guarded = matches!(obstacle, FilingObstacle::Abuse { .. } | FilingObstacle::ChildWelfare { .. });
        let safe = match form {
            FilingForm::Comment if is_guarded => item(
                "Protect and file",
                "Hidden in lists, searches and printouts until deliberately revealed.",
                ChooserAction::File(FilingChoice::Protected),
            ),
            FilingForm::Amendment if is_guarded => {
                item("Go back", "Protect the comment first: A on it, then protected.", ChooserAction::GoBack)
            }
            _ => item("Go back", "Remove the digits, or leave only the last four.", ChooserAction::GoBack),
        };
        let (title, doc) = match obstacle {
            FilingObstacle::Abuse { .. } => {
                ("File unprotected", "It is not about domestic abuse; the record notes that you said so.")
            }
            FilingObstacle::ChildWelfare { .. } => {
                ("File unprotected", "It is not about a child-welfare case; the record notes that you said so.")
            }
            _ => ("File as it is", "It is not a Social Security number; the record notes that you said so."),
        };
        let as_it_is = |answer| item(title, doc, ChooserAction::File(FilingChoice::Answered(answer)));
        let question = match obstacle {
            FilingObstacle::Abuse { words, .. } | FilingObstacle::ChildWelfare { words, .. } => {
                format!("Protect this comment? It says {words:?}")
            }
            other => format!("A Social Security number in the {}?", other.part()),
        };
        Self::new(&question, std::iter::once(safe).chain(obstacle.answer().map(as_it_is)).collect())
    }
}
