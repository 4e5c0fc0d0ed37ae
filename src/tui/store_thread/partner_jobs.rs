//! Jobs of work with partners: a list from child welfare is matched and its rows are decided, and the services of child welfare
//! are opened. A list itself stays in memory, and nothing of it is kept but the decisions.

use std::sync::Arc;

use super::match_protocol::{MatchJob, MatchedList};
use super::print::expand_home_folder;
use super::protocol::StoreAnswer;
use super::worker::OpenStore;
use crate::desk::matching::{MatchMemory, MatchedRow, decide_row, match_caseload, match_notes};
use crate::domain::audit_event::AuditEvent;
use crate::domain::match_decision::MatchAnswer;
use crate::domain::match_list::MatchList;
use crate::domain::{CaseNumber, Change};
use crate::import::{Layouts, read_match_list};
use crate::store::StoreError;

impl OpenStore {
    /// Does a job on a match.
    pub(super) fn run_match_job(&mut self, job: MatchJob) -> Result<Vec<StoreAnswer>, StoreError> {
        match job {
            MatchJob::Read(path) => self.read_list(&path),
            MatchJob::Decide { list, row, case, answer } => self.decide_match(list, (row, &case), answer),
        }
    }

    /// Reads the services of child welfare, once the record notes that they are opened.
    pub(super) fn open_services(
        &mut self,
        case: CaseNumber,
        reason: Option<String>,
    ) -> Result<StoreAnswer, StoreError> {
        let services = self.store.case_record(&case)?.map(|record| record.facts.dfcs).unwrap_or_default();
        if services.is_empty() {
            return Ok(StoreAnswer::Failed("No service of child welfare is recorded that you may see.".to_owned()));
        }
        let access = AuditEvent::ChildWelfareOpened { reason };
        // What is protected is not read where the record cannot show it.
        self.store.record_export(Change::Accessed { case: Some(case.clone()), access })?;
        Ok(StoreAnswer::ServicesOpened(case, services))
    }

    fn read_list(&mut self, path: &str) -> Result<Vec<StoreAnswer>, StoreError> {
        let layouts = Layouts::for_matching().with_folders(&self.store.home().all_layout_folders());
        let today = self.store.clock().today();
        let list = layouts.map_err(|error| error.to_string()).and_then(|layouts| {
            let path = expand_home_folder(path.as_ref());
            read_match_list(&path, &layouts, None, today).map_err(|error| error.to_string())
        });
        match list {
            Ok(list) => Ok(vec![self.match_answer(Arc::new(list), None)?]),
            Err(sentence) => Ok(vec![StoreAnswer::Failed(sentence)]),
        }
    }

    fn decide_match(
        &mut self,
        list: Arc<MatchList>,
        (row, case): (u32, &CaseNumber),
        answer: MatchAnswer,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let memory = MatchMemory::from_store(&self.store, &list)?;
        let rows = match_caseload(&list, &self.caseload, &memory);
        let is_meant = |found: &MatchedRow| {
            found.listed.row == row && found.found.as_ref().is_some_and(|found| found.case == *case)
        };
        let Some(meant) = rows.iter().find(|found| is_meant(found)) else {
            return Ok(vec![StoreAnswer::Failed(format!("Row {row} does not mean case {case} any more."))]);
        };
        let choice = match decide_row(&self.caseload, meant, &memory, answer) {
            Ok(choice) => choice,
            Err(sentence) => return Ok(vec![StoreAnswer::Failed(sentence)]),
        };
        let says = format!("Row {row}, case {case}: {}.", choice.says);
        self.store.record_all(choice.changes)?;
        self.undo_history.forget_undone();
        Ok(vec![self.refresh_case(case)?, self.match_answer(list, Some(says))?])
    }

    fn match_answer(&self, list: Arc<MatchList>, says: Option<String>) -> Result<StoreAnswer, StoreError> {
        let memory = MatchMemory::from_store(&self.store, &list)?;
        let rows = match_caseload(&list, &self.caseload, &memory);
        let notes = match_notes(&list, &rows, &self.caseload, &memory);
        Ok(StoreAnswer::Matched(Box::new(MatchedList { list, rows, notes, says })))
    }
}
