//! Saves unsaved text of the open forms.

use super::leaving::Leaving;
use super::{act_sheet, amendment, comment_form};
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;

/// Saves what is typed in the open forms and not saved yet.
pub(super) fn save_drafts(workspace: &mut Workspace) -> SideEffects {
    let mut effects = amendment::save_draft(workspace, Leaving::No);
    effects.extend(act_sheet::save_draft(workspace, Leaving::No));
    effects.extend(comment_form::save_draft(workspace));
    effects
}
