//! Two numbers of one person. The county gives a number to each person of a case; somebody who is entered twice has two.
//! Once a worker says so, what is known under either number is known of that person, and the number that is left out leads
//! to the one that is kept.

use super::{Activity, CaseFacts, DatedRegistration, MemberListing, OtherListing, Person, Source};
use crate::domain::ids::PersonNumber;
use crate::domain::likeness::is_plainly_same;

/// The number that is left out, and the one that is kept.
#[derive(Clone, Copy)]
struct Renumbering {
    from: PersonNumber,
    to: PersonNumber,
}

impl CaseFacts {
    /// Returns the number under which the case has a person now. A number that was found to be another's leads to that
    /// one; every other number stays as it is.
    pub fn present_number(&self, number: PersonNumber) -> PersonNumber {
        if self.people.iter().any(|person| person.person == Some(number)) {
            return number;
        }
        let is_left_out = |person: &&Person| person.other_listings.iter().any(|one| one.listing.person == Some(number));
        self.people.iter().find(is_left_out).and_then(|person| person.person).unwrap_or(number)
    }

    /// Joins two numbers of one person. Nothing is done where the county now has somebody else under one of them, or where
    /// they are joined already, so that the order in which numbers are joined does not matter.
    pub(in crate::domain) fn join_numbers(
        &mut self,
        keep: &MemberListing,
        leave_out: &MemberListing,
        decided: &Source,
    ) {
        let (Some(kept), Some(left)) = (keep.person, leave_out.person) else { return };
        let is_somebody_else = |listing: &MemberListing| {
            self.people.iter().any(|person| person.person == listing.person && !person.may_be(listing))
        };
        if is_somebody_else(keep) || is_somebody_else(leave_out) {
            return;
        }
        let change = Renumbering { from: self.present_number(left), to: self.present_number(kept) };
        if change.from == change.to {
            return;
        }
        let source = self.join_rows(change);
        if let Some(person) = self.people.iter_mut().find(|person| person.person == Some(change.to)) {
            person.other_listings.push(OtherListing { listing: leave_out.clone(), source, decided: decided.clone() });
        }
        self.renumber_facts(change);
    }

    /// Makes one row of the rows of the two numbers. Returns the source of the row that is left out.
    fn join_rows(&mut self, change: Renumbering) -> Source {
        let number_of = |number: PersonNumber| move |person: &Person| person.person == Some(number);
        let Some(index) = self.people.iter().position(number_of(change.from)) else { return Source::Stated };
        let mut left_out = self.people.remove(index);
        let source = left_out.source.clone();
        if let Some(kept) = self.people.iter_mut().find(|person| person.person == Some(change.to)) {
            kept.absorb(left_out);
        } else {
            left_out.person = Some(change.to);
            self.people.insert(index, left_out);
        }
        source
    }

    fn renumber_facts(&mut self, change: Renumbering) {
        macro_rules! renumber {
            ($($list:ident: $is_same:expr;)+) => {
                $(renumber_list(&mut self.$list, change, |fact| &mut fact.person, |fact| &fact.source, $is_same);)+
            };
        }
        join_activities(&mut self.activities, change);
        renumber! {
            attendance: |a, b| (&a.kind, a.start, a.month) == (&b.kind, b.start, b.month);
            plans: |a, b| (a.signed, a.amends) == (b.signed, b.amends);
            exemptions: |a, b| (&a.reason, a.from) == (&b.reason, b.from);
            noncompliance: |a, b| a.notice_issued == b.notice_issued;
            aid_months: |a, b| a.month == b.month;
            child_support: |a, b| (a.on, a.amount) == (b.on, b.amount);
            contacts: |a, b| a.on == b.on && !a.source.is_recorded() && !b.source.is_recorded();
            good_causes: |a, b| a.from == b.from;
            cures: |a, b| a.requested == b.requested;
            exemption_requests: |_, _| false;
            reassignments: |_, _| false;
            services: |_, _| false;
            referrals: |_, _| false;
            outreach: |_, _| false;
            goals: |_, _| false;
            road_maps: |_, _| false;
            goal_coverage: |_, _| false;
            tool_uses: |_, _| false;
            readings: |_, _| false;
            resources_used: |_, _| false;
            notices: |_, _| false;
            documents: |_, _| false;
            duties: |_, _| false;
            alerts_sent: |_, _| false;
            differences: |_, _| false;
        }
    }
}

impl Person {
    /// Returns whether the county's row of this person may be the one that `listing` names, by name and date of birth.
    fn may_be(&self, listing: &MemberListing) -> bool {
        let known = self.name.as_ref().zip(self.birth_date);
        known.is_none_or(|known| is_plainly_same(known, (&listing.name, listing.birth_date)))
    }

    /// Takes over what another row says of the same person. What both rows say stands as this one says it; the statuses of
    /// the row that the county named last contradict those that the other has since the same day or a later one.
    fn absorb(&mut self, other: Self) {
        if self.in_unit.is_none() && other.in_unit.is_some() {
            self.relation = other.relation;
        }
        macro_rules! fill {
            ($($field:ident),+) => { $(self.$field = self.$field.take().or(other.$field);)+ };
        }
        let (is_newer, is_older) =
            (self.source.last_seen() > other.source.last_seen(), self.source.last_seen() < other.source.last_seen());
        fill!(
            in_unit,
            in_unit_from,
            in_unit_until,
            disabled,
            disabled_from,
            disabled_until,
            pregnant,
            pregnant_since,
            due_date,
            pregnancy_ended,
            aid_ended,
            school_completed,
            cal_learn,
            head_of_household,
            head_of_household_from,
            head_of_household_until,
            homeless_without_phone,
            participation_required,
            entered_program,
            language,
            phone
        );
        self.first_listed = self.first_listed.into_iter().chain(other.first_listed).min();
        let mine = std::mem::take(&mut self.registration);
        let theirs = other.registration;
        let (mine_stand, mine_beaten) = if is_older { split_contradicted(mine, &theirs) } else { (mine, Vec::new()) };
        let (theirs_stand, theirs_beaten) =
            if is_newer { split_contradicted(theirs, &mine_stand) } else { (theirs, Vec::new()) };
        self.registration = mine_stand;
        for one in theirs_stand {
            if !is_among(&one, &self.registration) {
                self.registration.push(one);
            }
        }
        self.registration_reported_before.extend(mine_beaten.into_iter().chain(theirs_beaten));
        self.registration.sort_by_key(|one| (one.since, one.source.record_order()));
        self.registration_reported_before.extend(other.registration_reported_before);
        self.months_on_aid.extend(other.months_on_aid);
        self.other_listings.extend(other.other_listings);
    }
}

/// Splits the statuses of the older of two rows into those that stand and those that the `newer` row contradicts: it has
/// others since the same day or an earlier one. What was recorded here stands.
fn split_contradicted(
    older: Vec<DatedRegistration>,
    newer: &[DatedRegistration],
) -> (Vec<DatedRegistration>, Vec<DatedRegistration>) {
    let first = newer.iter().map(|one| one.since).min();
    let stands = |one: &DatedRegistration| {
        one.source.is_recorded() || is_among(one, newer) || first.is_none_or(|first| one.since < first)
    };
    older.into_iter().partition(stands)
}

fn is_among(one: &DatedRegistration, others: &[DatedRegistration]) -> bool {
    others.iter().any(|other| (other.status, other.since) == (one.status, one.since))
}

/// Gives the facts under one number the other. Where both numbers have the same fact, the county's newer row counts.
fn renumber_list<T>(
    facts: &mut Vec<T>,
    change: Renumbering,
    person: impl Fn(&mut T) -> &mut PersonNumber,
    source: impl Fn(&T) -> &Source,
    is_same: impl Fn(&T, &T) -> bool,
) {
    let moved: Vec<T> = facts.extract_if(.., |fact| *person(fact) == change.from).collect();
    for mut fact in moved {
        *person(&mut fact) = change.to;
        match facts.iter_mut().find_map(|known| (*person(known) == change.to && is_same(known, &fact)).then_some(known))
        {
            None => facts.push(fact),
            Some(known) if source(known).is_recorded() => {}
            Some(known) if source(&fact).is_recorded() || source(known).last_seen() < source(&fact).last_seen() => {
                *known = fact;
            }
            Some(_) => {}
        }
    }
}

/// Gives the activities under one number the other. One activity under both numbers has the statuses of both.
fn join_activities(activities: &mut Vec<Activity>, change: Renumbering) {
    let moved: Vec<Activity> = activities.extract_if(.., |activity| activity.person == change.from).collect();
    for mut activity in moved {
        activity.person = change.to;
        let is_same = |known: &&mut Activity| {
            (known.person, &known.kind, known.start) == (change.to, &activity.kind, activity.start)
        };
        let Some(known) = activities.iter_mut().find(is_same) else {
            activities.push(activity);
            continue;
        };
        known.expected_end = known.expected_end.or(activity.expected_end);
        known.weekly_hours = known.weekly_hours.or(activity.weekly_hours);
        for status in activity.statuses {
            if !known.statuses.iter().any(|one| (one.status, one.on) == (status.status, status.on)) {
                known.statuses.push(status);
            }
        }
        known.statuses.sort_by_key(|status| (status.on, status.source.record_order()));
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::codes::Relation;

    fn listing(name: &str, number: u8) -> MemberListing {
        serde_json::from_value(serde_json::json!({ "name": name, "birth_date": "1990-05-05", "person": number }))
            .unwrap()
    }

    /// One adult under the numbers 1, 2 and 3, with facts under each.
    fn listed_thrice() -> CaseFacts {
        toml::from_str(
            "people = [
                 { person = 1, name = 'Ortiz, Ana', relation = 'parent', birth_date = '1990-05-05', in_unit = true,
                   registration = [{ status = 'registered_mandatory', since = '2026-01-05' }, { status = 'exempt', since = '2026-06-01' }],
                   source = { file = 'a.csv', row = 2, told = '2026-11-01' } },
                 { person = 2, name = 'Ortiz, Ana', relation = 'second_parent', birth_date = '1990-05-05', language = 'Spanish',
                   registration = [{ status = 'registered_mandatory', since = '2026-01-05' }],
                   source = { file = 'b.csv', row = 3, told = '2026-11-20' } },
                 { person = 3, name = 'Ortiz, Anna', relation = 'second_parent', birth_date = '1990-05-05' },
             ]
             activities = [
                 { person = 1, kind = 'Job Club', start = '2026-09-01', statuses = [{ status = 'scheduled', on = '2026-09-01' }] },
                 { person = 2, kind = 'Job Club', start = '2026-09-01', statuses = [{ status = 'first_day_attendance', on = '2026-09-02' }] },
             ]
             attendance = [
                 { person = 1, kind = 'Job Club', start = '2026-09-01', month = '2026-10', attended = 80, source = { file = 'a.csv', row = 2, told = '2026-11-01' } },
                 { person = 2, kind = 'Job Club', start = '2026-09-01', month = '2026-10', attended = 90, source = { file = 'b.csv', row = 2, told = '2026-11-20' } },
             ]
             plans = [{ person = 3, signed = '2026-02-01' }]
             contacts = [{ person = 2, on = '2026-11-02', reached = true }]
             notices = [{ person = 2, kind = 'NA 840', sent = '2026-10-01' }]
             outreach = [{ person = 2, listed = { on = '2026-10-05' } }]",
        )
        .unwrap()
    }

    /// Joins 2 and 3 with 1, in one order or the other.
    fn joined(pairs: &[(u8, u8)]) -> CaseFacts {
        let mut facts = listed_thrice();
        let name = |number| if number == 3 { "Ortiz, Anna" } else { "Ortiz, Ana" };
        for (keep, left) in pairs {
            facts.join_numbers(&listing(name(*keep), *keep), &listing(name(*left), *left), &Source::Stated);
        }
        facts
    }

    #[test]
    fn what_is_known_under_two_numbers_is_known_of_one_person() {
        let facts = joined(&[(1, 2)]);
        assert_eq!(facts.people.len(), 2);
        let ana = &facts.people[0];
        assert_eq!(
            (ana.language.as_deref(), ana.in_unit, ana.relation),
            (Some("Spanish"), Some(true), Relation::Parent)
        );
        // The newer row contradicts the later status of the older one.
        assert_eq!((ana.registration.len(), ana.registration_reported_before.len()), (1, 1), "{ana:?}");
        assert_eq!(facts.activities.len(), 1);
        assert_eq!(facts.activities[0].statuses.len(), 2);
        let hours: Vec<String> = facts.attendance.iter().map(|one| one.attended.to_string()).collect();
        assert_eq!(hours, ["90"], "hours count once, as the newer extract has them");
        let json = serde_json::to_string(&facts).unwrap();
        assert_eq!(json.matches("\"person\":2").count(), 1, "only the row that is left out keeps its number: {json}");
        assert_eq!(
            (facts.present_number(PersonNumber(2)), facts.present_number(PersonNumber(3))),
            (PersonNumber(1), PersonNumber(3))
        );
    }

    #[test]
    fn the_order_in_which_numbers_are_joined_does_not_matter() {
        let [first, second] = [joined(&[(1, 2), (2, 3)]), joined(&[(2, 3), (1, 2)])];
        for facts in [&first, &second] {
            assert_eq!((facts.people.len(), facts.plans[0].person), (1, PersonNumber(1)));
            assert_eq!(facts.present_number(PersonNumber(3)), PersonNumber(1));
        }
        assert_eq!(joined(&[(1, 2), (2, 1)]), joined(&[(1, 2)]), "numbers that are joined already stay as they are");
    }

    /// The county gave a number to somebody else since.
    #[test]
    fn a_number_of_somebody_else_is_not_joined() {
        let mut facts = listed_thrice();
        facts.people[1].name = Some("Vu, Minh".into());
        facts.people[1].birth_date = NaiveDate::from_ymd_opt(1988, 1, 1);
        let before = facts.clone();
        facts.join_numbers(&listing("Ortiz, Ana", 1), &listing("Ortiz, Ana", 2), &Source::Stated);
        assert_eq!(facts, before);
    }
}
