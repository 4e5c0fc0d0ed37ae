//! The page of an imported extract: how its rows add up, and what undoing its import would do.

use chrono::NaiveDate;
use ratatui::text::Line;

use crate::domain::change::RowCounts;
use crate::domain::dates::format_date;
use crate::domain::difference::FieldChange;
use crate::present::county_fact::{fact_text, field_change_text};
use crate::store::{FactChange, ImportUndoPreview, ImportedExtract};
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::wording::count_with_noun;

/// The page of an imported extract and of what undoing its import would do.
pub struct ImportUndoPage<'a> {
    /// The extract.
    pub read: &'a ImportedExtract,
    /// The preview of the undo.
    pub undo: &'a ImportUndoPreview,
    /// The current date.
    pub today: NaiveDate,
    /// The width in columns.
    pub columns: usize,
    /// The theme.
    pub theme: &'a Theme,
}

impl ImportUndoPage<'_> {
    /// Returns the lines of the page.
    pub fn page_lines(&self) -> Vec<Line<'static>> {
        let mut lines = self.head_lines();
        lines.push(Line::default());
        match &self.undo.refusal {
            Some(refused) => {
                lines
                    .extend(self.hanging_lines(&format!("The import cannot be undone: {refused}"), StyleRole::Missing));
            }
            None => lines.extend(self.consequence_lines()),
        }
        lines
    }

    fn head_lines(&self) -> Vec<Line<'static>> {
        let extract = &self.read.extract;
        let sheet = extract.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let run = extract.run.map(|run| format!(", run on {}", format_date(run, self.today))).unwrap_or_default();
        let read_on = format_date(extract.read_on, self.today);
        let head = format!("{}{sheet}: {}{run}, read on {read_on}.", extract.file, extract.kind.title());
        let RowCounts { read, new, changed, unchanged, duplicate, rejected } = extract.counts;
        let counts = format!(
            "{read} read = {new} new + {changed} changed + {unchanged} unchanged + {duplicate} duplicate + {rejected} \
             rejected."
        );
        let mut lines = self.hanging_lines(&head, StyleRole::Heading);
        lines.extend(self.hanging_lines(&counts, StyleRole::Text));
        if self.read.waiting > 0 {
            let waiting = count_with_noun(self.read.waiting, "rejected row");
            lines.extend(self.hanging_lines(&format!("{waiting} not corrected yet: R lists them."), StyleRole::Text));
        }
        lines
    }

    /// Returns the preview of the undo.
    fn consequence_lines(&self) -> Vec<Line<'static>> {
        let undo = self.undo;
        let RowCounts { new, changed, .. } = self.read.extract.counts;
        let mut lines =
            self.hanging_lines("T undoes the import, after asking why. Then, in one step:", StyleRole::Heading);
        let follows =
            [(new, "new", "would be removed"), (changed, "changed", "would return to the county's earlier value")];
        for (count, sort, becomes) in follows.into_iter().filter(|(count, ..)| *count > 0) {
            let facts = count_with_noun(count, &format!("{sort} fact"));
            lines.extend(self.hanging_lines(&format!("  {facts} {becomes}."), StyleRole::Text));
        }
        let rows = [
            (self.read.waiting, "rejected row", "would no longer wait for correction"),
            (undo.corrected_rows, "corrected row", "of an earlier extract would wait again"),
            (undo.missing, "fact", "missing from it would leave the list of missing facts"),
            (undo.named_again, "fact", "in it again would return to that list"),
        ];
        for (count, noun, becomes) in rows.into_iter().filter(|(count, ..)| *count > 0) {
            lines
                .extend(self.hanging_lines(&format!("  {} {becomes}.", count_with_noun(count, noun)), StyleRole::Text));
        }
        lines.extend(self.hanging_lines("  The log keeps both the import and its undo.", StyleRole::Text));
        lines.extend(self.fact_lines());
        lines
    }

    fn fact_lines(&self) -> Vec<Line<'static>> {
        let facts = &self.undo.facts;
        let mut lines = Vec::new();
        for case_facts in facts.chunk_by(|a, b| a.now.case() == b.now.case()) {
            lines.push(Line::default());
            lines.extend(case_facts.first().map(|fact| Line::from(fact.now.case().to_string())));
            lines.extend(case_facts.iter().flat_map(|fact| self.fact_change_lines(fact)));
        }
        lines
    }

    fn fact_change_lines(&self, fact: &FactChange) -> Vec<Line<'static>> {
        let kind = fact.now.kind().title();
        let Some(before) = &fact.before else {
            return self.hanging_lines(
                &format!("  removed: {kind} (row {}): {}", fact.row, fact_text(&fact.now)),
                StyleRole::Text,
            );
        };
        let mut lines = self.hanging_lines(&format!("  as before: {kind} (row {})", fact.row), StyleRole::Text);
        for FieldChange { field, before, now } in fact.now.differences(before) {
            let change = field_change_text(&field, now.as_ref(), before.as_ref());
            lines.extend(self.hanging_lines(&format!("    {change}"), StyleRole::Text));
        }
        lines
    }

    fn hanging_lines(&self, content: &str, role: StyleRole) -> Vec<Line<'static>> {
        let lines = text::wrap_hanging(content, self.columns).into_iter();
        lines.map(|line| Line::styled(line, self.theme.style(role))).collect()
    }
}
