//! The kinds of activity and service that a rule asks for by name, however the county words them.

use crate::domain::facts::Service;
use crate::policy::tables::Tables;

/// Returns whether the kind of activity is job search or job club.
pub(super) fn is_job_search(tables: &Tables, kind: &str) -> bool {
    let known = tables.activity_kind(kind).map(|kind| kind.id.as_str());
    let named = || {
        let kind = kind.to_lowercase();
        kind.contains("job search") || kind.contains("job club")
    };
    known.map_or_else(named, |id| matches!(id, "job_search" | "job_club"))
}

/// Returns whether the service is transport, by the county's word for it.
pub(super) fn is_transport(service: &Service) -> bool {
    let kind = service.kind.to_lowercase();
    ["transport", "transit", "mileage"].iter().any(|word| kind.contains(word))
}

/// Returns whether the service is child care, by the county's word for it.
pub(super) fn is_child_care(service: &Service) -> bool {
    let kind = service.kind.to_lowercase();
    ["child", "day care", "daycare"].iter().any(|word| kind.contains(word))
}
