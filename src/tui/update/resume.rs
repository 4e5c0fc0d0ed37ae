//! Resumes a draft: opens its form as it was saved.

use super::{act_sheet, amendment, comment_form, comments};
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::DraftTarget;
use crate::tui::panes::Subject;
use crate::tui::panes::amend::SavedAmendment;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;

/// Returns the case and the kind of the draft that was saved last.
pub(super) fn newest_draft(workspace: &Workspace) -> Option<(CaseNumber, DraftTarget)> {
    workspace.snapshot.caseload.drafts().first().map(|draft| (draft.case.clone(), draft.target.clone()))
}

/// Opens the form that a draft was saved from.
pub(super) fn resume_draft(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    case: CaseNumber,
    target: &DraftTarget,
) -> SideEffects {
    match target {
        DraftTarget::Comment | DraftTarget::CommentWith(_) => comment_form::resume_form(workspace, case, target),
        DraftTarget::Amendment(comment) => {
            let draft = workspace.snapshot.caseload.find_draft(&case, target);
            let person = draft.and_then(|draft| SavedAmendment::from_body(&draft.body).person);
            let subject = Subject { case, person: person.unwrap_or(PersonNumber::CASE) };
            let effects = comments::open_comment(workspace, screen, subject.case.clone(), subject.person, *comment);
            amendment::open_form(workspace, subject, *comment, None);
            effects
        }
        DraftTarget::Act(act, person) => {
            act_sheet::resume_form(workspace, Subject { case, person: *person }, act);
            Vec::new()
        }
    }
}
