//! The lines about work with partners: each part with its steps and days.

use super::sections::{SectionPage, format_day};
use crate::rules::message::DateStyle;
use crate::tui::theme::StyleRole;

impl SectionPage<'_> {
    pub(super) fn add_partners(&mut self) {
        for record in self.view.snapshot.caseload.partner_records(self.case) {
            self.push_text(&record.heading.to_text(DateStyle::Long), StyleRole::Header);
            for step in &record.steps {
                let day = format!("  {}", format_day(step.on));
                self.push_dated_line(&day, &step.says.to_text(DateStyle::Long), &step.source);
            }
            if let Some(note) = &record.note {
                self.push_text(&format!("  {}", note.to_text(DateStyle::Long)), StyleRole::Quiet);
            }
        }
    }
}
