//! A case of the practice caseload: who is on it and what happened to them.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

use super::activity::{self, Activity, ago};
use super::data::{AlertWords, Community, Data, ExemptionProfile, NoticeProfile, ParentProfile, Profile};
use super::dice::Dice;
use crate::domain::CaseNumber;
use crate::domain::extract::Relation;
use crate::domain::facts::CauseOutcome;
use crate::domain::ids::PersonNumber;
use crate::domain::name::PersonName;
use crate::domain::status::RegistrationStatus;

const DAYS_OF_A_YEAR: i64 = 365;
/// Nobody is a parent younger than this, in years.
const YOUNGEST_PARENT: i64 = 17;
/// A child is at most this old, in years.
const OLDEST_CHILD: i64 = 17;

/// A case with its people.
pub struct Household {
    pub number: CaseNumber,
    pub language: String,
    pub phone: String,
    pub aid_since: NaiveDate,
    pub discontinued: Option<NaiveDate>,
    pub assigned: NaiveDate,
    /// The first parent, then the second where there is one.
    pub parents: Vec<Parent>,
    /// The youngest first.
    pub children: Vec<(PersonName, NaiveDate)>,
    pub alerts: Vec<Raised>,
}

/// A parent and what is on record of them.
pub struct Parent {
    pub who: Identity,
    pub disabled: bool,
    pub registration: RegistrationStatus,
    pub since: NaiveDate,
    pub last_contact: Option<NaiveDate>,
    pub plan_signed: Option<NaiveDate>,
    pub months_on_aid: u16,
    pub activities: Vec<Activity>,
    pub notice: Option<Notice>,
    pub exemption: Option<Exemption>,
}

/// Who a parent is.
pub struct Identity {
    pub person: PersonNumber,
    pub relation: Relation,
    pub name: PersonName,
    pub birth_date: NaiveDate,
}

/// A notice of non-compliance and what became of it.
pub struct Notice {
    pub issued: NaiveDate,
    pub appointment: NaiveDate,
    pub outcome: Option<(CauseOutcome, NaiveDate)>,
    pub plan_end: Option<NaiveDate>,
}

/// An exemption.
pub struct Exemption {
    pub reason: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// An alert with its dates.
pub struct Raised {
    pub words: AlertWords,
    pub on: NaiveDate,
    pub due: NaiveDate,
}

impl Household {
    /// A case as the profile has it.
    pub fn draw(number: CaseNumber, profile: &Profile, data: &Data, as_of: NaiveDate, dice: &mut Dice) -> Self {
        let births = births(profile, as_of, dice);
        let mut names = Names::draw(data, dice);
        let children = births.iter().map(|birth| (names.relative(dice), *birth)).collect();
        let parents = parents(profile, &births, &mut names, data, as_of, dice);
        Self {
            number,
            language: names.language(dice),
            phone: format!("(510) 555-01{:02}", dice.within(0, 99)),
            aid_since: ago(as_of, dice.of(profile.aid)),
            discontinued: profile.discontinued.map(|days| ago(as_of, dice.of(days))),
            assigned: ago(as_of, dice.of(profile.assigned)),
            parents,
            children,
            alerts: alerts(profile, &data.words.alert, as_of, dice),
        }
    }
}

/// Birth dates of the children, the youngest first.
fn births(profile: &Profile, as_of: NaiveDate, dice: &mut Dice) -> Vec<NaiveDate> {
    let youngest = match profile.youngest {
        Some(turns) => {
            let birthday = ago(as_of, -dice.of(turns.ahead));
            birthday.checked_sub_months(Months::new(12 * turns.years)).unwrap_or(birthday)
        }
        None => ago(as_of, dice.within(200, 11 * DAYS_OF_A_YEAR)),
    };
    let oldest = ago(as_of, OLDEST_CHILD * DAYS_OF_A_YEAR);
    let children = usize::try_from(dice.of(profile.children)).unwrap_or(1);
    std::iter::successors(Some(youngest), |child| Some(ago(*child, dice.within(400, 1300))))
        .take_while(|birth| *birth > oldest)
        .take(children)
        .collect()
}

fn parents(
    profile: &Profile,
    children: &[NaiveDate],
    names: &mut Names<'_>,
    data: &Data,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<Parent> {
    let birthday = profile.youngest.zip(children.first());
    let birthday = birthday.and_then(|(turns, birth)| birth.checked_add_months(Months::new(12 * turns.years)));
    let mut parents = vec![];
    for (person, relation, parent) in [
        (PersonNumber(1), Relation::Parent, Some(&profile.first)),
        (PersonNumber(2), Relation::SecondParent, profile.second.as_ref()),
    ] {
        if let Some(parent) = parent {
            let name = if relation == Relation::Parent { names.relative(dice) } else { names.partner(dice) };
            let who = Identity { person, relation, name, birth_date: parent_birth(parent, children, as_of, dice) };
            parents.push(Parent::draw(who, parent, birthday, data, as_of, dice));
        }
    }
    parents
}

/// A birth date in the profile's span of ages, early enough for the oldest child.
fn parent_birth(parent: &ParentProfile, children: &[NaiveDate], as_of: NaiveDate, dice: &mut Dice) -> NaiveDate {
    let drawn = ago(as_of, dice.of(parent.age) * DAYS_OF_A_YEAR + DAYS_OF_A_YEAR / 2 + dice.within(-150, 150));
    let latest = children.last().map(|oldest| ago(*oldest, YOUNGEST_PARENT * DAYS_OF_A_YEAR + dice.within(30, 2500)));
    latest.map_or(drawn, |latest| drawn.min(latest))
}

impl Parent {
    /// What is on record of a parent. `birthday` is the youngest child's, for an exemption that ends on it.
    fn draw(
        who: Identity,
        profile: &ParentProfile,
        birthday: Option<NaiveDate>,
        data: &Data,
        as_of: NaiveDate,
        dice: &mut Dice,
    ) -> Self {
        let mut kinds = data.words.activities.clone();
        dice.shuffle(&mut kinds);
        let activities = profile.activity.iter().zip(kinds);
        Self {
            who,
            disabled: profile.disabled,
            registration: profile.registration,
            since: ago(as_of, dice.of(profile.since)),
            last_contact: (!profile.no_contact).then(|| working_day(ago(as_of, dice.of(profile.contact)))),
            plan_signed: (!profile.no_plan).then(|| ago(as_of, dice.of(profile.plan))),
            months_on_aid: u16::try_from(dice.of(profile.months)).unwrap_or_default(),
            activities: activities.map(|(one, kind)| activity::draw(one, kind, &data.words, as_of, dice)).collect(),
            notice: profile.notice.as_ref().map(|notice| Notice::draw(notice, as_of, dice)),
            exemption: profile.exemption.as_ref().map(|exemption| Exemption::draw(exemption, birthday, as_of, dice)),
        }
    }
}

impl Notice {
    fn draw(profile: &NoticeProfile, as_of: NaiveDate, dice: &mut Dice) -> Self {
        let issued = ago(as_of, dice.of(profile.days));
        let decided = ago(issued, -dice.within(6, 19)).min(as_of);
        Self {
            issued,
            appointment: ago(issued, -dice.within(6, 16)),
            outcome: profile.outcome.map(|outcome| (outcome, decided)),
            plan_end: profile.plan_ends_in.map(|days| ago(as_of, -dice.of(days))),
        }
    }
}

impl Exemption {
    fn draw(profile: &ExemptionProfile, birthday: Option<NaiveDate>, as_of: NaiveDate, dice: &mut Dice) -> Self {
        let until = profile.until_in.map(|days| ago(as_of, -dice.of(days)));
        Self {
            reason: profile.reason.clone(),
            from: ago(as_of, dice.of(profile.from)),
            until: until.or(birthday.filter(|_| profile.until_birthday)),
        }
    }
}

/// The alerts that the profile names, and now and then another.
fn alerts(profile: &Profile, all: &[AlertWords], as_of: NaiveDate, dice: &mut Dice) -> Vec<Raised> {
    let mut themes: Vec<&str> = profile.alerts.iter().map(String::as_str).collect();
    if dice.chance(35) {
        themes.push("barrier");
    }
    if dice.chance(15) {
        themes.push("pending");
    }
    let mut seen = BTreeSet::new();
    themes.retain(|theme| seen.insert(*theme));
    let words = themes.into_iter().filter_map(|theme| all.iter().find(|alert| alert.theme == theme));
    words
        .map(|words| {
            let on = ago(as_of, dice.within(0, 38));
            let days = dice.pick(&[3, 10, 20]).copied().unwrap_or(10);
            Raised { words: words.clone(), on, due: ago(on, -days) }
        })
        .collect()
}

/// The last working day up to `day`, holidays aside.
pub fn working_day(day: NaiveDate) -> NaiveDate {
    let back = match day.weekday() {
        Weekday::Sat => 1,
        Weekday::Sun => 2,
        _ => 0,
    };
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// The names of a household: one community, a family name, given names that differ.
struct Names<'a> {
    community: Option<&'a Community>,
    last: String,
    left: Vec<String>,
}

impl<'a> Names<'a> {
    fn draw(data: &'a Data, dice: &mut Dice) -> Self {
        let lots: Vec<&Community> =
            data.communities.iter().flat_map(|one| std::iter::repeat_n(one, one.share)).collect();
        let community = dice.pick(&lots).copied();
        let last = community.map(|community| dice.word(&community.last)).unwrap_or_default();
        let mut left = community.map(|community| community.first.clone()).unwrap_or_default();
        dice.shuffle(&mut left);
        Self { community, last, left }
    }

    /// Somebody of the family.
    fn relative(&mut self, dice: &mut Dice) -> PersonName {
        PersonName { last: self.last.clone(), first: self.given(dice) }
    }

    /// The other parent, of the same name or another.
    fn partner(&mut self, dice: &mut Dice) -> PersonName {
        let own = self.community.filter(|_| dice.chance(50)).map(|community| dice.word(&community.last));
        PersonName { last: own.unwrap_or_else(|| self.last.clone()), first: self.given(dice) }
    }

    fn given(&mut self, dice: &mut Dice) -> String {
        let fallback = self.community.map(|community| dice.word(&community.first)).unwrap_or_default();
        self.left.pop().unwrap_or(fallback)
    }

    /// Their community's language for some, English for the others.
    fn language(&self, dice: &mut Dice) -> String {
        let own = self.community.and_then(|community| community.language.clone()).filter(|_| dice.chance(55));
        own.unwrap_or_else(|| "English".to_owned())
    }
}
