//! Explains the words of the work that are on the screen.

use crate::present::labels::category_label;
use crate::rules::message::DateStyle;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::state::workspace::Workspace;

/// Lists the words of the work with their meanings, those on the screen first.
pub(super) fn explain_words(workspace: &mut Workspace) {
    let chooser = Chooser::for_glossary(&shown_texts(workspace).join("\n"));
    workspace.open_overlay(Overlay::Chooser(chooser));
}

/// Returns the texts that the worker has before them: of the form that is open, or of the selected row and its case.
fn shown_texts(workspace: &Workspace) -> Vec<String> {
    if let Some(sheet) = &workspace.act_sheet {
        let labels = sheet.answers().iter().map(|answer| answer.label(sheet.form).to_owned());
        return [sheet.form.title.clone(), sheet.form.says.clone()].into_iter().chain(labels).collect();
    }
    let Some(row) = workspace.selected_row() else { return Vec::new() };
    let mut texts = vec![workspace.pane.title().to_owned(), row.text.clone()];
    if let Some(case) = workspace.snapshot.caseload.case(&row.subject.case) {
        for found in &case.evaluation.findings {
            texts.push(category_label(found.category).to_owned());
            texts.push(found.says.to_text(DateStyle::Long));
        }
        let people = case.record.facts.people.iter();
        texts.extend(people.filter_map(|person| Some(person.registration.last()?.status.title().to_owned())));
    }
    texts
}
