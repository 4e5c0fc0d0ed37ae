//! Has the store do a job of an import.

use super::drafts;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::import::RunningImport;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{CancelToken, ImportJob, Job};

/// Has the store do a job.
pub(super) fn import_job(job: ImportJob) -> SideEffects {
    store_job(Job::Import(job))
}

/// Starts an import or a preview. Unsaved text is saved first, because the store does nothing else during an import.
pub(super) fn start_import(
    workspace: &mut Workspace,
    progress: &str,
    job: impl FnOnce(CancelToken) -> ImportJob,
) -> SideEffects {
    let mut effects = drafts::save_drafts(workspace);
    let stop = CancelToken::default();
    let job = job(stop.clone());
    let is_preview = !matches!(job, ImportJob::Import(..));
    workspace.open_overlay(Overlay::Importing(RunningImport { stop, progress: progress.to_owned(), is_preview }));
    effects.extend(import_job(job));
    effects
}
