//! What the store answered.

use std::time::Instant;

use ratatui::text::Line;

use super::Effects;
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::{DraftOf, FiledComment, LoggedEntry};
use crate::tui::command::Pane;
use crate::tui::jobs::{Answer, Job, Laid, Opened};
use crate::tui::model::{Effect, Leaving, Model, Stage as Screen};
use crate::tui::overlays::{Overlay, ReadPage};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{Proposed, Stage, Then};
use crate::tui::panes::folder::CaseRead;
use crate::tui::text;
use crate::tui::whereabouts::Left;
use crate::tui::workspace::Workspace;

impl Model {
    pub(super) fn answered(&mut self, answer: Answer, now: Instant) -> Effects {
        match answer {
            Answer::WrongPassphrase { sentence, wait } => self.wrong_passphrase(&sentence, now + wait),
            Answer::Unusable { sentence, exit_code } => {
                return vec![Effect::Leave(Leaving::Unusable { sentence, exit_code })];
            }
            Answer::Opened(opened) => return self.opened(*opened, now),
            Answer::Laid(laid) => self.laid(laid, now),
            Answer::CaseRead { case, comments, timeline } => self.case_read(&case, comments, timeline),
            Answer::NewId(case, id) => {
                let form = self.form_mut().filter(|form| form.subject.case == case && form.id.is_none());
                if let Some(form) = form {
                    form.id = Some(id);
                }
            }
            Answer::Found { found, generation } => self.found(found, generation),
            Answer::Revealed(filed) => self.revealed(&filed),
            Answer::Import(answer) => return self.imported(answer, now),
            Answer::Changes(changes) => self.show_changes(&changes),
            Answer::CopiedOut(sheet) => return self.copied_out(sheet),
            Answer::Unposted(comments) => self.unposted(&comments),
            Answer::Acted { case, act, message } => {
                self.acted(case, &act, message);
                return self.catch_up(now);
            }
            Answer::Undone(case, act) => self.undone(&case, &act),
            Answer::Recorded(said) => self.say(said),
            Answer::Amended(comment, kind) => {
                self.amended(comment, kind);
                return self.catch_up(now);
            }
            Answer::Filed(case) => return self.filed(&case, now),
            Answer::Finished(said) => return vec![Effect::Leave(Leaving::Quit { said })],
            Answer::WalkedOn(said) => {
                self.say(said);
                return self.stepped(now);
            }
            Answer::Completeness(rows) => self.completeness(&rows),
            Answer::ReviewPoints(case, month, points) => self.open_review(case, month, points),
            Answer::Failed(sentence) => {
                self.amend_mut().into_iter().for_each(|form| form.filing = false);
                self.sheet_mut().into_iter().for_each(|sheet| sheet.filing = false);
                self.refuse(sentence);
                let mut effects = self.import_failed(now);
                effects.extend(self.stepped(now));
                return effects;
            }
            Answer::NotFiled(sentence) => {
                if let Some(form) = self.form_mut() {
                    form.stage = Stage::Refused;
                }
                self.refuse(sentence);
                return self.catch_up(now);
            }
        }
        Vec::new()
    }

    fn wrong_passphrase(&mut self, sentence: &str, again: Instant) {
        if let Screen::Locked(unlock) = &mut self.stage {
            unlock.trying = false;
            unlock.wrong = Some(sentence.to_owned());
            unlock.again = Some(again);
            self.waiting.clear();
        }
    }

    /// The caseload is open: the worker stands where the screen was locked; else, where she stood last if nobody saw the
    /// end coming, with a draft that was not filed on the screen again at once. A clock that seems wrong is told before anything is done.
    fn opened(&mut self, opened: Opened, now: Instant) -> Effects {
        let Opened { laid, whereabouts, clock } = opened;
        let newest = laid.desk.drafts().first().map(|draft| (draft.case.clone(), draft.of.clone()));
        self.generation = laid.generation;
        self.day_ends = Some(now + laid.day_left);
        self.somebody_is_there(now);
        self.stage = Screen::Open(Box::new(Workspace::new(laid)));
        let another_day = self.open().is_some_and(Workspace::is_another_day);
        let newest = newest.filter(|_| !another_day);
        if whereabouts.as_ref().is_none_or(|was| was.left == Left::Quit) && newest.is_none() {
            self.tell_of_walk();
        }
        let locked = whereabouts.as_ref().is_some_and(|was| was.left == Left::Locked);
        let mut effects = whereabouts.map(|was| self.come_back(was, now)).unwrap_or_default();
        if let Some((case, of)) = newest.filter(|_| !locked) {
            effects.extend(self.resume(case, &of));
        }
        effects.push(Effect::Store(Job::BackUp));
        effects.extend(self.catch_up(now));
        if let Some(sentence) = clock {
            self.tell_of_clock(&sentence);
        }
        effects
    }

    /// Opens the form that a draft was saved from.
    pub(super) fn resume(&mut self, case: CaseNumber, of: &DraftOf) -> Effects {
        match of {
            DraftOf::Comment => self.dictate(Subject { case, person: PersonNumber::CASE }, Proposed::default()),
            DraftOf::Amendment(comment) => {
                self.resume_amendment(Subject { case, person: PersonNumber::CASE }, *comment)
            }
            DraftOf::Act(act, person) => {
                self.resume_sheet(Subject { case, person: *person }, act);
                Vec::new()
            }
        }
    }

    fn tell_of_clock(&mut self, sentence: &str) {
        let columns = self.page_columns();
        let lines = text::wrapped(sentence, columns).into_iter().map(Line::from).collect();
        self.cover(Overlay::Page(ReadPage::new("The clock", lines)));
    }

    fn laid(&mut self, laid: Laid, now: Instant) {
        if laid.generation < self.generation {
            return;
        }
        self.day_ends = Some(now + laid.day_left);
        self.left.values_mut().for_each(|form| form.turn_day(laid.today));
        if let Some(open) = self.open_mut() {
            open.lay(laid);
        }
    }

    fn case_read(&mut self, case: &CaseNumber, comments: Vec<FiledComment>, timeline: Vec<LoggedEntry>) {
        let Some(open) = self.open_mut() else { return };
        if let Some(subject) = open.subject.clone().filter(|subject| subject.case == *case) {
            let another = open.read.as_ref().is_none_or(|read| read.subject.case != subject.case);
            open.read = Some(CaseRead { subject, comments, timeline });
            open.fill_checklist();
            if another {
                open.checklist.select_first();
            }
            self.show_sought();
        }
    }

    fn filed(&mut self, case: &CaseNumber, now: Instant) -> Effects {
        self.left.remove(case);
        let Some(open) = self.open_mut() else { return Vec::new() };
        open.acted.take_if(|acted| acted.case == *case);
        let form = open.dictate.take_if(|form| form.subject.case == *case);
        if let Some(form) = &form {
            open.pane = if form.from == Pane::Dictate { open.list_pane } else { form.from };
        }
        let name = open.laid.desk.case(case).map(|on_desk| on_desk.name().to_string());
        self.say(format!("Filed on {case} {}.", name.unwrap_or_default()));
        let mut effects = match form {
            Some(form) if form.from == Pane::Walk => self.dictated_on_walk(&form),
            Some(form) if form.then == Then::Next => self.dictate_next(&form.row),
            _ => Vec::new(),
        };
        effects.extend(self.catch_up(now));
        effects
    }

    /// Takes the keys that were pressed while the home was being opened or the comment was on its way.
    pub(super) fn catch_up(&mut self, now: Instant) -> Effects {
        let waiting = std::mem::take(&mut self.waiting);
        let notice = self.open_mut().and_then(|open| open.notice.clone());
        let effects = waiting.into_iter().flat_map(|key| self.key(key, now)).collect();
        if let Some(open) = self.open_mut() {
            open.notice = open.notice.take().or(notice);
        }
        effects
    }
}
