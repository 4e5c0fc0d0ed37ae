//! The checklists of the cases in the caseload.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Checklist, ChecklistRecord, ComponentView, ItemProof, ItemState, build_checklist};
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::checklist::ItemId;
use crate::domain::comment::{CommentView, ContactType};
use crate::domain::dates::Month;
use crate::domain::facts::Source;
use crate::domain::{CaseNumber, RowId};
use crate::store::FiledComment;

/// The name of the checklist for newly assigned cases.
const NEW_CASE: &str = "new-case";

impl Caseload {
    /// Returns the 42-126 of a case for a month. `comments` are those of the case; comments entered in error prove
    /// nothing. The result is empty for a case that is not in the caseload.
    pub fn case_management_checklist(
        &self,
        case: &CaseNumber,
        comments: &[FiledComment],
        month: Month,
    ) -> Vec<ComponentView> {
        self.evaluate_checklist(self.checklists.case_management(), case, comments, month)
    }

    /// Returns the checklists that the county has a use for.
    pub fn offered_checklists(&self) -> Vec<Arc<Checklist>> {
        let modules = self.policies.in_force_on(self.as_of).partner_modules.as_ref();
        let modules = modules.map_or(&[][..], |modules| &modules.value.0);
        self.checklists.offered_checklists(modules).cloned().collect()
    }

    /// Returns a checklist of a case for a month; each item also has its state in the month before.
    pub fn evaluate_checklist(
        &self,
        form: &Checklist,
        case: &CaseNumber,
        comments: &[FiledComment],
        month: Month,
    ) -> Vec<ComponentView> {
        let Some(evaluated) = self.case(case) else { return Vec::new() };
        let valid = ValidComments::from_filed(comments);
        let mut components = self.month_components(form, evaluated, &valid, month);
        let before = self.month_components(form, evaluated, &valid, month.previous());
        let items = components.iter_mut().flat_map(|component| &mut component.items);
        for (item, before) in items.zip(before.into_iter().flat_map(|component| component.items)) {
            item.last_month = Some(before.state);
        }
        components
    }

    /// Returns the 42-126 and the checklists of supervisor and Clerk II of a case, without the case's comments. The
    /// case may be a preview that already includes an act.
    pub(in crate::desk) fn all_components(&self, evaluated: &EvaluatedCase, month: Month) -> Vec<ComponentView> {
        let valid = ValidComments::from_filed(&[]);
        self.checklists
            .standalone_checklists()
            .flat_map(|form| self.month_components(form, evaluated, &valid, month))
            .collect()
    }

    /// Returns the items of the newly-assigned-case checklist that nothing proves and nobody marked this month. Points
    /// that a comment would prove are left out, because the caseload does not hold the comments.
    pub(in crate::desk) fn open_new_case_points(&self, evaluated: &EvaluatedCase) -> Vec<String> {
        let Some(form) = self.checklists.find_by_name(NEW_CASE) else { return Vec::new() };
        let components =
            self.month_components(form, evaluated, &ValidComments::from_filed(&[]), Month::from_date(self.as_of));
        let items = components.into_iter().flat_map(|component| component.items);
        let by_comment =
            |id: &ItemId| form.find_item(id).is_some_and(|item| matches!(item.proven_by, ItemProof::CommentFiled));
        let open = items.filter(|item| item.state == ItemState::Open && !by_comment(&item.id));
        open.map(|item| item.words).collect()
    }

    fn month_components(
        &self,
        form: &Checklist,
        evaluated: &EvaluatedCase,
        valid: &ValidComments,
        month: Month,
    ) -> Vec<ComponentView> {
        let policy = self.policies.in_force_on(self.as_of);
        let statuses = policy.tables.activity_statuses.iter();
        let ending: Vec<_> = statuses.filter(|known| known.ends).map(|known| known.status).collect();
        let types = policy.tables.contact_types.iter();
        let uncounted: Vec<_> =
            types.filter(|known| !known.counts).map(|known| ContactType(known.id.clone())).collect();
        let record = ChecklistRecord {
            facts: &evaluated.record.facts,
            comments: &valid.comments,
            open_alerts: evaluated.open_alerts(self.as_of).count(),
            hours: &evaluated.hours_in_month(month),
            ending_statuses: &ending,
            uncounted_contact_types: &uncounted,
            entries: &valid.entries,
            recheck: policy.common_case_recheck.as_ref().map(|rule| rule.value),
        };
        let month_marks = evaluated.record.marks.iter().filter(|marked| marked.month == month);
        let marks: Vec<_> = month_marks.map(|marked| (marked.item.clone(), marked.mark.clone())).collect();
        let has_partners = policy.partner_modules.as_ref().is_some_and(|modules| !modules.value.0.is_empty());
        let mut components = build_checklist(form, &record, &marks, month, self.as_of);
        components.retain(|component| has_partners || !form.is_about_partners(&component.id));
        components
    }
}

/// The comments of a case that were not entered in error, and the entry in which each was filed.
struct ValidComments {
    comments: Vec<CommentView>,
    entries: BTreeMap<RowId, Source>,
}

impl ValidComments {
    fn from_filed(comments: &[FiledComment]) -> Self {
        let valid = || comments.iter().filter(|filed| !filed.is_in_error());
        let source = |filed: &FiledComment| Source::Entry { entry: filed.entry, author: filed.author.clone() };
        Self {
            comments: valid().map(|filed| filed.comment.clone()).collect(),
            entries: valid().map(|filed| (filed.comment.id, source(filed))).collect(),
        }
    }
}
