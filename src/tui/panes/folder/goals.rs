//! The goals of the participants: the road, a row for each goal, what changed, and what was offered.

use super::sections::SectionPage;
use crate::present::goal_page::{PageRole, PictureStyle, goal_page};
use crate::rules::goals::goal_state::people_with_goals;
use crate::rules::view::View;
use crate::tui::theme::StyleRole;

impl SectionPage<'_> {
    /// Adds the goals of each participant.
    pub(super) fn add_goals(&mut self) {
        let caseload = &self.view.snapshot.caseload;
        let view = View::new(&self.case.record.facts, caseload.policies(), caseload.as_of());
        let style = PictureStyle::Drawn(self.columns());
        for person in people_with_goals(&view) {
            let lines = goal_page(&view, person, &self.case.evaluation.findings, style);
            if lines.is_empty() {
                continue;
            }
            self.push_text(&self.case.person_name(person).to_string(), StyleRole::Header);
            for line in lines {
                match line.role {
                    PageRole::Picture => self.push_picture_line(line.text),
                    PageRole::Heading => self.push_text(&line.text, StyleRole::Heading),
                    PageRole::Text => self.push_text(&line.text, StyleRole::Text),
                    PageRole::Quiet => self.push_text(&line.text, StyleRole::Quiet),
                }
            }
            self.push_picture_line(String::new());
        }
    }
}
