//! Records a change of a case.

use crate::domain::{CaseNumber, Change};
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

/// Records a change of a case, unless the lists are for another day. The message is shown once it is recorded.
pub(super) fn record_change(
    workspace: &mut Workspace,
    case: CaseNumber,
    change: Change,
    message: String,
) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    store_job(Job::Record { change: Box::new(change), case, message })
}
