//! Walks through a list case by case, without the cases that the worker has passed.

use super::{Alert, Caseload, EvaluatedCase};
use crate::domain::alert::{AlertKey, AlertOrigin, Disposition};
use crate::domain::category::Category;
use crate::domain::walk::{WalkList, WalkOutcome, WalkProgress, WalkStep};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::finding::Finding;

/// An item that a walk goes through: an alert, with its finding if a rule raised it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkItem {
    /// The alert. The disposition is recorded under its key.
    pub alert: Alert,
    /// The finding behind the alert, if a rule raised it.
    pub finding: Option<Finding>,
}

/// A case of a walk: everything that the list asks for about one participant. What the list asks for about the case as
/// a whole belongs to the stop of the first participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkStop {
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 if everything is about the case as a whole.
    pub person: PersonNumber,
    /// What the list asks for, in its order; never empty.
    pub items: Vec<WalkItem>,
}

/// The numbers of alerts of a list that were put off. Skipped alerts stay in the list; snoozed ones come back on their
/// day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PutOffCounts {
    /// Alerts skipped with a reason.
    pub skipped: usize,
    /// Alerts snoozed to a future day.
    pub snoozed: usize,
}

impl WalkStop {
    /// Returns whether an alert belongs to this stop.
    fn can_take_alert(&self, alert: &Alert) -> bool {
        let whole = PersonNumber::CASE;
        self.case == alert.case && (self.person == alert.person || self.person == whole || alert.person == whole)
    }

    /// Adds an item. The first participant named by an item becomes that of the stop.
    fn add_item(&mut self, item: WalkItem) {
        if self.person == PersonNumber::CASE {
            self.person = item.alert.person;
        }
        self.items.push(item);
    }

    /// Returns the walk step that records what was done with the first item alone.
    pub fn first_item_step(&self, how: WalkOutcome) -> WalkStep {
        let alerts = self.items.first().map(|item| item.alert.key.clone()).into_iter().collect();
        WalkStep { case: self.case.clone(), person: self.person, alerts, how }
    }

    /// Returns the walk step that records how this stop was passed.
    pub fn walk_step(&self, how: WalkOutcome) -> WalkStep {
        let alerts = self.items.iter().map(|item| item.alert.key.clone()).collect();
        WalkStep { case: self.case.clone(), person: self.person, alerts, how }
    }
}

impl Caseload {
    /// Returns the stops of a walk that the worker has not passed, in the order of its list.
    pub fn remaining_stops(&self, progress: &WalkProgress) -> Vec<WalkStop> {
        let ahead = self.list_alerts(progress.list).into_iter().filter_map(|(case, key)| {
            let alert = case.find_alert(&key)?;
            let is_ahead = alert.is_open(self.as_of)
                && !progress.has_passed(&key, self.as_of)
                && progress.goes_through(&alert.case, alert.person);
            is_ahead.then(|| WalkItem { alert: alert.clone(), finding: case.alert_finding(alert).cloned() })
        });
        group_into_stops(ahead)
    }

    /// Returns the alerts behind the rows of a list, in its order. Drafts have no alert: they are filed or discarded in
    /// their form.
    fn list_alerts(&self, list: WalkList) -> Vec<(&EvaluatedCase, AlertKey)> {
        let keys: Vec<(CaseNumber, AlertKey)> = match list {
            WalkList::Today => {
                self.today_items().into_iter().filter_map(|item| Some((item.case, item.alert?))).collect()
            }
            WalkList::Cases => {
                let mut items = self.today_items();
                items.sort_by(|a, b| (&a.case, a.person).cmp(&(&b.case, b.person)));
                items.into_iter().filter_map(|item| Some((item.case, item.alert?))).collect()
            }
            WalkList::Action => {
                self.action_rows().into_iter().map(|row| (row.finding.case.clone(), row.finding.alert_key())).collect()
            }
            WalkList::Alerts => self.alert_rows().into_iter().map(|alert| (alert.case, alert.key)).collect(),
        };
        keys.into_iter().filter_map(|(case, key)| Some((self.case(&case)?, key))).collect()
    }

    /// Returns how many alerts of a list are put off.
    pub fn put_off_counts(&self, list: WalkList) -> PutOffCounts {
        let alerts = self.listed_cases().flat_map(|(_, case)| case.alerts.iter().map(move |alert| (case, alert)));
        let handled =
            alerts.filter(|(case, alert)| alert.disposition.is_some() && self.is_alert_listed(list, case, alert));
        let (mut skipped, mut snoozed) = (0, 0);
        for (_, alert) in handled {
            match alert.disposition {
                Some(Disposition::Skipped { .. }) => skipped += 1,
                Some(Disposition::Snoozed { .. }) if !alert.is_open(self.as_of) => snoozed += 1,
                _ => {}
            }
        }
        PutOffCounts { skipped, snoozed }
    }

    /// Returns the alerts that are snoozed to a later day, by that day: those too that stay in the lists, because nothing hides
    /// what is at its last day.
    pub fn snoozed_alerts(&self) -> Vec<&Alert> {
        let until = |alert: &Alert| match alert.disposition {
            Some(Disposition::Snoozed { until }) if until > self.as_of => Some(until),
            _ => None,
        };
        let alerts = self.listed_cases().flat_map(|(_, case)| &case.alerts);
        let mut snoozed: Vec<_> = alerts.filter_map(|alert| Some((until(alert)?, alert))).collect();
        snoozed.sort_by_key(|(until, alert)| (*until, alert.case.clone(), alert.person));
        snoozed.into_iter().map(|(_, alert)| alert).collect()
    }

    /// Returns whether the list would show the alert if it had no disposition.
    fn is_alert_listed(&self, list: WalkList, case: &EvaluatedCase, alert: &Alert) -> bool {
        match list {
            WalkList::Alerts => true,
            WalkList::Today | WalkList::Cases => {
                matches!(alert.origin, AlertOrigin::Rule(_)) || alert.due.is_none_or(|due| due <= self.as_of)
            }
            WalkList::Action => {
                case.alert_finding(alert).is_some_and(|finding| Category::ES109.contains(&finding.category))
            }
        }
    }
}

/// Groups items by case and participant, in the order in which each participant comes first.
fn group_into_stops(items: impl Iterator<Item = WalkItem>) -> Vec<WalkStop> {
    let mut stops: Vec<WalkStop> = Vec::new();
    for item in items {
        match stops.iter_mut().find(|stop| stop.can_take_alert(&item.alert)) {
            Some(stop) => stop.add_item(item),
            None => {
                stops.push(WalkStop { case: item.alert.case.clone(), person: item.alert.person, items: vec![item] });
            }
        }
    }
    stops
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(case: &str, person: u8, text: &'static str) -> WalkItem {
        let alert = Alert {
            key: AlertKey(format!("c-{text}")),
            case: case.parse().unwrap(),
            person: PersonNumber(person),
            text: text.into(),
            origin: AlertOrigin::County("system".into()),
            raised: None,
            due: None,
            disposition: None,
            of_conference: false,
        };
        WalkItem { alert, finding: None }
    }

    fn describe_stops(stops: &[WalkStop]) -> Vec<(String, u8, Vec<&str>)> {
        stops
            .iter()
            .map(|stop| {
                let texts = stop.items.iter().map(|ask| ask.alert.text.template()).collect();
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
        assert_eq!(describe_stops(&stops), expected);
    }
}
