//! An extract that was read, as a page: how its rows add up, and what taking it back would do.

use chrono::NaiveDate;
use ratatui::text::Line;

use crate::domain::change::Counts;
use crate::domain::dates::shown;
use crate::domain::difference::FieldChange;
use crate::store::{FactChange, ReadBefore, TakingBack};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::words::counted;

/// An extract and what taking it back would do.
pub struct Told<'a> {
    /// The extract.
    pub read: &'a ReadBefore,
    /// What taking it back would do.
    pub taking_back: &'a TakingBack,
    /// The civil day.
    pub today: NaiveDate,
    /// The columns there are.
    pub columns: usize,
    /// The theme.
    pub theme: &'a Theme,
}

impl Told<'_> {
    /// The page.
    pub fn lines(&self) -> Vec<Line<'static>> {
        let mut lines = self.head();
        lines.push(Line::default());
        match &self.taking_back.refused {
            Some(refused) => lines.extend(self.set(&format!("It cannot be taken back: {refused}"), Role::Missing)),
            None => lines.extend(self.undone()),
        }
        lines
    }

    fn head(&self) -> Vec<Line<'static>> {
        let extract = &self.read.extract;
        let sheet = extract.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let run = extract.run.map(|run| format!(", run on {}", shown(run, self.today))).unwrap_or_default();
        let read_on = shown(extract.read_on, self.today);
        let head = format!("{}{sheet}: {}{run}, read on {read_on}.", extract.file, extract.kind.title());
        let Counts { read, new, changed, unchanged, duplicate, rejected } = extract.counts;
        let counts = format!(
            "{read} read = {new} new + {changed} changed + {unchanged} unchanged + {duplicate} duplicate + {rejected} \
             rejected."
        );
        let mut lines = self.set(&head, Role::Heading);
        lines.extend(self.set(&counts, Role::Text));
        if self.read.waiting > 0 {
            let waiting = counted(self.read.waiting as usize, "rejected row");
            lines.extend(self.set(&format!("{waiting} not mended yet: R lists them."), Role::Text));
        }
        lines
    }

    /// What taking it back would do.
    fn undone(&self) -> Vec<Line<'static>> {
        let taking_back = self.taking_back;
        let Counts { new, changed, .. } = self.read.extract.counts;
        let mut lines = self.set("T takes it back, after asking why. Then, in one step:", Role::Heading);
        let follows =
            [(new, "new", "would be gone"), (changed, "changed", "would say again what the county said before")];
        for (count, sort, becomes) in follows.into_iter().filter(|(count, ..)| *count > 0) {
            let facts = counted(count as usize, &format!("{sort} fact"));
            lines.extend(self.set(&format!("  {facts} {becomes}."), Role::Text));
        }
        let rows = [
            (self.read.waiting, "rejected row", "would no longer wait to be mended"),
            (taking_back.mended, "mended row", "of an earlier extract would wait again"),
            (taking_back.absent, "fact", "that it does not name would leave the list of what is not in the extracts"),
            (taking_back.named_again, "fact", "that it names again would be back in that list"),
        ];
        for (count, noun, becomes) in rows.into_iter().filter(|(count, ..)| *count > 0) {
            lines.extend(self.set(&format!("  {} {becomes}.", counted(count as usize, noun)), Role::Text));
        }
        lines.extend(self.set("  The log keeps both, that it was read and that it was taken back.", Role::Text));
        lines.extend(self.facts());
        lines
    }

    fn facts(&self) -> Vec<Line<'static>> {
        let facts = &self.taking_back.facts;
        let mut lines = Vec::new();
        for of_case in facts.chunk_by(|one, other| one.now.case() == other.now.case()) {
            lines.push(Line::default());
            lines.extend(of_case.first().map(|fact| Line::from(fact.now.case().to_string())));
            lines.extend(of_case.iter().flat_map(|fact| self.fact(fact)));
        }
        lines
    }

    fn fact(&self, fact: &FactChange) -> Vec<Line<'static>> {
        let kind = fact.now.kind().title();
        let Some(before) = &fact.before else {
            return self.set(&format!("  gone: {kind} (row {}): {}", fact.row, fact.now.said()), Role::Text);
        };
        let mut lines = self.set(&format!("  as before: {kind} (row {})", fact.row), Role::Text);
        for FieldChange { field, before, now } in fact.now.differences(before) {
            let said = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
            lines.extend(self.set(&format!("    {field}: {} -> {}", said(now), said(before)), Role::Text));
        }
        lines
    }

    fn set(&self, said: &str, role: Role) -> Vec<Line<'static>> {
        let lines = text::hanging(said, self.columns).into_iter();
        lines.map(|line| Line::styled(line, self.theme.style(role))).collect()
    }
}
