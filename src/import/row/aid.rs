//! Reads exemptions and months of aid.

use crate::domain::extract::{AidMonthRow, CountyFact, ExemptionRow};

use super::super::field::ExtractField as F;
use super::super::row_reader::RowReader;
use super::super::values::{
    parse_case_number, parse_code, parse_date, parse_dollars, parse_month, parse_person_number, parse_text,
    parse_words, parse_yes_no,
};

pub(super) fn read_exemption(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(F::Case, parse_case_number);
    let person = cells.read_required(F::Person, parse_person_number);
    let reason = cells.read_required(F::Reason, parse_code);
    let from = cells.read_required(F::From, parse_date);
    let until = cells.read_optional(F::Until, parse_date);
    let proof = cells.read_if_clear(F::Proof, parse_words);
    let proof_until = cells.read_if_clear(F::ProofUntil, parse_date);
    let proof_until = cells.keep_unless(proof.is_none(), F::ProofUntil, proof_until, "has no proof beside it");
    Some(CountyFact::Exemption(ExemptionRow {
        case: case?,
        person: person?,
        reason: reason?,
        from: from?,
        until,
        proof,
        proof_until,
    }))
}

/// Reads a month of aid. What happened in the month is needed: a month of unknown status is not an aided one.
pub(super) fn read_aid_month(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(F::Case, parse_case_number);
    let person = cells.read_required(F::Person, parse_person_number);
    let month = cells.read_required(F::Month, parse_month);
    let was = cells.read_required(F::MonthStatus, parse_code);
    let county = cells.read_if_clear(F::PaidBy, parse_words);
    let counted = cells.read_if_clear(F::Counted, parse_yes_no);
    let decided_by = cells.read_if_clear(F::DecidedBy, parse_words);
    let (child_support, child_support_on) =
        (cells.read_if_clear(F::ChildSupport, parse_dollars), cells.read_if_clear(F::ChildSupportOn, parse_date));
    let undated = child_support_on.is_none();
    let child_support = cells.keep_unless(undated, F::ChildSupport, child_support, "has no collection date");
    let alone = child_support.is_none();
    let child_support_on = cells.keep_unless(alone, F::ChildSupportOn, child_support_on, "has no amount beside it");
    Some(CountyFact::AidMonth(AidMonthRow {
        case: case?,
        person: person?,
        month: month?,
        was: was?,
        reason: cells.read_if_clear(F::MonthReason, parse_text),
        grant: cells.read_if_clear(F::Grant, parse_dollars),
        overpayment: cells.read_if_clear(F::Overpayment, parse_code),
        funding: cells.read_if_clear(F::Funding, parse_code),
        aid_code: cells.read_if_clear(F::AidCode, parse_text),
        county,
        counted,
        decided_by,
        child_support,
        child_support_on,
    }))
}
