//! The decisions about rows of a match: each row one by one, and nothing of the list kept but that.

use anyhow::bail;

use super::cli::{MatchArgs, MatchedRowName};
use super::output;
use crate::desk::Caseload;
use crate::desk::matching::{MatchGroup, MatchMemory, MatchedRow, PersonMatch, match_caseload};
use crate::domain::act::common_case::CommonCaseFound;
use crate::domain::act::outreach::OutreachListed;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::common_case::FoundBy;
use crate::domain::match_decision::{MatchAnswer, MatchDecision};
use crate::domain::match_list::MatchList;
use crate::domain::status::RegistrationStatus;
use crate::domain::{Change, PersonNumber};
use crate::rules::view::View;
use crate::store::Store;

/// Reads what is remembered of earlier lists, and the digest of each row of this one.
pub(super) fn read_memory(store: &Store, list: &MatchList) -> anyhow::Result<MatchMemory> {
    let digest = |person: &crate::domain::match_list::ListedPerson| {
        Ok((person.row, store.match_digest(&person.name, person.birth_date)?))
    };
    let digests = list.people.iter().map(digest).collect::<anyhow::Result<_>>()?;
    Ok(MatchMemory { decisions: store.match_decisions()?, digests })
}

/// Records the decisions of the command line, one after the other, and prints each.
///
/// # Errors
/// A row means nobody, or several people; or the record refuses the decision.
pub(super) fn record_decisions(
    store: &mut Store,
    list: &MatchList,
    caseload: &Caseload,
    args: &MatchArgs,
) -> anyhow::Result<()> {
    let memory = read_memory(store, list)?;
    let rows = match_caseload(list, caseload, &memory);
    let asked = [
        (&args.propose, MatchAnswer::Same),
        (&args.dismiss, MatchAnswer::Another),
        (&args.ask, MatchAnswer::Ask),
        (&args.pending, MatchAnswer::Pending),
    ];
    for (names, answer) in asked {
        for name in names {
            let (row, found) = find_row(&rows, name)?;
            decide(store, caseload, (row, found), &memory, answer)?;
        }
    }
    Ok(())
}

fn find_row<'a>(rows: &'a [MatchedRow], name: &MatchedRowName) -> anyhow::Result<(&'a MatchedRow, &'a PersonMatch)> {
    let is_named = |found: &PersonMatch| name.case.as_ref().is_none_or(|case| *case == found.case);
    let meant: Vec<_> = rows
        .iter()
        .filter(|row| row.listed.row == name.row)
        .filter_map(|row| Some((row, row.found.as_ref().filter(|found| is_named(found))?)))
        .collect();
    match meant.as_slice() {
        [only] => Ok(*only),
        [] => bail!("Row {} means nobody in this caseload.", name.row),
        [first, ..] => bail!(
            "Row {row} may be several people. Name the case too: {row}@{case}",
            row = name.row,
            case = first.1.case
        ),
    }
}

fn decide(
    store: &mut Store,
    caseload: &Caseload,
    (row, found): (&MatchedRow, &PersonMatch),
    memory: &MatchMemory,
    answer: MatchAnswer,
) -> anyhow::Result<()> {
    let (number, case) = (row.listed.row, &found.case);
    let digest = memory.digests.get(&number).cloned().unwrap_or_default();
    let on = caseload.as_of();
    let mut said = answer.title().to_owned();
    if answer == MatchAnswer::Same {
        let act = proposed_act(caseload, row, found)?;
        let listed = matches!(act.kind, ActKind::OutreachListed(_));
        store.record(Change::Acted { case: case.clone(), act })?;
        if listed { "listed for outreach" } else { "proposed as a common case" }.clone_into(&mut said);
    }
    let person = found.person.unwrap_or(PersonNumber::CASE);
    store.record(Change::MatchDecided(MatchDecision { case: case.clone(), person, digest, answer, on }))?;
    output::print_data_line(&format!("Row {number}, case {case}: {said}."))?;
    Ok(())
}

/// Returns the act that a row becomes: the outreach to a sanctioned parent, or else the discovery of a common case.
fn proposed_act(caseload: &Caseload, row: &MatchedRow, found: &PersonMatch) -> anyhow::Result<Act> {
    let on = caseload.as_of();
    match row.group {
        MatchGroup::Sanctioned => {
            let known = caseload.case(&found.case);
            let view = known.map(|known| View::new(&known.record.facts, caseload.policies(), on));
            let sanctioned = view.and_then(|view| {
                let mut theirs =
                    view.participants().filter(|one| one.registration.status == RegistrationStatus::Sanction);
                theirs.next().map(|one| one.number)
            });
            let person = sanctioned.or(found.person).unwrap_or(PersonNumber::CASE);
            Ok(Act { person, on, kind: ActKind::OutreachListed(OutreachListed { list: None }) })
        }
        MatchGroup::PotentialCommonCase | MatchGroup::NoBenefits => {
            let sensitive = row.listed.sensitive.then_some(true);
            let service = row.listed.service;
            let kind = CommonCaseFound { how: FoundBy::Match, confirmed: Some(true), sensitive, service };
            Ok(Act { person: PersonNumber::CASE, on, kind: ActKind::CommonCaseFound(kind) })
        }
        other => bail!("Row {} is not proposed: {}.", row.listed.row, other.title()),
    }
}
