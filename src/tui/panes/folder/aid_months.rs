//! The lines about months of aid: how many count, what happened in each, and the child support that reimburses them.

use super::sections::{SectionPage, format_day};
use crate::present::aid_months::{AidMonths, child_support_line};
use crate::present::dates::compact_month;
use crate::rules::view::View;
use crate::tui::theme::StyleRole;

impl SectionPage<'_> {
    /// Adds the months of aid of each participant.
    pub(super) fn add_aid_months(&mut self) {
        let caseload = &self.view.snapshot.caseload;
        let view = View::new(&self.case.record.facts, caseload.policies(), caseload.as_of());
        let people = self.case.record.facts.people.iter().filter_map(|person| person.person);
        let known: Vec<AidMonths> = people.filter_map(|person| AidMonths::from_view(&view, person)).collect();
        for months in &known {
            let name = self.case.person_name(months.person);
            self.push_text(&format!("Months of aid, {name}"), StyleRole::Heading);
            self.push_text(&format!("  {}", months.summary()), StyleRole::Text);
            for span in &months.spans {
                self.push_dated_line(&compact_month(span.first), &span.to_line(), &span.source);
            }
            for paid in &months.child_support {
                self.push_dated_line(&format_day(paid.on), &child_support_line(paid), &paid.source);
            }
        }
    }
}
