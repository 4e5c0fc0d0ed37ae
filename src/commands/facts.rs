//! `caseload facts`: prints a case as the rules see it (docs/facts.md).

use std::process::ExitCode;

use super::access::{self, Channel};
use super::cli;
use super::context::CliContext;
use super::output;
use crate::domain::role::Role;
use crate::domain::role_holder::acting_roles;
use crate::store::{Refusal, StoreError};

pub(super) fn run(context: &CliContext, args: &cli::FactsArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_record()?;
    let record = store.case_record(&args.case)?;
    let record = record.ok_or_else(|| StoreError::from(Refusal::UnknownCase(args.case.clone())))?;
    let roles = acting_roles(store.worker().role, &store.role_holders()?);
    let sees_details = Role::SOCIAL_WORKER.is_carried_by(&roles);
    access::record_access(&mut store, Channel::Json, Some(&args.case), "the facts of the case")?;
    let mut facts = record.facts;
    for work in facts.referrals.iter_mut().filter_map(|referral| referral.social_work.as_mut()) {
        // What a visitor must know to be safe is protected from everybody's lists and files.
        work.safety = None;
        if !sees_details {
            work.hide_details();
        }
    }
    output::print_json(&facts)
}
