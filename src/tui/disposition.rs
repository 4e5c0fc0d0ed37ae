//! The change that a disposition of an alert records.

use crate::domain::Change;
use crate::domain::alert::{Alert, Disposition};

/// Returns the change that records what was done with an alert.
pub fn disposition_change(alert: Alert, disposition: Disposition) -> Change {
    Change::AlertDisposed { alert: alert.key, case: alert.case, text: alert.text, disposition }
}
