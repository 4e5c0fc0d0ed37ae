//! Differences between the county's extracts and the values recorded here. The recorded value is used, and the county's
//! value is kept beside it; a finding reports the difference until one of the two is corrected.

use chrono::NaiveDate;

use super::finding::Finding;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::{View, registration_order};
use crate::domain::PersonNumber;
use crate::domain::facts::{Activity, Difference, Person, Source};

/// The county's value and the recorded value of the same fact.
struct CountyDifference<'a> {
    person: PersonNumber,
    what: Message,
    county: (Message, &'a Source),
    here: (Message, &'a Source),
}

/// Finds every value that an extract still reports differently after the day of the recorded value. A value that was
/// recorded after the newest extract may be in the next one, so it gives no finding.
pub fn difference_findings(view: &View) -> impl Iterator<Item = Finding> {
    let single = view
        .facts
        .differences
        .iter()
        .filter(|difference| is_reported_since(view, &difference.county_source, difference.on))
        .filter(|difference| !is_on_its_way(view, difference));
    let single = single.map(recorded_difference);
    let registrations = view.facts.people.iter().filter_map(|person| registration_difference(view, person));
    let statuses = view.facts.activities.iter().filter_map(|activity| status_difference(view, activity));
    single.chain(registrations).chain(statuses).map(CountyDifference::into_finding)
}

/// Returns whether an extract reported the county's value after the day of the recorded one. If one of the days is not
/// known the answer is yes: one finding too many does less harm than one too few.
fn is_reported_since(view: &View, county: &Source, recorded: Option<NaiveDate>) -> bool {
    let reported = county.last_seen();
    reported.is_none_or(|reported| reported <= view.on && recorded.is_none_or(|recorded| reported > recorded))
}

/// Returns whether a case that was assigned to another worker may still be listed under the one before: the county's listings
/// follow within the days of policy.
fn is_on_its_way(view: &View, difference: &Difference) -> bool {
    let Some(rule) = view.policy.case_assign_listed.as_ref() else { return false };
    difference.what == Difference::LISTED_WORKER
        && difference.on.is_some_and(|assigned| view.on <= assigned + rule.value)
}

fn recorded_difference(difference: &Difference) -> CountyDifference<'_> {
    CountyDifference {
        person: difference.person,
        what: (&difference.what).into(),
        county: (message!("{}", &difference.county), &difference.county_source),
        here: (message!("{}", &difference.here), &difference.source),
    }
}

/// Returns the difference of the registration status, if the county still has an earlier one than was recorded here.
fn registration_difference<'a>(view: &View<'a>, person: &'a Person) -> Option<CountyDifference<'a>> {
    let number = person.person?;
    let known = || person.registration.iter().filter(|status| status.since <= view.on);
    let here = known().filter(|status| status.source.is_recorded()).max_by_key(|status| registration_order(status))?;
    let county =
        known().filter(|status| status.source.last_seen().is_some()).max_by_key(|status| registration_order(status))?;
    let behind = county.since <= here.since && county.status != here.status;
    (behind && is_reported_since(view, &county.source, Some(here.since))).then(|| CountyDifference {
        person: number,
        what: "registration status".into(),
        county: (message!("{} since {}", county.status.title(), county.since), &county.source),
        here: (message!("{} since {}", here.status.title(), here.since), &here.source),
    })
}

/// Returns the difference of an activity's status, if the county still has an earlier one than was recorded here.
fn status_difference<'a>(view: &View<'a>, activity: &'a Activity) -> Option<CountyDifference<'a>> {
    let known = || activity.statuses.iter().filter(|status| status.on <= view.on);
    let here = known()
        .filter(|status| status.source.is_recorded())
        .max_by_key(|status| (status.on, status.source.record_order()))?;
    let county = known()
        .filter(|status| status.source.last_seen().is_some())
        .max_by_key(|status| (status.on, status.source.last_seen()))?;
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
            Some(day) => message!("{}, reported {}", says, day),
            None => says,
        };
        Finding::new(RuleId::CountyDiffers, person, message!("the county has a different value: {}", what.clone()))
            .with_ground(message!("{}, the county", what.clone()), says, county_source)
            .with_ground(message!("{}, recorded here", what), here.0, here.1)
            .clears_when(
                "a county extract has the value that was recorded here, or the value recorded here is corrected",
            )
            .if_nothing("The county works with its own value: what was recorded here has not reached it, or was wrong.")
    }
}
