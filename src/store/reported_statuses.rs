//! Which of the dated statuses that the county reported over time still stand. An extract says what holds on its day:
//! a status that an earlier extract reported is contradicted by a newer one that reports another status since the same
//! day or an earlier one. The contradicted status stays in the history, but decides nothing anymore.

use chrono::NaiveDate;

use crate::domain::facts::Source;

/// When an extract reported a fact. The newest sorts last, in whatever order the extracts were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ReportTime {
    /// The day whose state the extract reports.
    pub(super) day: NaiveDate,
    /// Whether the newest of the extracts of this day still names the fact with these values.
    pub(super) still: bool,
    /// The clock of the entry, which says which of two versions of one row came later; 0 where rows are not versions of
    /// each other.
    pub(super) hlc: u64,
}

/// A status that the county reported.
#[derive(Debug, Clone)]
pub(super) struct ReportedStatus<S> {
    pub(super) status: S,
    pub(super) since: NaiveDate,
    pub(super) source: Source,
    /// The time at which the report contradicts what was reported before.
    pub(super) contradicts: ReportTime,
    /// The last time at which the status was reported.
    pub(super) last: ReportTime,
}

/// The statuses that stand, and those that a newer extract contradicts.
pub(super) struct ReportedHistory<S> {
    pub(super) standing: Vec<ReportedStatus<S>>,
    pub(super) contradicted: Vec<ReportedStatus<S>>,
}

impl<S: Copy + PartialEq> ReportedHistory<S> {
    /// Sorts the reports of one history into those that stand and those that a newer extract contradicts. The same
    /// status since the same day is one report.
    pub(super) fn from_reports(reports: impl IntoIterator<Item = ReportedStatus<S>>) -> Self {
        let mut known: Vec<ReportedStatus<S>> = Vec::new();
        for report in reports {
            match known.iter_mut().find(|known| (known.status, known.since) == (report.status, report.since)) {
                Some(known) => {
                    known.source.update_last_seen(report.source.last_seen());
                    known.contradicts = known.contradicts.max(report.contradicts);
                    known.last = known.last.max(report.last);
                }
                None => known.push(report),
            }
        }
        let claims: Vec<_> = known.iter().map(|known| (known.since, known.contradicts)).collect();
        let is_contradicted = |report: &ReportedStatus<S>| {
            claims.iter().any(|(since, contradicts)| *since <= report.since && report.last < *contradicts)
        };
        let (contradicted, standing) = known.into_iter().partition(is_contradicted);
        Self { standing, contradicted }
    }
}
