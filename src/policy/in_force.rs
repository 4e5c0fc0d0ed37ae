//! The policy in force on a day: its parameters, its calendar and its tables.

use std::ops::Deref;
use std::sync::Arc;

use super::calendar::Calendar;
use super::parameter_set::Parameters;
use super::tables::Tables;

/// The policy in force on a day.
#[derive(Debug, Clone)]
pub struct Policy {
    parameters: Parameters,
    /// The working days of the county.
    pub calendar: Arc<Calendar>,
    /// The code tables.
    pub tables: Arc<Tables>,
}

impl Policy {
    pub(super) const fn new(parameters: Parameters, calendar: Arc<Calendar>, tables: Arc<Tables>) -> Self {
        Self { parameters, calendar, tables }
    }
}

impl Deref for Policy {
    type Target = Parameters;
    fn deref(&self) -> &Parameters {
        &self.parameters
    }
}
