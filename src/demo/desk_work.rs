//! What waits on the desk of a supervisor or a Clerk II in a practice home. It is recorded as a unit would record it: the
//! EC's part first, then the supervisor's. What the rules refuse on a case is left out, and the next case is tried.

use chrono::{Days, NaiveDate};

use super::PracticeCaseload;
use super::data::{DemoData, DemoDesk};
use super::role_play;
use crate::desk::{Caseload, EvaluatedCase, review};
use crate::domain::comment::{CommentDraft, ContactType};
use crate::domain::dates::Month;
use crate::domain::extract::CountyFact;
use crate::domain::facts::ClosingStep;
use crate::domain::filing_answer::{Confirmations, FilingAnswer};
use crate::domain::role::Role;
use crate::domain::{CaseNumber, Change, PersonNumber};
use crate::store::{Store, StoreError};

/// Divides the cases of a practice caseload among the ECs of a unit, in turn.
pub fn divide_among_ecs(practice: &mut PracticeCaseload) {
    let ecs = &DemoData::builtin().desk.ecs;
    let mut numbers: Vec<_> = practice.facts.iter().map(|fact| fact.case().clone()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for fact in &mut practice.facts {
        let CountyFact::Listed(row) = fact else { continue };
        let at = numbers.binary_search(&row.case).unwrap_or(0);
        row.worker = ecs.iter().cycle().nth(at % ecs.len().max(1)).cloned();
    }
}

/// Records what waits on the desk of a role, and leaves the home to a worker of that role.
///
/// # Errors
/// The home cannot be written, or is shared with another worker.
pub fn fill_desk(store: &mut Store, role: Role, seed: u64, as_of: NaiveDate) -> Result<(), StoreError> {
    let caseload = Caseload::evaluate(store, as_of)?;
    let desk = &DemoData::builtin().desk;
    let mut filler = DeskFiller { store, desk, on: as_of };
    role_play::act_as(filler.store, Role::EC)?;
    let submitted = filler.submit_forms(&caseload)?;
    filler.request_sanctions(&caseload)?;
    filler.send_alerts(&caseload, role)?;
    role_play::act_as(filler.store, Role::SUPERVISOR)?;
    if role == Role::CLERK {
        filler.approve_forms(&submitted)?;
    } else {
        filler.note_draws(&caseload)?;
        review::draw_reviews(filler.store, &caseload, Month::from_date(as_of), Some(seed))?;
    }
    role_play::act_as(filler.store, role)
}

struct DeskFiller<'a> {
    store: &'a mut Store,
    desk: &'static DemoDesk,
    on: NaiveDate,
}

impl DeskFiller<'_> {
    /// Records an act. Returns whether the rules allow it.
    fn record(
        &mut self,
        case: &CaseNumber,
        person: PersonNumber,
        act: &str,
        answers: &[(&str, &str)],
    ) -> Result<bool, StoreError> {
        let answers: Vec<_> = answers.iter().map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned())).collect();
        role_play::record_act(self.store, (case, person), act, &answers, self.on)
    }

    /// Takes every step of the EC's on cases that may be closed, and submits form 50-20e. Returns the cases.
    fn submit_forms(&mut self, caseload: &Caseload) -> Result<Vec<CaseNumber>, StoreError> {
        let mut submitted = Vec::new();
        for (case, evaluated) in caseload.cases() {
            if submitted.len() < self.desk.forms && self.submit_form(case, evaluated)? {
                submitted.push(case.clone());
            }
        }
        Ok(submitted)
    }

    fn submit_form(&mut self, case: &CaseNumber, evaluated: &EvaluatedCase) -> Result<bool, StoreError> {
        if !self.take_step(case, ClosingStep::StatusVerified, None)? {
            return Ok(false);
        }
        let on = self.on;
        for activity in evaluated.record.facts.activities.iter().filter(|activity| activity.start <= on) {
            let which = format!("{} @ {}", activity.kind, activity.start);
            let answers = [("activity", which.as_str()), ("status", "end_before_expected")];
            self.record(case, activity.person, "activity_status", &answers)?;
        }
        let draft = CommentDraft {
            on: Some(self.on),
            contact_type: Some(ContactType("telephone".to_owned())),
            reached: true,
            purpose: "Closing".to_owned(),
            results: self.desk.closing_comment.clone(),
            forms: Some(Vec::new()),
            documents: Some(Vec::new()),
            ..CommentDraft::default()
        };
        if let Ok(comment) = draft.into_comment(self.store.new_row_id(), case.clone()) {
            self.store.record(Change::CommentFiled(comment))?;
        }
        let commented = on.to_string();
        for step in [ClosingStep::ActivitiesEnded, ClosingStep::ServicesEnded] {
            self.take_step(case, step, None)?;
        }
        self.take_step(case, ClosingStep::Commented, Some(&commented))?;
        self.take_step(case, ClosingStep::RegistrationClosed, None)?;
        let office = self.store.worker().office.clone();
        let answers = [("reason", self.desk.closing_reason.as_str()), ("office", &office)];
        self.record(case, PersonNumber::CASE, "closing_submitted", &answers)
    }

    fn take_step(&mut self, case: &CaseNumber, step: ClosingStep, comment: Option<&str>) -> Result<bool, StoreError> {
        let answers = [("step", step.id()), ("comment", comment.unwrap_or_default())];
        self.record(case, PersonNumber::CASE, "closing", &answers)
    }

    /// Reviews and approves the first of the forms, so that they wait to be routed.
    fn approve_forms(&mut self, submitted: &[CaseNumber]) -> Result<(), StoreError> {
        for case in submitted.iter().take(self.desk.approved) {
            self.record(case, PersonNumber::CASE, "closing_reviewed", &[])?;
            self.record(case, PersonNumber::CASE, "closing_approved", &[])?;
        }
        Ok(())
    }

    fn request_sanctions(&mut self, caseload: &Caseload) -> Result<(), StoreError> {
        let mut left = self.desk.requests;
        let reason = self.desk.request_reason.as_str();
        let meant = Confirmations { for_ec: None, wording: vec![FilingAnswer::MeantSo] };
        let former = self.store.set_answers(meant);
        for (case, evaluated) in caseload.cases() {
            for known in &evaluated.record.facts.noncompliance {
                let notice = known.notice_issued.to_string();
                let answers = [("notice", notice.as_str()), ("reason", reason)];
                if left > 0 && self.record(case, known.person, "sanction_requested", &answers)? {
                    left -= 1;
                }
            }
        }
        self.store.set_answers(former);
        Ok(())
    }

    fn send_alerts(&mut self, caseload: &Caseload, role: Role) -> Result<(), StoreError> {
        let to = self.store.worker().number.to_string();
        let alerts = self.desk.alert.iter().filter(|alert| alert.role == role);
        for (alert, (case, evaluated)) in alerts.zip(caseload.cases()) {
            let due = self.on + Days::new(alert.answer_in_days);
            let person = evaluated.record.facts.people.iter().find_map(|person| person.person);
            let answers = [("to", to.as_str()), ("text", &alert.text), ("due", &due.to_string())];
            self.record(case, person.unwrap_or(PersonNumber::CASE), "alert_raised", &answers)?;
        }
        Ok(())
    }

    fn note_draws(&mut self, caseload: &Caseload) -> Result<(), StoreError> {
        let month = Month::from_date(self.on).next().to_string();
        for (case, _) in caseload.cases().take(self.desk.drawn) {
            self.record(case, PersonNumber::CASE, "drawn_for_wpr", &[("month", &month)])?;
        }
        Ok(())
    }
}
