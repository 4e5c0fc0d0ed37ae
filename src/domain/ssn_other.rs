//! Tells other numbers from Social Security numbers by their form: dates, telephone numbers, case numbers, amounts, hours.

use chrono::NaiveDate;

use super::ssn_group::Group;

/// The lengths of the groups of a telephone number with its area code.
const TELEPHONE: [usize; 3] = [3, 3, 4];
/// The number of digits of a telephone number that is written together.
const TELEPHONE_DIGITS: usize = 10;
/// The number of digits of a case number without letters.
const CASE_DIGITS: usize = 7;
/// The highest number in a range of hours or a day of a month, of two digits at most.
const MOST_OF_PAIR: u32 = 31;

/// Returns how many of the first groups are a whole date or a whole telephone number, so that a number may begin right
/// behind them; `None` if they are neither.
pub(super) fn leading_other(groups: &[Group]) -> Option<usize> {
    match groups {
        [first, second, third, ..] if is_valid_date([first, second, third]) => Some(3),
        [first, second, third, ..] if [first, second, third].map(|group| group.digits.len()) == TELEPHONE => {
            (second.joined_by.is_some() && third.joined_by.is_some()).then_some(3)
        }
        [first, ..] => (first.digits.len() == TELEPHONE_DIGITS || is_compact_date(first)).then_some(1),
        [] => None,
    }
}

/// Returns whether groups with different signs between them hold something else than one number: a date, a telephone number
/// without its area code, a case number, or a list of amounts or hours.
pub(super) fn holds_other_number(number: &[Group]) -> bool {
    number.iter().any(|group| is_compact_date(group) || is_case_number(group))
        || number.windows(3).any(|three| matches!(three, [a, b, c] if is_valid_date([a, b, c])))
        || holds_pair(number, is_short_telephone)
        || holds_pair(number, is_day_or_hours)
        || is_list_of_amounts(number)
}

/// Returns whether two groups, apart from what is beside them, are such a pair.
fn holds_pair(number: &[Group], is_pair: fn(&Group, &Group) -> bool) -> bool {
    (1..number.len()).any(|index| {
        let Some(([.., first], [second, behind @ ..])) = number.split_at_checked(index) else { return false };
        let is_apart = |group: &Group| group.joined_by != second.joined_by;
        let begins = index == 1 || is_apart(first);
        begins && behind.first().is_none_or(is_apart) && is_pair(first, second)
    })
}

fn is_short_telephone(first: &Group, second: &Group) -> bool {
    let is_exchange = first.digits.starts_with(|c: char| ('2'..='9').contains(&c));
    let signs = matches!(second.joined_by.as_deref(), Some("-" | "."));
    is_exchange && signs && (first.digits.len(), second.digits.len()) == (3, 4)
}

fn is_day_or_hours(first: &Group, second: &Group) -> bool {
    let is_short = |group: &Group| group.digits.len() <= 2 && value(group).is_some_and(|value| value <= MOST_OF_PAIR);
    matches!(second.joined_by.as_deref(), Some("-" | "/")) && is_short(first) && is_short(second)
}

/// Returns whether all numbers that blanks keep apart have decimals, except one at most: `8.5 7.25 40`.
pub(super) fn is_list_of_amounts(number: &[Group]) -> bool {
    let is_blank = |_: &Group, next: &Group| next.joined_by.as_deref() == Some("");
    let tokens: Vec<&[Group]> = number.chunk_by(|group, next| !is_blank(group, next)).collect();
    let is_amount = |token: &&&[Group]| matches!(token, [_, decimals] if decimals.joined_by.as_deref() == Some(".") && decimals.digits.len() <= 2);
    let amounts = tokens.iter().filter(is_amount).count();
    tokens.len() > 1 && amounts > 0 && amounts + 1 >= tokens.len()
}

fn is_case_number(group: &Group) -> bool {
    group.digits.len() == CASE_DIGITS && group.digits.starts_with('0')
}

fn is_compact_date(group: &Group) -> bool {
    let is_date = |form: &str| NaiveDate::parse_from_str(&group.digits, form).is_ok();
    let years = [group.digits.get(..4), group.digits.get(4..)];
    let [begins, ends] = years.map(|year| year.is_some_and(is_year));
    group.digits.len() == 8 && ((begins && is_date("%Y%m%d")) || (ends && (is_date("%m%d%Y") || is_date("%d%m%Y"))))
}

/// Returns whether three groups with one sign between them are a day, a month and a year in the order of a usual form. A
/// year of two digits has slashes before it.
fn is_valid_date([first, second, third]: [&Group; 3]) -> bool {
    let sign = second.joined_by.as_deref();
    if sign != third.joined_by.as_deref() || !matches!(sign, Some("-" | "/" | "." | "")) {
        return false;
    }
    let is_month_and_day = |a: &Group, b: &Group| {
        let (a, b) = (value(a).unwrap_or_default(), value(b).unwrap_or_default());
        (1..=12).contains(&a.min(b)) && (1..=31).contains(&a.max(b))
    };
    let short = |group: &Group| group.digits.len() <= 2;
    let is_short_year = sign == Some("/") && third.digits.len() == 2;
    (is_year(&first.digits) && short(second) && short(third) && is_month_and_day(second, third))
        || ((is_year(&third.digits) || is_short_year)
            && short(first)
            && short(second)
            && is_month_and_day(first, second))
}

fn value(group: &Group) -> Option<u32> {
    group.digits.parse().ok()
}

pub(super) fn is_year(digits: &str) -> bool {
    matches!(digits.parse(), Ok(1900..=2099))
}

/// Returns whether one group is a year and all others have at most two digits, as a day and a month do.
pub(super) fn has_year(number: &[Group]) -> bool {
    let (years, others): (Vec<&Group>, Vec<&Group>) = number.iter().partition(|group| is_year(&group.digits));
    !years.is_empty() && others.iter().all(|group| group.digits.len() <= 2)
}

/// Returns whether the groups are a day, a month and a year in one of which a digit too many was typed: `11/19/20266`,
/// `2026-11-190`. Nobody writes a Social Security number in such groups, and a masked date could not be corrected.
pub(super) fn is_mistyped_date(number: &[Group]) -> bool {
    let [first, second, third] = number else { return false };
    let has_slashes = second.joined_by.as_deref() == Some("/");
    let is_long_year =
        |digits: &str| digits.len() == 5 && [digits.get(..4), digits.get(1..)].into_iter().flatten().any(is_year);
    let is_date_of = |year: &Group, others: [&Group; 2], may_be_long: bool| {
        let longest = others.iter().map(|group| group.digits.len()).max().unwrap_or_default();
        (is_long_year(&year.digits) && longest <= 2) || (is_year(&year.digits) && longest == 3 && may_be_long)
    };
    is_date_of(first, [second, third], true) || is_date_of(third, [first, second], has_slashes)
}

/// Returns whether the groups are a date of a day, a month and a year.
pub(super) fn is_date(number: &[Group]) -> bool {
    number.len() == 3 && has_year(number)
}
