//! What is asked before a sheet for a participant is printed: whether all of it can be printed in the language, and whether it
//! is safe to take home.

use anyhow::{bail, ensure};

use super::prompt;
use crate::desk::Caseload;
use crate::paper::DocumentKind;
use crate::policy::sheet_texts::{SheetLanguage, missing_texts};
use crate::rules::goals::safety::has_safety_flag;
use crate::rules::view::View;

/// Returns the document in a language. A sheet prints in a language only when every text of it is translated.
pub(super) fn in_language(
    what: DocumentKind,
    language: Option<SheetLanguage>,
    caseload: &Caseload,
) -> anyhow::Result<DocumentKind> {
    let Some(language) = language else { return Ok(what) };
    let DocumentKind::GoalSheet(case, sheet, _) = what else {
        bail!("Use --language with a participant's sheet: goal-plan, road-map, potholes, calmap, qol");
    };
    let tables = &caseload.policies().in_force_on(caseload.as_of()).tables.goals;
    if let Some(texts) = missing_texts(sheet, language, tables) {
        bail!(
            "{} of {} texts of this sheet have no reviewed translation into {}, and none is made by a machine. Print it \
             in English: leave out --language.",
            texts.missing,
            texts.all,
            language.title()
        );
    }
    Ok(DocumentKind::GoalSheet(case, sheet, language))
}

/// Asks once whether a sheet is safe to take home, where the case has a sign that it may not be. The question is the same for
/// every sign.
pub(super) fn ask_whether_safe(what: &DocumentKind, caseload: &Caseload, yes: bool) -> anyhow::Result<()> {
    let DocumentKind::GoalSheet(case, ..) = what else { return Ok(()) };
    let Some(known) = caseload.case(case) else { return Ok(()) };
    let view = View::new(&known.record.facts, caseload.policies(), caseload.as_of());
    if !has_safety_flag(&view) || yes {
        return Ok(());
    }
    if !prompt::can_ask() {
        bail!("Ask first whether this sheet is safe to take home; --yes prints it. Nothing was written.");
    }
    ensure!(prompt::is_confirmed("Is it safe to take this home?")?, "Nothing was written.");
    Ok(())
}
