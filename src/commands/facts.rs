//! `caseload facts`: prints a case as the rules see it (docs/facts.md), as far as the worker may see it.

use std::process::ExitCode;

use super::access::{self, Channel};
use super::cli;
use super::context::CliContext;
use super::withheld::leave_out_withheld;
use super::{filtered, output};
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;
use crate::store::{Refusal, StoreError};

/// What is said where the facts of a sensitive case are left out.
const REASON_NEEDED: &str =
    "caseload: what is known of child welfare is left out; --reason TEXT shows it, and the reason is recorded.";

pub(super) fn run(context: &CliContext, args: &cli::FactsArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_record()?;
    let record = store.case_record(&args.case)?;
    let record = record.ok_or_else(|| StoreError::from(Refusal::UnknownCase(args.case.clone())))?;
    let (mut facts, sight) = (record.facts, record.sight);
    access::record_access(&mut store, Channel::Json, Some(&args.case), "the facts of the case")?;
    if sight.is_sensitive && args.reason.is_none() {
        sight.without_sensitive().hide_from(&mut facts);
        // If standard error is closed, nobody is left to tell.
        let _ = filtered::say(REASON_NEEDED);
    } else if !facts.dfcs.is_empty() {
        let access = AuditEvent::ChildWelfareOpened { reason: args.reason.clone() };
        // What is protected is not read where the record cannot show it.
        store.record_export(Change::Accessed { case: Some(args.case.clone()), access })?;
    }
    facts.hide_protected_goals();
    for work in facts.referrals.iter_mut().filter_map(|referral| referral.social_work.as_mut()) {
        // What a visitor must know to be safe is protected from everybody's lists and files.
        work.safety = None;
        if !sight.social_work {
            work.hide_details();
        }
    }
    if !sight.social_work {
        facts.duty_log.clear();
    }
    let mut shown = serde_json::to_value(&facts)?;
    if !store.sees_protected() || !sight.confidential {
        leave_out_withheld(&mut shown);
    }
    output::print_json(&shown)
}
