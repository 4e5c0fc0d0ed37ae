//! Leaving: the reason for saving a draft, and the question before the program ends.

use std::collections::BTreeSet;

use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::UnsavedDrafts;

/// The reason for saving a draft. If the form is being left, the lists must show the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The form stays open.
    No,
    /// The form is being left.
    Yes,
}

/// Returns the cases of drafts that could not be saved, for a sentence.
pub(super) fn name_cases(unsaved: &UnsavedDrafts) -> String {
    let cases: BTreeSet<String> = unsaved.keys().map(|(case, _)| case.to_string()).collect();
    cases.into_iter().collect::<Vec<_>>().join(", ")
}

/// Asks whether to lock the screen although that loses what could not be saved: a locked process keeps nothing in memory.
pub(super) fn ask_whether_to_lock(workspace: &mut Workspace) {
    let cases = name_cases(&workspace.snapshot.unsaved);
    let question = format!(
        "What you typed on {cases} could not be saved, and locking loses it. Lock anyway?  y locks, any other key stays."
    );
    workspace.open_overlay(Overlay::Confirm(Confirmation::Lock { question }));
}

/// Asks whether to leave the program, so that no stray key ends it, and says what was begun and is kept.
pub(super) fn ask_whether_to_leave(workspace: &mut Workspace) {
    let drafts = workspace.snapshot.caseload.drafts().len();
    let kept = match drafts {
        _ if !workspace.snapshot.unsaved.is_empty() => {
            let cases = name_cases(&workspace.snapshot.unsaved);
            let question = format!(
                "What you typed on {cases} could not be saved, and leaving loses it. Leave anyway?  y leaves, any other \
                 key stays."
            );
            return workspace.open_overlay(Overlay::Confirm(Confirmation::Leave { question }));
        }
        _ if workspace.walk.is_some() => " You can continue the walk later.",
        0 => "",
        1 => " 1 draft is kept.",
        _ => " The drafts are kept.",
    };
    let question = format!("Leave Caseload?{kept}  y or q leaves, any other key stays.");
    workspace.open_overlay(Overlay::Confirm(Confirmation::Leave { question }));
}
