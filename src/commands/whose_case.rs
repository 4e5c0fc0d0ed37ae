//! What a worker says before a command records on a case: that the case of another EC is meant (`--for-ec`), that a
//! text which was doubted is all right (`--not-abuse`, `--not-ssn`).

use anyhow::{bail, ensure};

use super::cli::{ActArgs, ConfirmationArgs, ForEcArgs};
use super::prompt;
use crate::domain::filing_answer::{Confirmations, FilingAnswer};
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, WorkerNumber};
use crate::store::Store;

/// Tells the store what the command line says beforehand about a case and about texts, and asks about the case of
/// another EC.
///
/// # Errors
/// As for [`settle_whose_case`].
pub(super) fn take_answers(
    store: &mut Store,
    case: &CaseNumber,
    confirmations: &ConfirmationArgs,
) -> anyhow::Result<()> {
    confirm_ec(store, case, &confirmations.whose, confirmations.answers.to_answers())
}

/// Tells the store the same about an act, and whether unlikely answers in it are meant.
///
/// # Errors
/// As for [`settle_whose_case`].
pub(super) fn take_act_answers(store: &mut Store, case: &CaseNumber, args: &ActArgs) -> anyhow::Result<()> {
    let meant = args.meant_so.then_some(FilingAnswer::MeantSo);
    confirm_ec(
        store,
        case,
        &args.confirmations.whose,
        args.confirmations.answers.to_answers().into_iter().chain(meant).collect(),
    )
}

/// Lets the store record on a case: on another EC's only if the command line names that EC, or if the worker says so.
///
/// # Errors Fails if the EC that is named is not the one under whom the case is listed, or if the worker says no. Where
/// nobody can be asked, the store refuses what is recorded next.
pub(super) fn settle_whose_case(store: &mut Store, case: &CaseNumber, whose: &ForEcArgs) -> anyhow::Result<()> {
    confirm_ec(store, case, whose, Vec::new())
}

fn confirm_ec(
    store: &mut Store,
    case: &CaseNumber,
    whose: &ForEcArgs,
    wording: Vec<FilingAnswer>,
) -> anyhow::Result<()> {
    let other = store.other_ec_of_case(case)?;
    match (&whose.for_ec, &other) {
        (Some(named), Some(ec)) => {
            ensure!(named == ec, "Case {case} is listed under {ec}, not under {named}. Nothing was recorded.");
        }
        (Some(named), None) if *named != store.worker().number => {
            let why = why_not_asked(case, store.worker(), store.listed_ec_of_case(case)?.as_ref());
            bail!("{why} Nothing was recorded. Leave out --for-ec {named}.")
        }
        (None, Some(ec)) if prompt::can_ask() => {
            let question = format!("Case {case} is listed under {ec}, not under you. Do this for {ec}?");
            ensure!(prompt::is_confirmed(&question)?, "Nothing was recorded.");
        }
        // Nobody can be asked: what is recorded next is refused with what it takes.
        (None, Some(_)) => {
            store.set_answers(Confirmations { for_ec: None, wording });
            return Ok(());
        }
        (_, None) => {}
    }
    store.set_answers(Confirmations { for_ec: other, wording });
    Ok(())
}

/// Returns why a worker is not asked for whom they work on a case.
fn why_not_asked(case: &CaseNumber, worker: &Worker, listed_under: Option<&WorkerNumber>) -> String {
    match (listed_under, worker.role) {
        (None, _) => format!("No listing says whose case {case} is, so --for-ec does not apply."),
        (Some(ec), _) if *ec == worker.number => format!("Case {case} is listed under you, so it is yours to work on."),
        (Some(ec), role) if role.carries_cases() => format!(
            "Case {case} is listed under {ec}. No case here is listed under you, so you are covering for {ec} and need no --for-ec."
        ),
        (Some(ec), role) => {
            format!(
                "Case {case} is listed under {ec}. Only an EC needs --for-ec for another EC's case; you are {}.",
                role.with_article()
            )
        }
    }
}
