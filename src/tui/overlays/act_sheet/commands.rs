//! Performs the commands of the act sheet, and says what they ask the screen to do.

use std::time::Instant;

use super::{ActCheck, ActSheet};
use crate::desk::Caseload;
use crate::present::dates::compact_date;
use crate::tui::command::ActFormCommand;
use crate::tui::store_thread::Job;
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// What a command in the form of an act asks the screen to do.
#[derive(Debug, Clone)]
pub enum ActOutcome {
    /// Give the store the job that records the act.
    File(Job),
    /// Ask whether to record an act of which nothing was typed.
    AskToFile {
        /// What is asked.
        question: String,
        /// The job that records the act.
        job: Box<Job>,
    },
    /// Ask whether to discard the draft.
    AskToDiscard,
    /// Show a message.
    Message(&'static str),
    /// Show why the act is not recorded.
    Refusal(String),
}

/// Characters of a reason that is said below the form as well, on no more than two lines of 80 columns.
const MAX_SAID_TWICE: usize = 140;

impl ActSheet {
    /// Performs a command, and checks the act again on `caseload` if the form changed.
    pub fn update(&mut self, command: ActFormCommand, caseload: &Caseload, now: Instant) -> Option<ActOutcome> {
        match command {
            ActFormCommand::File => return Some(self.file()),
            ActFormCommand::Discard => return Some(self.discard()),
            ActFormCommand::Next => self.step_field(Step::Next),
            ActFormCommand::Previous => self.step_field(Step::Previous),
            ActFormCommand::ChoiceRight => self.choose_adjacent(Step::Next, now),
            ActFormCommand::ChoiceLeft => self.choose_adjacent(Step::Previous, now),
        }
        self.recheck_act(caseload);
        None
    }

    /// Returns the job that records the act, or says what is missing or forbids it. An act that can be recorded as it was
    /// filled in is asked about: two keys must not say that somebody signed a plan.
    fn file(&mut self) -> ActOutcome {
        match self.check.clone() {
            ActCheck::Ready(act, preview) => {
                // The request holds everything that was typed, so the draft needs no further save.
                self.start_save();
                let (case, message) = (self.subject.case.clone(), preview.consequences.message);
                let (title, on) = (&self.form.title, compact_date(act.on));
                let question = format!("You typed nothing. Record “{title}” for {on} as it is filled in?");
                let job = Job::FileAct { case, act, message };
                if self.is_worth_keeping() {
                    ActOutcome::File(job)
                } else {
                    ActOutcome::AskToFile { question, job: Box::new(job) }
                }
            }
            ActCheck::Unfinished(reason) | ActCheck::Refused(reason) => {
                // The form shows the reason, and a long one would lie over it.
                let says = if reason.chars().count() > MAX_SAID_TWICE { "The form says why." } else { &reason };
                ActOutcome::Refusal(format!("Not filed. {says}"))
            }
        }
    }

    /// Asks whether to discard the draft, unless nothing worth keeping was typed.
    pub fn discard(&self) -> ActOutcome {
        if self.is_worth_keeping() {
            ActOutcome::AskToDiscard
        } else {
            ActOutcome::Message("You typed nothing; the answers were filled in for you. Esc leaves the form.")
        }
    }
}

impl TextSink for ActSheet {
    /// Applies an input. The caller checks the act again, because the check needs the caseload.
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        match input {
            TextInput::Char(c) => self.insert_char(c, now),
            TextInput::Paste(_) | TextInput::Edit(_) => self.edit_line(input, now),
        }
    }
}
