//! What lists, paper and the doctor say where an office's own policy is in force.

use crate::domain::count_with_noun;
use crate::policy::OfficePolicy;

/// How many digits of the hash people compare.
const SHORT_HASH: usize = 8;

/// Returns the sentence: `Office policy 1a2b3c4d, 1 statutory value changed.`
pub fn office_policy_note(office: &OfficePolicy) -> String {
    let hash = office.sha256.get(..SHORT_HASH).unwrap_or_default();
    format!("Office policy {hash}, {} changed.", count_with_noun(office.statutes_changed.len(), "statutory value"))
}
