//! The threads and what passes between them. The main thread waits, takes all that has come, and draws once if
//! anything changed; while nothing happens, nothing runs.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;
use secrecy::SecretString;

use super::jobs::{Answer, Job, Queue, Stop, StoreKeeper};
use super::model::{Effect, Leaving, Model};
use super::proof::{self, Reading};
use super::signals::Asked;
use super::sleep::Sleep;
use super::terminal::Screen;
use super::update::Msg;
use super::{hang_up, signals, sleep, terminal, view};

/// What the reader of a terminal that is gone stands for.
const HANG_UP: i32 = signal_hook::consts::SIGHUP;

/// Runs the screen until it is left. The terminal is still taken then: whoever drops it gives it back.
///
/// # Errors
/// When the terminal cannot be taken.
pub fn run(mut model: Model, keeper: StoreKeeper, passphrase: Option<SecretString>) -> io::Result<(Leaving, Screen)> {
    let (tell, told) = mpsc::channel();
    let mut screen = Screen::enter()?;
    let (jobs, keeping) = keep_store(keeper, tell.clone())?;
    read_terminal(tell.clone())?;
    watch(&tell)?;
    let readings = proof::start(model.settings.spelling.clone(), move |read| drop(tell.send(Msg::Told(read))))?;
    let mut running = Running::new(jobs, readings);
    running.run_effects(model.start(passphrase));
    let leaving = guarded(&mut running, &mut model, |running, model| running.turn(model, &mut screen, &told));
    if matches!(leaving, Leaving::Locked { .. }) {
        screen.wipe();
    }
    // Nobody waits for a file that is being read: nothing of it is kept.
    running.importing.iter().for_each(Stop::now);
    drop(running.jobs.send(Job::Stop));
    if leaving != Leaving::AtOnce {
        // What was asked of the store is done before the terminal is given back: a draft is on its way.
        let _panicked = keeping.join();
    }
    Ok((leaving, screen))
}

/// Has signals, the end of the terminal and the machine's waking told.
fn watch(tell: &Sender<Msg>) -> io::Result<()> {
    let signalled = tell.clone();
    signals::watch(move |asked| {
        drop(signalled.send(match asked {
            Asked::End(signal) => Msg::Signal(signal),
            Asked::Stop => Msg::Stop,
            Asked::GoOn => Msg::Slept,
        }));
    })?;
    let ended = tell.clone();
    hang_up::watch(move || drop(ended.send(Msg::Signal(HANG_UP))))?;
    let woken = tell.clone();
    // Where the system does not tell, the clocks are looked at with the next key.
    let _untold = sleep::watch(move || drop(woken.send(Msg::Deadline)));
    Ok(())
}

/// Runs `turn`; should it panic, what was typed last is saved all the same.
fn guarded(
    running: &mut Running,
    model: &mut Model,
    turn: impl FnOnce(&mut Running, &mut Model) -> Leaving,
) -> Leaving {
    terminal::guard();
    // Whatever the panic left half done, the text of a form is whole: it is changed by one call.
    let turned = panic::catch_unwind(AssertUnwindSafe(|| turn(running, model)));
    turned.unwrap_or_else(|_panic| {
        running.run_effects(model.save_draft());
        Leaving::Panicked
    })
}

struct Running {
    jobs: Sender<Job>,
    leaving: Option<Leaving>,
    /// What goes to the clipboard with the next frame.
    copying: Option<String>,
    readings: Sender<Reading>,
    sleep: Sleep,
    /// Stops the reading of extracts that began last.
    importing: Option<Stop>,
}

impl Running {
    fn new(jobs: Sender<Job>, readings: Sender<Reading>) -> Self {
        Self { jobs, leaving: None, copying: None, readings, sleep: Sleep::now(), importing: None }
    }

    fn turn(&mut self, model: &mut Model, screen: &mut Screen, told: &Receiver<Msg>) -> Leaving {
        loop {
            if let Some(leaving) = self.leaving.take() {
                return leaving;
            }
            if let Some(text) = self.copying.take() {
                screen.copy(&text);
            }
            let afresh = std::mem::take(&mut model.afresh);
            if screen.draw(afresh, |frame| view::draw(model, frame)).is_err() {
                self.take(model, Msg::Signal(HANG_UP));
                continue;
            }
            let Some(msg) = wait(model, told) else { return Leaving::Signal(HANG_UP) };
            if self.sleep.was_interrupted() {
                // Before the key that may have woken the machine: who pressed it is not known.
                self.take(model, Msg::Slept);
            }
            self.take(model, msg);
            while let Ok(msg) = told.try_recv() {
                self.take(model, msg);
            }
        }
    }

    fn take(&mut self, model: &mut Model, msg: Msg) {
        let effects = model.update(msg, Instant::now());
        self.run_effects(effects);
    }

    fn run_effects(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                // The store's thread ends only when it is told to.
                Effect::Store(job) => {
                    if let Job::Import(asked) = &job {
                        self.importing = asked.stop().cloned();
                    }
                    drop(self.jobs.send(job));
                }
                Effect::StopImport(stop) => stop.now(),
                // The proofreader ends only when nobody can ask it any more.
                Effect::Read(reading) => drop(self.readings.send(*reading)),
                Effect::Copy(text) => self.copying = Some(text),
                Effect::Leave(leaving) => self.leaving = self.leaving.take().or(Some(leaving)),
            }
        }
    }
}

/// Waits for something to happen; nothing if nobody is left who could tell.
fn wait(model: &Model, told: &Receiver<Msg>) -> Option<Msg> {
    let Some(deadline) = model.deadline() else { return told.recv().ok() };
    match told.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        Ok(msg) => Some(msg),
        Err(RecvTimeoutError::Timeout) => Some(Msg::Deadline),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

fn keep_store(keeper: StoreKeeper, tell: Sender<Msg>) -> io::Result<(Sender<Job>, JoinHandle<()>)> {
    let (jobs, asked) = mpsc::channel();
    let meanwhile = tell.clone();
    let mut keeper =
        keeper.telling(Box::new(move |answer: Answer| drop(meanwhile.send(Msg::Answer(Box::new(answer))))));
    let keeping = thread::Builder::new().name("store".to_owned()).spawn(move || {
        for job in Queue::of(asked) {
            if matches!(job, Job::Stop) {
                return;
            }
            for answer in keeper.answer(job) {
                drop(tell.send(Msg::Answer(Box::new(answer))));
            }
        }
    })?;
    Ok((jobs, keeping))
}

/// Reads the terminal on a thread of its own: the only reader of its events.
fn read_terminal(tell: Sender<Msg>) -> io::Result<()> {
    // Here, before the first frame: the library listens for a change of size only once it was asked for an event, and
    // a window that is resized before that would never be drawn anew.
    event::poll(Duration::ZERO)?;
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        loop {
            let msg = match event::read() {
                Ok(event) => message(event),
                Err(_gone) => Some(Msg::Signal(HANG_UP)),
            };
            let last = matches!(msg, Some(Msg::Signal(_)));
            if msg.is_some_and(|msg| tell.send(msg).is_err()) || last {
                return;
            }
        }
    })?;
    Ok(())
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if matches!(key.kind, KeyEventKind::Press | KeyEventKind::Repeat) => Some(Msg::Key(key.into())),
        Event::Paste(pasted) => Some(Msg::Paste(pasted)),
        Event::Resize(width, height) => Some(Msg::Resize(Size::new(width, height))),
        Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::tests::bench::{Bench, Folder};

    #[test]
    fn f19_after_a_panic_what_was_typed_last_is_saved() {
        let mut bench = Bench::open(&Folder::with_cases(4));
        bench.keys("2 d").text("half a sent");
        let (jobs, asked) = mpsc::channel();
        let (readings, _) = mpsc::channel();
        let mut running = Running::new(jobs, readings);
        let leaving = guarded(&mut running, &mut bench.model, |_, _| panic!("a mistake of its own"));
        assert_eq!(leaving, Leaving::Panicked);
        let saved = asked.try_iter().find_map(|job| match job {
            Job::SaveDraft { body, .. } => body,
            _ => None,
        });
        assert!(saved.unwrap().contains("half a sent"));
    }
}
