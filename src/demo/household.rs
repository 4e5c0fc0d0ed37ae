//! A case of the practice caseload: the people on it and what happened to them.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::activity::{self, DemoActivity, days_before};
use super::data::{
    AlertWords, CaseProfile, Community, DemoData, ExemptionProfile, NoticeProfile, ParentProfile, PlanState,
};
use super::dice::Dice;
use super::working_days::{first_working_day, last_working_day};
use crate::domain::CaseNumber;
use crate::domain::codes::{CauseOutcome, Relation};
use crate::domain::ids::PersonNumber;
use crate::domain::name::PersonName;
use crate::domain::status::RegistrationStatus;

/// One in this many expired alerts was left unanswered.
const UNANSWERED_ONE_IN: i64 = 9;
const DAYS_OF_A_YEAR: i64 = 365;
/// The age in years below which nobody is a parent.
const YOUNGEST_PARENT: i64 = 17;
/// The greatest age of a child, in years.
const OLDEST_CHILD: i64 = 17;

/// A case with its people.
pub struct DemoHousehold {
    pub number: CaseNumber,
    pub language: String,
    pub phone: String,
    pub aid_since: NaiveDate,
    pub discontinued: Option<NaiveDate>,
    pub assigned: NaiveDate,
    /// The first parent, then the second if there is one.
    pub parents: Vec<DemoParent>,
    /// The children with their birth dates, the youngest first.
    pub children: Vec<(PersonName, NaiveDate)>,
    pub alerts: Vec<RaisedAlert>,
}

/// A parent with everything on record about them.
pub struct DemoParent {
    pub who: ParentIdentity,
    pub disabled: bool,
    pub registration: RegistrationStatus,
    pub since: NaiveDate,
    pub last_contact: Option<NaiveDate>,
    pub plan_signed: Option<NaiveDate>,
    pub months_on_aid: u16,
    pub activities: Vec<DemoActivity>,
    pub notice: Option<DemoNotice>,
    pub exemption: Option<DemoExemption>,
}

/// The identity of a parent.
pub struct ParentIdentity {
    pub person: PersonNumber,
    pub relation: Relation,
    pub name: PersonName,
    pub birth_date: NaiveDate,
}

/// A notice of non-compliance with its outcome.
pub struct DemoNotice {
    pub issued: NaiveDate,
    pub appointment: NaiveDate,
    pub outcome: Option<(CauseOutcome, NaiveDate)>,
    pub plan_end: Option<NaiveDate>,
}

/// An exemption.
pub struct DemoExemption {
    pub reason: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub proof: Option<String>,
}

/// An alert with its dates.
pub struct RaisedAlert {
    pub words: AlertWords,
    pub on: NaiveDate,
    pub due: NaiveDate,
}

impl DemoHousehold {
    /// Draws a case from its profile.
    pub fn from_profile(
        number: CaseNumber,
        profile: &CaseProfile,
        data: &DemoData,
        as_of: NaiveDate,
        dice: &mut Dice,
    ) -> Self {
        let births = draw_birth_dates(profile, as_of, dice);
        let mut names = HouseholdNames::from_community(data, dice);
        let children = births.iter().map(|birth| (names.relative_name(dice), *birth)).collect();
        let parents = draw_parents(profile, &births, &mut names, data, as_of, dice);
        Self {
            number,
            language: names.pick_language(dice),
            phone: format!("(510) 555-01{:02}", dice.number_between(0, 99)),
            aid_since: days_before(as_of, dice.number_in_range(profile.aid)),
            discontinued: profile.discontinued.map(|days| days_before(as_of, dice.number_in_range(days))),
            assigned: days_before(as_of, dice.number_in_range(profile.assigned)),
            parents,
            children,
            alerts: draw_alerts(profile, &data.words.alert, as_of, dice),
        }
    }
}

/// Draws the birth dates of the children, the youngest first.
fn draw_birth_dates(profile: &CaseProfile, as_of: NaiveDate, dice: &mut Dice) -> Vec<NaiveDate> {
    let youngest = match profile.youngest {
        Some(turns) => {
            let birthday = days_before(as_of, -dice.number_in_range(turns.ahead));
            birthday.checked_sub_months(Months::new(12 * turns.years)).unwrap_or(birthday)
        }
        None => days_before(as_of, dice.number_between(200, 11 * DAYS_OF_A_YEAR)),
    };
    let oldest = days_before(as_of, OLDEST_CHILD * DAYS_OF_A_YEAR);
    let children = usize::try_from(dice.number_in_range(profile.children)).unwrap_or(1);
    std::iter::successors(Some(youngest), |child| Some(days_before(*child, dice.number_between(400, 1300))))
        .take_while(|birth| *birth > oldest)
        .take(children)
        .collect()
}

fn draw_parents(
    profile: &CaseProfile,
    children: &[NaiveDate],
    names: &mut HouseholdNames<'_>,
    data: &DemoData,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<DemoParent> {
    let birthday = profile.youngest.zip(children.first());
    let birthday = birthday.and_then(|(turns, birth)| birth.checked_add_months(Months::new(12 * turns.years)));
    let mut parents = vec![];
    for (person, relation, parent) in [
        (PersonNumber(1), Relation::Parent, Some(&profile.first)),
        (PersonNumber(2), Relation::SecondParent, profile.second.as_ref()),
    ] {
        if let Some(parent) = parent {
            let name = if relation == Relation::Parent { names.relative_name(dice) } else { names.partner_name(dice) };
            let who =
                ParentIdentity { person, relation, name, birth_date: draw_parent_birth(parent, children, as_of, dice) };
            parents.push(DemoParent::from_profile(who, parent, birthday, data, as_of, dice));
        }
    }
    parents
}

/// Draws a birth date within the profile's range of ages, early enough for the oldest child.
fn draw_parent_birth(parent: &ParentProfile, children: &[NaiveDate], as_of: NaiveDate, dice: &mut Dice) -> NaiveDate {
    let drawn = days_before(
        as_of,
        dice.number_in_range(parent.age) * DAYS_OF_A_YEAR + DAYS_OF_A_YEAR / 2 + dice.number_between(-150, 150),
    );
    let latest = children
        .last()
        .map(|oldest| days_before(*oldest, YOUNGEST_PARENT * DAYS_OF_A_YEAR + dice.number_between(30, 2500)));
    latest.map_or(drawn, |latest| drawn.min(latest))
}

impl DemoParent {
    /// Draws the record of a parent. `birthday` is the youngest child's, for an exemption that ends on it.
    fn from_profile(
        who: ParentIdentity,
        profile: &ParentProfile,
        birthday: Option<NaiveDate>,
        data: &DemoData,
        as_of: NaiveDate,
        dice: &mut Dice,
    ) -> Self {
        let mut kinds = data.words.activities.clone();
        dice.shuffle(&mut kinds);
        let activities = profile.activity.iter().zip(kinds);
        let mut parent = Self {
            who,
            disabled: profile.disabled,
            registration: profile.registration,
            since: last_working_day(days_before(as_of, dice.number_in_range(profile.since))),
            last_contact: (!profile.no_contact)
                .then(|| last_working_day(days_before(as_of, dice.number_in_range(profile.contact)))),
            plan_signed: (profile.plan_state != PlanState::None)
                .then(|| last_working_day(days_before(as_of, dice.number_in_range(profile.plan)))),
            months_on_aid: u16::try_from(dice.number_in_range(profile.months)).unwrap_or_default(),
            activities: activities
                .map(|(one, kind)| activity::activity_from_profile(one, kind, &data.words, as_of, dice))
                .collect(),
            notice: profile.notice.as_ref().map(|notice| DemoNotice::from_profile(notice, as_of, dice)),
            exemption: profile
                .exemption
                .as_ref()
                .map(|exemption| DemoExemption::from_profile(exemption, birthday, as_of, dice)),
        };
        if profile.plan_state == PlanState::KeptUp {
            parent.sign_plan_for_activities(as_of);
        }
        parent
    }

    /// Moves the day of the plan to the day on which the newest activity began, if that is later: the plan was amended
    /// for it.
    fn sign_plan_for_activities(&mut self, as_of: NaiveDate) {
        let began = self.activities.iter().map(|activity| activity.start).filter(|start| *start <= as_of).max();
        self.plan_signed = self.plan_signed.map(|signed| began.map_or(signed, |began| signed.max(began)));
    }
}

impl DemoNotice {
    fn from_profile(profile: &NoticeProfile, as_of: NaiveDate, dice: &mut Dice) -> Self {
        let issued = last_working_day(days_before(as_of, dice.number_in_range(profile.days)));
        let decided = last_working_day(days_before(issued, -dice.number_between(6, 19)).min(as_of));
        Self {
            issued,
            appointment: first_working_day(days_before(issued, -dice.number_between(6, 16))),
            outcome: profile.outcome.map(|outcome| (outcome, decided)),
            plan_end: profile.plan_ends_in.map(|days| days_before(as_of, -dice.number_in_range(days))),
        }
    }
}

impl DemoExemption {
    fn from_profile(
        profile: &ExemptionProfile,
        birthday: Option<NaiveDate>,
        as_of: NaiveDate,
        dice: &mut Dice,
    ) -> Self {
        let until = profile.until_in.map(|days| days_before(as_of, -dice.number_in_range(days)));
        Self {
            reason: profile.reason.clone(),
            from: days_before(as_of, dice.number_in_range(profile.from)),
            until: until.or(if profile.until_birthday { birthday } else { None }),
            proof: profile.proof.clone(),
        }
    }
}

/// Draws the dates of the alerts that the profile names, and now and then adds another alert.
fn draw_alerts(profile: &CaseProfile, all: &[AlertWords], as_of: NaiveDate, dice: &mut Dice) -> Vec<RaisedAlert> {
    let mut themes: Vec<&str> = profile.alerts.iter().map(String::as_str).collect();
    if dice.happens_in_percent(35) {
        themes.push("barrier");
    }
    if dice.happens_in_percent(15) {
        themes.push("pending");
    }
    let mut seen = BTreeSet::new();
    themes.retain(|theme| seen.insert(*theme));
    let words = themes.into_iter().filter_map(|theme| all.iter().find(|alert| alert.theme == theme));
    words
        .map(|words| {
            let ago = dice.number_between(0, 38);
            let days = dice.pick_one(&[3, 10, 20]).copied().unwrap_or(10);
            // Most alerts that have run out were answered, and others stand in their place.
            let is_left = ago <= days || ago % UNANSWERED_ONE_IN == 0;
            let on = days_before(as_of, if is_left { ago } else { ago % (days + 1) });
            RaisedAlert { words: words.clone(), on, due: days_before(on, -days) }
        })
        .collect()
}

/// The names of a household: one community, one family name, given names that differ.
struct HouseholdNames<'a> {
    community: Option<&'a Community>,
    last: String,
    unused_first_names: Vec<String>,
}

impl<'a> HouseholdNames<'a> {
    fn from_community(data: &'a DemoData, dice: &mut Dice) -> Self {
        let lots: Vec<&Community> =
            data.communities.iter().flat_map(|community| std::iter::repeat_n(community, community.share)).collect();
        let community = dice.pick_one(&lots).copied();
        let last = community.map(|community| dice.pick_text(&community.last)).unwrap_or_default();
        let mut unused_first_names = community.map(|community| community.first.clone()).unwrap_or_default();
        dice.shuffle(&mut unused_first_names);
        Self { community, last, unused_first_names }
    }

    /// Draws a name with the household's family name.
    fn relative_name(&mut self, dice: &mut Dice) -> PersonName {
        PersonName { last: self.last.clone(), first: self.next_given_name(dice) }
    }

    /// Draws the name of the other parent, with the same family name or another.
    fn partner_name(&mut self, dice: &mut Dice) -> PersonName {
        let last = match self.community {
            Some(community) if dice.happens_in_percent(50) => dice.pick_text(&community.last),
            _ => self.last.clone(),
        };
        PersonName { last, first: self.next_given_name(dice) }
    }

    fn next_given_name(&mut self, dice: &mut Dice) -> String {
        let fallback = self.community.map(|community| dice.pick_text(&community.first)).unwrap_or_default();
        self.unused_first_names.pop().unwrap_or(fallback)
    }

    /// Returns the language of the community for some households, English for the others.
    fn pick_language(&self, dice: &mut Dice) -> String {
        match self.community.and_then(|community| community.language.clone()) {
            Some(language) if dice.happens_in_percent(55) => language,
            _ => "English".to_owned(),
        }
    }
}
