//! Which comments are entered as those of a common case.
//!
//! Source: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS/02: the comment type and the short description of partner roles.

use crate::domain::partner_state::CommonCaseState;
use crate::rules::common_case::summarize_common_case;
use crate::rules::view::View;
use crate::store::{FiledComment, Store, StoreError};

/// Returns whether a worker of a partner role wrote the comment while the case was a common case. Of a case that the worker
/// who copies may not know to be one, the answer is no.
///
/// # Errors
/// The record cannot be read.
pub fn is_of_common_case(store: &Store, filed: &FiledComment) -> Result<bool, StoreError> {
    let holders = store.role_holders()?;
    let is_partner = |holder: &crate::domain::role_holder::RoleHolder| {
        holder.worker.number == filed.author && holder.role.is_of_partners()
    };
    if !holders.iter().any(is_partner) {
        return Ok(false);
    }
    let Some(record) = store.case_record(&filed.comment.case)? else { return Ok(false) };
    let view = View::new(&record.facts, store.policies(), filed.comment.on);
    Ok(summarize_common_case(&view).is_some_and(|known| is_common(known.state)))
}

const fn is_common(state: CommonCaseState) -> bool {
    use CommonCaseState as State;
    !matches!(
        state,
        State::Proposed
            | State::Asked
            | State::NotCommon
            | State::Declined
            | State::Dropped
            | State::Returned
            | State::Closed
    )
}
