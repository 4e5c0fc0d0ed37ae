//! Walking a list: its rows case by case, those that lie behind the worker left out.

use super::{Caseload, EvaluatedCase};
use crate::domain::alert::{Alert, AlertKey, AlertOrigin, Disposition};
use crate::domain::walk::{WalkList, WalkOutcome, WalkProgress, WalkStep};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::category::Category;
use crate::rules::finding::Finding;

/// Something that a list asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkItem {
    /// The alert, under whose key its disposition is recorded.
    pub alert: Alert,
    /// The finding behind it, if a rule found it.
    pub finding: Option<Finding>,
}

/// A case of a walk: everything that the list asks for on one participant. What it asks for on the case as a whole
/// stands with the participant who comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkStop {
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 where all that is asked for is about the case as a whole.
    pub person: PersonNumber,
    /// What is asked for, in the order of the list; never empty.
    pub items: Vec<WalkItem>,
}

/// How many alerts of a list are put off: those skipped stay in it, those snoozed come back on their day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PutOffCounts {
    /// Skipped, with a reason.
    pub skipped: usize,
    /// Snoozed to a day that lies ahead.
    pub snoozed: usize,
}

impl WalkStop {
    /// Whether what an alert asks for belongs to this stop.
    fn can_take_alert(&self, alert: &Alert) -> bool {
        let whole = PersonNumber::CASE;
        self.case == alert.case && (self.person == alert.person || self.person == whole || alert.person == whole)
    }

    fn add_item(&mut self, ask: WalkItem) {
        if self.person == PersonNumber::CASE {
            self.person = ask.alert.person;
        }
        self.items.push(ask);
    }

    /// The step that passes it.
    pub fn walk_step(&self, how: WalkOutcome) -> WalkStep {
        let alerts = self.items.iter().map(|ask| ask.alert.key.clone()).collect();
        WalkStep { case: self.case.clone(), person: self.person, alerts, how }
    }
}

impl Caseload {
    /// What is left of a walk, in the order of its list.
    pub fn remaining_stops(&self, place: &WalkProgress) -> Vec<WalkStop> {
        let ahead = self.list_alerts(place.list).into_iter().filter_map(|(case, key)| {
            let alert = case.find_alert(&key)?;
            let is_ahead = alert.is_open(self.as_of) && !place.has_passed(&key, self.as_of);
            is_ahead.then(|| WalkItem { alert: alert.clone(), finding: case.alert_finding(alert).cloned() })
        });
        group_into_stops(ahead)
    }

    /// The alerts behind the rows of a list, in its order. Drafts are none: they are filed or discarded in their form.
    fn list_alerts(&self, list: WalkList) -> Vec<(&EvaluatedCase, AlertKey)> {
        let keys: Vec<(CaseNumber, AlertKey)> = match list {
            WalkList::Today => {
                self.today_items().into_iter().filter_map(|item| Some((item.case, item.alert?))).collect()
            }
            WalkList::Action => {
                self.action_rows().into_iter().map(|row| (row.finding.case.clone(), row.finding.alert_key())).collect()
            }
            WalkList::Alerts => self.alert_rows().into_iter().map(|alert| (alert.case, alert.key)).collect(),
        };
        keys.into_iter().filter_map(|(case, key)| Some((self.case(&case)?, key))).collect()
    }

    /// How many alerts of a list are put off.
    pub fn put_off_counts(&self, list: WalkList) -> PutOffCounts {
        let alerts = self.cases.values().flat_map(|case| case.alerts.iter().map(move |alert| (case, alert)));
        let handled =
            alerts.filter(|(case, alert)| alert.disposition.is_some() && self.is_alert_listed(list, case, alert));
        let dispositions: Vec<_> = handled.filter_map(|(_, alert)| alert.disposition.as_ref()).collect();
        let count = |is: &dyn Fn(&Disposition) -> bool| dispositions.iter().filter(|one| is(one)).count();
        PutOffCounts {
            skipped: count(&|one| matches!(one, Disposition::Skipped { .. })),
            snoozed: count(&|one| matches!(one, Disposition::Snoozed { until } if *until > self.as_of)),
        }
    }

    /// Whether the list would show the alert if nothing were done with it.
    fn is_alert_listed(&self, list: WalkList, case: &EvaluatedCase, alert: &Alert) -> bool {
        match list {
            WalkList::Alerts => true,
            WalkList::Today => {
                matches!(alert.origin, AlertOrigin::Rule(_)) || alert.due.is_none_or(|due| due <= self.as_of)
            }
            WalkList::Action => {
                case.alert_finding(alert).is_some_and(|finding| Category::ES109.contains(&finding.category))
            }
        }
    }
}

/// What is asked for, case by case and participant by participant, in the order in which each comes first.
fn group_into_stops(asks: impl Iterator<Item = WalkItem>) -> Vec<WalkStop> {
    asks.fold(Vec::new(), |mut stops: Vec<WalkStop>, ask| {
        match stops.iter_mut().find(|stop| stop.can_take_alert(&ask.alert)) {
            Some(stop) => stop.add_item(ask),
            None => stops.push(WalkStop { case: ask.alert.case.clone(), person: ask.alert.person, items: vec![ask] }),
        }
        stops
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(case: &str, person: u8, text: &str) -> WalkItem {
        let alert = Alert {
            key: AlertKey(format!("c-{text}")),
            case: case.parse().unwrap(),
            person: PersonNumber(person),
            text: text.into(),
            origin: AlertOrigin::County("system".into()),
            raised: None,
            due: None,
            disposition: None,
        };
        WalkItem { alert, finding: None }
    }

    fn shown(stops: &[WalkStop]) -> Vec<(String, u8, Vec<&str>)> {
        stops
            .iter()
            .map(|stop| {
                let texts = stop.items.iter().map(|ask| ask.alert.text.as_str()).collect();
                (stop.case.to_string(), stop.person.0, texts)
            })
            .collect()
    }

    #[test]
    fn two_parents_of_a_case_are_two_stops_and_the_case_as_a_whole_goes_with_the_first() {
        let asks = [
            ask("12B10077", 2, "a"),
            ask("07B45228", 0, "b"),
            ask("12B10077", 0, "c"),
            ask("12B10077", 1, "d"),
            ask("07B45228", 1, "e"),
        ];
        let stops = group_into_stops(asks.into_iter());
        let expected = [("12B10077", 2, vec!["a", "c"]), ("07B45228", 1, vec!["b", "e"]), ("12B10077", 1, vec!["d"])];
        let expected: Vec<_> = expected.map(|(case, person, texts)| (case.to_owned(), person, texts)).into();
        assert_eq!(shown(&stops), expected);
    }
}
