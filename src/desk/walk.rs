//! Walking a list: its rows case by case, those that lie behind the worker left out.

use super::{CaseOnDesk, Desk};
use crate::domain::alert::{Alert, AlertKey, AlertOrigin, Disposition};
use crate::domain::walk::{Passed, WalkList, WalkPlace, WalkStep};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::finding::{Category, Finding};

/// Something that a list asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The alert, under whose key its disposition is recorded.
    pub alert: Alert,
    /// The finding behind it, if a rule found it.
    pub finding: Option<Finding>,
}

/// A case of a walk: everything that the list asks for on one participant. What it asks for on the case as a whole
/// stands with the participant who comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 where all that is asked for is about the case as a whole.
    pub person: PersonNumber,
    /// What is asked for, in the order of the list; never empty.
    pub asks: Vec<Ask>,
}

/// How many alerts of a list are put off: those skipped stay in it, those snoozed come back on their day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Aside {
    /// Skipped, with a reason.
    pub skipped: usize,
    /// Snoozed to a day that lies ahead.
    pub snoozed: usize,
}

impl Stop {
    /// Whether what an alert asks for belongs to this stop.
    fn takes(&self, alert: &Alert) -> bool {
        let whole = PersonNumber::CASE;
        self.case == alert.case && (self.person == alert.person || self.person == whole || alert.person == whole)
    }

    fn add(&mut self, ask: Ask) {
        if self.person == PersonNumber::CASE {
            self.person = ask.alert.person;
        }
        self.asks.push(ask);
    }

    /// The step that passes it.
    pub fn step(&self, how: Passed) -> WalkStep {
        let alerts = self.asks.iter().map(|ask| ask.alert.key.clone()).collect();
        WalkStep { case: self.case.clone(), person: self.person, alerts, how }
    }
}

impl Desk {
    /// What is left of a walk, in the order of its list.
    pub fn walk(&self, place: &WalkPlace) -> Vec<Stop> {
        let ahead = self.asked_by(place.list).into_iter().filter_map(|(case, key)| {
            let alert = case.alert(&key)?;
            let is_ahead = alert.is_open(self.as_of) && !place.has_passed(&key, self.as_of);
            is_ahead.then(|| Ask { alert: alert.clone(), finding: case.finding_of(alert).cloned() })
        });
        stops(ahead)
    }

    /// The alerts behind the rows of a list, in its order. Drafts are none: they are filed or discarded in their form.
    fn asked_by(&self, list: WalkList) -> Vec<(&CaseOnDesk, AlertKey)> {
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
    pub fn aside(&self, list: WalkList) -> Aside {
        let alerts = self.cases.values().flat_map(|case| case.alerts.iter().map(move |alert| (case, alert)));
        let handled = alerts.filter(|(case, alert)| alert.disposition.is_some() && self.would_list(list, case, alert));
        let dispositions: Vec<_> = handled.filter_map(|(_, alert)| alert.disposition.as_ref()).collect();
        let count = |is: &dyn Fn(&Disposition) -> bool| dispositions.iter().filter(|one| is(one)).count();
        Aside {
            skipped: count(&|one| matches!(one, Disposition::Skipped { .. })),
            snoozed: count(&|one| matches!(one, Disposition::Snoozed { until } if *until > self.as_of)),
        }
    }

    /// Whether the list would show the alert if nothing were done with it.
    fn would_list(&self, list: WalkList, case: &CaseOnDesk, alert: &Alert) -> bool {
        match list {
            WalkList::Alerts => true,
            WalkList::Today => {
                matches!(alert.origin, AlertOrigin::Rule(_)) || alert.due.is_none_or(|due| due <= self.as_of)
            }
            WalkList::Action => {
                case.finding_of(alert).is_some_and(|finding| Category::ES109.contains(&finding.category))
            }
        }
    }
}

/// What is asked for, case by case and participant by participant, in the order in which each comes first.
fn stops(asks: impl Iterator<Item = Ask>) -> Vec<Stop> {
    asks.fold(Vec::new(), |mut stops: Vec<Stop>, ask| {
        match stops.iter_mut().find(|stop| stop.takes(&ask.alert)) {
            Some(stop) => stop.add(ask),
            None => stops.push(Stop { case: ask.alert.case.clone(), person: ask.alert.person, asks: vec![ask] }),
        }
        stops
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(case: &str, person: u8, text: &str) -> Ask {
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
        Ask { alert, finding: None }
    }

    fn shown(stops: &[Stop]) -> Vec<(String, u8, Vec<&str>)> {
        stops
            .iter()
            .map(|stop| {
                let texts = stop.asks.iter().map(|ask| ask.alert.text.as_str()).collect();
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
        let stops = stops(asks.into_iter());
        let expected = [("12B10077", 2, vec!["a", "c"]), ("07B45228", 1, vec!["b", "e"]), ("12B10077", 1, vec!["d"])];
        let expected: Vec<_> = expected.map(|(case, person, texts)| (case.to_owned(), person, texts)).into();
        assert_eq!(shown(&stops), expected);
    }
}
