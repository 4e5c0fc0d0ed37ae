//! What the county says otherwise than what was recorded here. What was recorded here holds, and the county's word
//! stands beside it; that they differ is said until one of them is put right.

use chrono::NaiveDate;

use super::finding::Finding;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::{View, registration_order};
use crate::domain::PersonNumber;
use crate::domain::facts::{Activity, Difference, Person, Source};

/// A value of the county and one recorded here, of the same thing.
struct CountyDifference<'a> {
    person: PersonNumber,
    what: Message,
    county: (Message, &'a Source),
    here: (Message, &'a Source),
}

/// Every value that an extract of the county still says otherwise after the day for which it was recorded here. What
/// was recorded after the newest extract may be in the next one and is not told.
pub fn difference_findings(view: &View) -> impl Iterator<Item = Finding> {
    let single = view.facts.differences.iter().filter(|one| is_reported_since(view, &one.county_source, one.on));
    let single = single.map(recorded_difference);
    let registrations = view.facts.people.iter().filter_map(|person| registration_difference(view, person));
    let statuses = view.facts.activities.iter().filter_map(|activity| status_difference(view, activity));
    single.chain(registrations).chain(statuses).map(CountyDifference::into_finding)
}

/// Whether an extract told it after the day for which something else was recorded. Where a day is not known, it is
/// taken so: better said once too often.
fn is_reported_since(view: &View, county: &Source, recorded: Option<NaiveDate>) -> bool {
    let told = county.last_seen();
    told.is_none_or(|told| told <= view.on && recorded.is_none_or(|recorded| told > recorded))
}

fn recorded_difference(one: &Difference) -> CountyDifference<'_> {
    CountyDifference {
        person: one.person,
        what: (&one.what).into(),
        county: (message!("{}", &one.county), &one.county_source),
        here: (message!("{}", &one.here), &one.source),
    }
}

/// The registration status, where the county still has an earlier one than was recorded here.
fn registration_difference<'a>(view: &View<'a>, person: &'a Person) -> Option<CountyDifference<'a>> {
    let number = person.person?;
    let known = || person.registration.iter().filter(|one| one.since <= view.on);
    let here = known().filter(|one| one.source.is_recorded()).max_by_key(|one| registration_order(one))?;
    let county = known().filter(|one| one.source.last_seen().is_some()).max_by_key(|one| registration_order(one))?;
    let behind = county.since <= here.since && county.status != here.status;
    (behind && is_reported_since(view, &county.source, Some(here.since))).then(|| CountyDifference {
        person: number,
        what: "registration status".into(),
        county: (message!("{} since {}", county.status.title(), county.since), &county.source),
        here: (message!("{} since {}", here.status.title(), here.since), &here.source),
    })
}

/// The status of an activity, where the county still has an earlier one than was recorded here.
fn status_difference<'a>(view: &View<'a>, activity: &'a Activity) -> Option<CountyDifference<'a>> {
    let known = || activity.statuses.iter().filter(|one| one.on <= view.on);
    let here = known().filter(|one| one.source.is_recorded()).max_by_key(|one| (one.on, one.source.record_order()))?;
    let county =
        known().filter(|one| one.source.last_seen().is_some()).max_by_key(|one| (one.on, one.source.last_seen()))?;
    let behind = county.on <= here.on && county.status != here.status;
    (behind && is_reported_since(view, &county.source, Some(here.on))).then(|| CountyDifference {
        person: activity.person,
        what: message!("status of {}", &activity.kind),
        county: (message!("{} on {}", county.status.title(), county.on), &county.source),
        here: (message!("{} on {}", here.status.title(), here.on), &here.source),
    })
}

impl CountyDifference<'_> {
    fn into_finding(self) -> Finding {
        let Self { person, what, county, here } = self;
        let (says, county_source) = county;
        let says = match county_source.last_seen() {
            Some(day) => message!("{}, told {}", says, day),
            None => says,
        };
        Finding::new(RuleId::CountyDiffers, person, message!("the county says otherwise: {}", what.clone()))
            .with_ground(message!("{}, the county", what.clone()), says, county_source)
            .with_ground(message!("{}, recorded here", what), here.0, here.1)
            .clears_when("an extract of the county says what was recorded here, or what was recorded here is put right")
            .if_nothing("The county goes on by its own word: what was recorded here has not reached it, or was wrong.")
    }
}
