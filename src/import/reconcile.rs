//! Compares the rows about a case with what the caseload holds of it. Each row is exactly one of new, changed,
//! unchanged, duplicate and rejected.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::change::{ImportedFact, RowCounts};
use crate::domain::dates;
use crate::domain::extract::{CountyFact, HouseholdMember};
use crate::domain::likeness::is_plainly_same;
use crate::domain::name::squeeze_for_search;
use crate::store::{KnownFact, NewestExtract};

use super::person_questions::{
    SamePersonQuestion, likely_same_questions, member, person_text, second_number_questions,
};
use super::row_reader::RejectionReason;

/// The result of comparing the rows about a case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaseComparison {
    /// The counts of the rows; `read` is the sum of the others.
    pub counts: RowCounts,
    /// The facts that are new or changed, in the order of the file.
    pub changes: Vec<ImportedFact>,
    /// The rows that cannot be used, and why.
    pub rejected: Vec<(u32, RejectionReason)>,
    /// The facts that the caseload holds and no row names.
    pub missing: Vec<CountyFact>,
    /// The questions whether a person who is new is one whom no row names anymore.
    pub questions: Vec<SamePersonQuestion>,
}

/// Compares the rows about one case with the `known` facts of it from extracts of the same kind. Without `known`, the
/// case is not in the caseload and must be, so that all rows are rejected.
///
/// A row that repeats an earlier one is a duplicate. Rows with different contents under the same key are all rejected:
/// none of them is taken for the right one because it comes first. Where a cell could not be read, the known value
/// stands.
pub fn compare_rows(rows: Vec<ImportedFact>, known: Option<Vec<KnownFact>>) -> CaseComparison {
    let Some(known) = known else { return all_rejected(&rows) };
    // In a large file most cases are new and have one row.
    let rows = match <[ImportedFact; 1]>::try_from(rows) {
        Ok([imported]) if known.is_empty() => return all_new(imported),
        Ok(only) => Vec::from(only),
        Err(rows) => rows,
    };
    let mut known: BTreeMap<String, KnownFact> =
        known.into_iter().map(|known| (known.fact.identity_key(), known)).collect();
    let held: HashSet<String> = known.keys().cloned().collect();
    let named: Vec<ImportedFact> =
        rows.iter().filter(|row| matches!(row.fact, CountyFact::Listed(_))).cloned().collect();
    let keyed: Vec<_> = rows.into_iter().map(|imported| (imported.fact.identity_key(), imported)).collect();
    let contradictions = contradicting_rows(&keyed);
    let corrected = corrected_members(&keyed, &known);
    let (mut compared, mut seen) = (CaseComparison::default(), HashSet::new());
    for (key, imported) in keyed {
        compared.counts.read += 1;
        if let Some(rows) = contradictions.get(&key) {
            compared.counts.rejected += 1;
            let suggestion = "Keep the row that is right, and import it again.";
            compared.rejected.push((imported.row, RejectionReason::new(contradiction_message(rows), suggestion)));
        } else if seen.contains(&key) {
            compared.counts.duplicate += 1;
        } else {
            let replaced = corrected.get(&key).cloned();
            let before = known.get(replaced.as_ref().unwrap_or(&key));
            compared.count_fact(ImportedFact { replaces: replaced.clone(), ..imported }, before);
            seen.extend(replaced);
            seen.insert(key);
        }
    }
    known.retain(|key, _| !seen.contains(key) && !contradictions.contains_key(key));
    compared.missing = known.into_values().map(|known| known.fact).collect();
    compared.questions = likely_same_questions(&compared.changes, &held, &compared.missing);
    compared.questions.extend(second_number_questions(&compared.changes, &named));
    compared
}

impl CaseComparison {
    /// Counts a fact that no other row contradicts as new, changed or unchanged.
    fn count_fact(&mut self, imported: ImportedFact, before: Option<&KnownFact>) {
        let ImportedFact { row, fact, replaces, unread } = imported;
        let fact = match before {
            Some(before) => fact.with_former_values(&before.fact, &unread),
            None => fact,
        };
        if before.is_some_and(|before| before.fact == fact && before.unread == unread) {
            self.counts.unchanged += 1;
            return;
        }
        let count = if before.is_some() { &mut self.counts.changed } else { &mut self.counts.new };
        *count += 1;
        self.changes.push(ImportedFact { row, fact, replaces, unread });
    }
}

fn all_new(imported: ImportedFact) -> CaseComparison {
    let mut compared =
        CaseComparison { counts: RowCounts { read: 1, ..RowCounts::default() }, ..CaseComparison::default() };
    compared.count_fact(imported, None);
    compared
}

fn all_rejected(rows: &[ImportedFact]) -> CaseComparison {
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let suggestion = "Import the case listing that has the case first, or ask whose case it is.";
    let rejected = |ImportedFact { row, fact, .. }: &ImportedFact| {
        (*row, RejectionReason::new(format!("case {} is not in the caseload", fact.case()), suggestion))
    };
    CaseComparison {
        counts: RowCounts { read: count, rejected: count, ..RowCounts::default() },
        rejected: rows.iter().map(rejected).collect(),
        ..CaseComparison::default()
    }
}

/// Compares the rows about one case of an extract that is older than `newer`, the newest of its kind. A row that differs
/// from one of the `standing` facts, by their keys, is rejected, because a newer extract has the fact otherwise, unless all
/// that it adds are values that could not be read there. Whatever else is new is taken.
pub fn compare_with_newer(
    rows: Vec<ImportedFact>,
    known: Option<Vec<KnownFact>>,
    newer: &NewestExtract,
    standing: &BTreeSet<String>,
) -> CaseComparison {
    let before: BTreeMap<String, KnownFact> =
        known.iter().flatten().map(|known| (known.fact.identity_key(), known.clone())).collect();
    let mut compared = compare_rows(rows, known);
    let (outdated, taken): (Vec<_>, Vec<_>) = std::mem::take(&mut compared.changes)
        .into_iter()
        .partition(|change| standing.contains(&change.replaces.clone().unwrap_or_else(|| change.fact.identity_key())));
    compared.changes = taken;
    for imported in outdated {
        let standing = before.get(imported.replaces.as_ref().unwrap_or(&imported.fact.identity_key()));
        if let Some(standing) = standing.filter(|standing| has_what_is_unread(&imported.fact, standing)) {
            compared.changes.push(ImportedFact { unread: standing.unread.clone(), ..imported });
            continue;
        }
        compared.counts.changed -= 1;
        if standing.is_some_and(|standing| standing.fact == imported.fact) {
            compared.counts.unchanged += 1;
            continue;
        }
        let row = imported.row;
        compared.counts.rejected += 1;
        compared.rejected.push((row, outdated_row(newer)));
    }
    compared
}

/// Says why a row is not used that differs from a newer extract. Of an extract that does not say its day, the day of the
/// file's last change is all that is known, and that day is no earlier than the county's run.
fn outdated_row(newer: &NewestExtract) -> RejectionReason {
    let (file, day) = (&newer.file, dates::format_long_date(newer.day));
    if newer.is_dated {
        let reason = format!("it differs from {file} of {day}, which is newer");
        return RejectionReason::new(reason, "If this row is right, correct it here.");
    }
    let reason = format!(
        "it differs from {file}, which does not say when the county ran it (it was last changed on {day}), so nobody can tell \
         which of the two is newer"
    );
    let suggestion = "If this row is right, correct it here. If that file is the older one, undo its import and import it again \
                      with its day (--run-date, or asked on the screen).";
    RejectionReason::new(reason, suggestion)
}

/// Returns whether an older row differs from what stands only in the values of cells that could not be read there.
fn has_what_is_unread(older: &CountyFact, standing: &KnownFact) -> bool {
    older != &standing.fact && &standing.fact.clone().with_former_values(older, &standing.unread) == older
}

/// Returns, by the key of a row, the key of the member of the household whom the row corrects: the county changed the
/// name or the date of birth, by which a member is known. Only a member whom no row names anymore can be meant, and
/// only if the row and the member can each be matched with no other. Who is the same but for capitals and accents comes
/// first, then who has the same given name and date of birth: otherwise twins with names alike would hide each other.
fn corrected_members(rows: &[(String, ImportedFact)], known: &BTreeMap<String, KnownFact>) -> HashMap<String, String> {
    let named: HashSet<&String> = rows.iter().map(|(key, _)| key).collect();
    let mut gone: BTreeMap<&String, &HouseholdMember> = known
        .iter()
        .filter(|(key, _)| !named.contains(key))
        .filter_map(|(key, known)| Some((key, member(&known.fact)?)))
        .collect();
    let mut arrived: BTreeMap<&String, &HouseholdMember> = rows
        .iter()
        .filter(|(key, _)| !known.contains_key(key))
        .filter_map(|(key, imported)| Some((key, member(&imported.fact)?)))
        .collect();
    let mut corrected = HashMap::new();
    for is_same in [is_same_but_for_spelling, has_same_given_name, is_correction] {
        for (now, before) in only_matches(&arrived, &gone, is_same) {
            arrived.remove(now);
            gone.remove(before);
            corrected.insert(now.clone(), before.clone());
        }
    }
    corrected
}

/// Returns the keys of each row and the one member that it matches, if it is also the only row that matches the member.
fn only_matches<'a>(
    arrived: &BTreeMap<&'a String, &HouseholdMember>,
    gone: &BTreeMap<&'a String, &HouseholdMember>,
    is_same: fn(&HouseholdMember, &HouseholdMember) -> bool,
) -> Vec<(&'a String, &'a String)> {
    let mut matches = Vec::new();
    for (key, now) in arrived {
        let mut before = gone.iter().filter(|(_, before)| is_same(now, before));
        let (Some((before_key, before)), None) = (before.next(), before.next()) else { continue };
        if arrived.values().filter(|now| is_same(now, before)).count() == 1 {
            matches.push((*key, *before_key));
        }
    }
    matches
}

fn is_same_but_for_spelling(now: &HouseholdMember, before: &HouseholdMember) -> bool {
    has_same_given_name(now, before) && squeeze_for_search(&now.name.last) == squeeze_for_search(&before.name.last)
}

fn has_same_given_name(now: &HouseholdMember, before: &HouseholdMember) -> bool {
    let given = |member: &HouseholdMember| squeeze_for_search(&member.name.first);
    is_correction(now, before) && now.birth_date == before.birth_date && given(now) == given(before)
}

fn is_correction(now: &HouseholdMember, before: &HouseholdMember) -> bool {
    now.relation == before.relation && is_plainly_same((&now.name, now.birth_date), (&before.name, before.birth_date))
}

/// Takes out the rows of the listing under whose person number the caseload holds somebody who is not plainly the same
/// person, and returns them with the reason. What is held of that person stays as it is, and the person does not count as
/// missing, until a worker has said who is meant.
pub fn take_other_people(rows: &mut Vec<ImportedFact>, known: &mut Vec<KnownFact>) -> Vec<(u32, RejectionReason)> {
    let held: HashMap<String, CountyFact> =
        known.iter().map(|known| (known.fact.identity_key(), known.fact.clone())).collect();
    let is_other = |imported: &mut ImportedFact| {
        let (CountyFact::Listed(row), Some(CountyFact::Listed(before))) =
            (&imported.fact, held.get(&imported.fact.identity_key()))
        else {
            return false;
        };
        !is_plainly_same((&row.name, row.birth_date), (&before.name, before.birth_date))
    };
    let others: Vec<ImportedFact> = rows.extract_if(.., is_other).collect();
    let left: HashSet<String> = rows.iter().map(|imported| imported.fact.identity_key()).collect();
    let taken: HashSet<String> = others.iter().map(|imported| imported.fact.identity_key()).collect();
    known.retain(|known| {
        let key = known.fact.identity_key();
        left.contains(&key) || !taken.contains(&key)
    });
    let reason = |imported: ImportedFact| {
        let before = held.get(&imported.fact.identity_key());
        let texts = [before, Some(&imported.fact)].map(|fact| fact.and_then(person_text).unwrap_or_default());
        let [before, now] = texts;
        let reason = format!("may be another person: the record has {before} under this number, and the row has {now}");
        let suggestion = "If they are one person, import the row from the file of rejected rows as it is; if not, ask the \
                          county which number is right.";
        (imported.row, RejectionReason::new(reason, suggestion))
    };
    others.into_iter().map(reason).collect()
}

/// Returns the rows with different contents under the same key, by that key.
fn contradicting_rows(rows: &[(String, ImportedFact)]) -> HashMap<String, Vec<u32>> {
    let mut firsts: HashMap<&str, &CountyFact> = HashMap::new();
    let mut contradicting: HashSet<&str> = HashSet::new();
    for (key, imported) in rows {
        let fact = &imported.fact;
        if *firsts.entry(key).or_insert(fact) != fact {
            contradicting.insert(key);
        }
    }
    let mut all: HashMap<String, Vec<u32>> = HashMap::new();
    for (key, imported) in rows.iter().filter(|(key, _)| contradicting.contains(key.as_str())) {
        all.entry(key.clone()).or_default().push(imported.row);
    }
    all
}

/// Says which rows contradict each other: "rows 12, 30 and 40 contradict each other".
fn contradiction_message(rows: &[u32]) -> String {
    let written: Vec<String> = rows.iter().map(ToString::to_string).collect();
    match written.split_last() {
        Some((last, others)) => format!("rows {} and {last} contradict each other", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn household(members: &[(&str, &str)]) -> Vec<ImportedFact> {
        let fact = |(name, birth): &(&str, &str)| {
            let member = serde_json::json!({ "case": "1B20001", "name": name, "birth_date": birth, "relation": "child",
                "in_unit": true, "disabled": false });
            CountyFact::HouseholdMember(serde_json::from_value(member).unwrap())
        };
        (2..).zip(members.iter().map(fact)).map(|(row, fact)| ImportedFact::new(row, fact)).collect()
    }

    fn listing(person: u8, name: &str, birth: &str) -> ImportedFact {
        let row = serde_json::json!({ "case": "1B20001", "case_name": name, "name": name, "person": person,
            "birth_date": birth, "registration": "registered_mandatory", "registration_since": "2026-03-01",
            "aid": "active", "aid_since": "2025-01-01" });
        ImportedFact::new(2, CountyFact::Listed(serde_json::from_value(row).unwrap()))
    }

    fn known(rows: Vec<ImportedFact>) -> Vec<KnownFact> {
        rows.into_iter().map(|row| KnownFact { fact: row.fact, unread: Vec::new() }).collect()
    }

    #[rstest]
    #[case::capitals("GARCIA, ANA", "1990-01-05", false)]
    #[case::married("Smith, Ana", "1990-01-05", false)]
    #[case::another_day("Garcia, Ana", "1990-01-15", false)]
    #[case::a_stranger("Smith, Zed", "1970-03-03", true)]
    #[case::a_twin("Garcia, Eva", "1990-01-05", true)]
    #[case::the_year_alone("Garcia, Ana", "1980-01-05", false)]
    #[case::years_away("Garcia, Ana", "2008-06-30", true)]
    fn another_person_under_the_same_number_is_asked_about(
        #[case] name: &str,
        #[case] birth: &str,
        #[case] asked: bool,
    ) {
        let (mut rows, mut held) =
            (vec![listing(1, name, birth)], known(vec![listing(1, "Garcia, Ana", "1990-01-05")]));
        let others = take_other_people(&mut rows, &mut held);
        assert_eq!((others.len() == 1, rows.is_empty(), held.is_empty()), (asked, asked, asked));
        for (_, why) in others {
            assert!(why.reason.contains("Garcia, Ana, born 01/05/1990") && why.reason.contains(name), "{why:?}");
        }
    }

    /// The right row under the number counts although another row has a stranger there.
    #[test]
    fn the_right_row_beside_a_stranger_s_is_compared() {
        let mut rows = vec![listing(1, "Smith, Zed", "1970-03-03"), listing(1, "Garcia, Ana", "1990-01-05")];
        let mut held = known(vec![listing(1, "Garcia, Ana", "1990-01-05")]);
        assert_eq!(take_other_people(&mut rows, &mut held).len(), 1);
        let compared = compare_rows(rows, Some(held));
        assert_eq!((compared.counts.unchanged, compared.missing.len()), (1, 0));
    }

    #[test]
    fn a_person_under_another_number_is_asked_about() {
        let held = known(vec![listing(1, "Garcia, Ana", "1990-01-05")]);
        let compared = compare_rows(vec![listing(2, "Garcia, Ana", "1990-01-05")], Some(held));
        assert_eq!((compared.counts.new, compared.missing.len(), compared.questions.len()), (1, 1, 1));
        assert!(compared.questions[0].text.contains("may be the same person as Garcia, Ana, born 01/05/1990"));
    }

    #[rstest]
    #[case::the_same(&["Garcia, Ana", "Garcia, Ana"], 1)]
    #[case::married(&["Garcia, Ana", "Smith, Ana"], 1)]
    #[case::a_letter(&["Garcia, Ana", "Garcia, Anna"], 1)]
    #[case::spelled_alike(&["Garcia, Katherine", "Garcia, Kathryn"], 1)]
    #[case::a_name_more(&["Nguyen, Thi", "Nguyen, Thi Hoa"], 1)]
    #[case::short_form(&["Garcia, William", "Garcia, Bill"], 1)]
    #[case::one_family_name(&["Garcia, Ana", "Garcia, Leo"], 1)]
    #[case::a_partner(&["Garcia, Ana", "Lopez, Leo"], 0)]
    fn an_adult_who_comes_under_a_second_number_is_asked_about(#[case] names: &[&str], #[case] questions: usize) {
        let rows = || {
            (1u8..).zip(names).map(|(person, name)| ImportedFact {
                row: u32::from(person) + 1,
                ..listing(person, name, "1990-01-05")
            })
        };
        let held = known(rows().take(1).collect());
        let compared = compare_rows(rows().collect(), Some(held));
        assert_eq!((compared.counts.new, compared.questions.len()), (1, questions), "{compared:?}");
        assert_eq!(compare_rows(rows().collect(), Some(Vec::new())).questions.len(), questions, "both are new");
        assert_eq!(compare_rows(rows().collect(), Some(known(rows().collect()))).questions.len(), 0, "asked once");
    }

    #[rstest]
    #[case::newborn("Garcia, Leo", "2026-08-21", 1)]
    #[case::brother("Garcia, Leo", "2019-03-21", 1)]
    #[case::twin("Garcia, Leonor", "2012-05-05", 1)]
    #[case::sister("Garcia, Leonor", "2015-05-05", 1)]
    #[case::another_child("Garcia, Bartholomew", "2015-05-05", 0)]
    #[case::another_first_name("Garcia, Mia", "2012-05-05", 1)]
    fn a_sibling_does_not_take_the_place_of_a_child(#[case] name: &str, #[case] birth: &str, #[case] questions: usize) {
        let compared =
            compare_rows(household(&[(name, birth)]), Some(known(household(&[("Garcia, Leo", "2012-05-05")]))));
        let counts = (compared.counts.new, compared.counts.changed, compared.missing.len());
        assert_eq!((counts, compared.questions.len()), ((1, 0, 1), questions), "{compared:?}");
    }

    /// A newborn gets a name: the row under the former one is gone.
    #[rstest]
    #[case::boy("Garcia, Baby Boy", "2026-11-01")]
    #[case::expected("Garcia, Unborn", "2026-11-20")]
    #[case::no_name("Garcia", "2026-11-01")]
    fn a_child_who_gets_a_name_is_asked_about(#[case] before: &str, #[case] born: &str) {
        let held = known(household(&[(before, born)]));
        let compared = compare_rows(household(&[("Garcia, Leo", "2026-11-01")]), Some(held));
        assert_eq!((compared.counts.new, compared.missing.len(), compared.questions.len()), (1, 1, 1), "{compared:?}");
    }

    /// Two children of one birth date with names alike are each found under another spelling.
    #[rstest]
    #[case::capitals(&[("GARCIA, LEO", "2012-05-05"), ("GARCIA, LEA", "2012-05-05")], 2, 0)]
    #[case::one_of_them(&[("GARCIA, LEA", "2012-05-05")], 1, 0)]
    #[case::accents(&[("García, Leo", "2012-05-05"), ("García, Lea", "2012-05-05")], 2, 0)]
    #[case::another_family_name(&[("Garcia Jr, Leo", "2012-05-05"), ("Garcia Jr, Lea", "2012-05-05")], 2, 0)]
    #[case::another_given_name(&[("Garcia, Len", "2012-05-05"), ("Garcia, Lena", "2012-05-05")], 0, 2)]
    fn twins_with_names_alike_are_found_each(#[case] now: &[(&str, &str)], #[case] changed: u32, #[case] new: u32) {
        let before = household(&[("Garcia, Leo", "2012-05-05"), ("Garcia, Lea", "2012-05-05")]);
        let known = before.into_iter().map(|known| KnownFact { fact: known.fact, unread: Vec::new() }).collect();
        let compared = compare_rows(household(now), Some(known));
        assert_eq!((compared.counts.changed, compared.counts.new), (changed, new), "{compared:?}");
        assert!(compared.changes.iter().all(|change| change.replaces.is_some() == (new == 0)));
    }
}
