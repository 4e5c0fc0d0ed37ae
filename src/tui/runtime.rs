//! The threads and the messages between them. The main thread waits for a message, handles all that have arrived, and
//! draws once after each batch. While nothing happens, nothing runs.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;
use secrecy::SecretString;

use super::model::Model;
use super::mouse::MouseInput;
use super::screen::Screen;
use super::side_effect::{ExitReason, SideEffect};
use super::spellcheck::{self, SpellcheckRequest};
use super::store_thread::{
    AbandonFlag, BesideThreads, CancelToken, Job, JobQueue, SearchDesk, StoreAnswer, StoreKeeper, StoreReply,
    StoreRequest,
};
use super::terminal_reply::{FilterStep, ReplyFilter};
use super::update::Msg;
use super::view;
use crate::platform::{self, HANG_UP, SignalRequest, SleepDetector};

/// Runs the screen until the worker leaves it. The returned screen still has the terminal; dropping it gives the
/// terminal back. With it are returned the cases whose text could not be saved.
///
/// # Errors
/// When the terminal cannot be taken.
pub fn run_event_loop(
    mut model: Model,
    keeper: StoreKeeper,
    passphrase: Option<SecretString>,
) -> io::Result<(ExitReason, Screen, String)> {
    let (sender, incoming) = mpsc::channel();
    let mut screen = Screen::enter(model.settings.uses_mouse())?;
    let StoreThreads { jobs, kept, abandon, search, searching, cancel } = start_store_threads(keeper, sender.clone())?;
    start_input_thread(sender.clone())?;
    watch_system(&sender)?;
    let readings = spellcheck::start_thread(model.settings.spelling.clone(), move |read| {
        let _ = sender.send(Msg::Spellcheck(read));
    })?;
    let mut running = EventLoop::new(jobs, search, readings);
    running.run_effects(model.start_screen(passphrase));
    let leaving = run_catching_panics(&mut running, &mut model, |running, model| {
        running.run_until_exit(model, &mut screen, &incoming)
    });
    if matches!(leaving, ExitReason::Locked { .. }) {
        screen.wipe();
    }
    // A running import is stopped, not waited for: nothing from its file is kept. Nor for a list, a search or a backup.
    // What was typed and recorded is in the queue behind them.
    running.running_import.iter().for_each(CancelToken::request_stop);
    cancel.request_stop();
    running.search.close();
    // Its connection is closed first, so that the store writes its log back into the database when it closes.
    let _ = searching.join();
    let _ = running.jobs.send(StoreRequest::from(Job::Stop));
    if leaving != ExitReason::Immediately {
        // The store finishes its jobs before the terminal is given back, because one of them may save a draft.
        wait_for_store(&kept, &abandon);
    }
    // The last answers of the store say what a lock could not save.
    for msg in incoming.try_iter() {
        model.note_unsaved(&msg);
    }
    Ok((leaving, screen, model.unsaved_cases.unwrap_or_default()))
}

/// Watches for signals, the end of the terminal and the machine's waking, and sends a message for each.
fn watch_system(sender: &Sender<Msg>) -> io::Result<()> {
    let signaled = sender.clone();
    platform::watch_signals(move |asked| {
        drop(signaled.send(match asked {
            SignalRequest::End(signal) => Msg::Signal(signal),
            SignalRequest::Stop => Msg::Stop,
            SignalRequest::Continue => Msg::Slept,
        }));
    })?;
    let ended = sender.clone();
    platform::watch_terminal(move || drop(ended.send(Msg::Signal(HANG_UP))))?;
    let woken = sender.clone();
    // If the system does not report wake-ups, the clocks are compared at the next key.
    let _ = platform::watch_wakeups(move || drop(woken.send(Msg::Deadline)));
    Ok(())
}

/// Runs `turn`. If it panics, what was typed last is still saved.
fn run_catching_panics(
    running: &mut EventLoop,
    model: &mut Model,
    turn: impl FnOnce(&mut EventLoop, &mut Model) -> ExitReason,
) -> ExitReason {
    platform::catch_panics_in_this_thread();
    // Even if the panic left something half done, the text of a form is whole, because a single call changes it.
    let turned = panic::catch_unwind(AssertUnwindSafe(|| turn(running, model)));
    turned.unwrap_or_else(|_panic| {
        running.run_effects(model.save_drafts());
        ExitReason::Panicked
    })
}

struct EventLoop {
    jobs: Sender<StoreRequest>,
    search: SearchDesk,
    /// Whether a query was sent since the search was opened.
    is_searching: bool,
    exit_reason: Option<ExitReason>,
    /// The text for the clipboard, sent with the next frame.
    clipboard_text: Option<String>,
    /// Whether the terminal is to report the mouse from the next frame on; `None` if nothing changes.
    mouse_change: Option<bool>,
    spellcheck_requests: Sender<SpellcheckRequest>,
    sleep: SleepDetector,
    /// The token that stops the last import that was begun.
    running_import: Option<CancelToken>,
}

impl EventLoop {
    fn new(jobs: Sender<StoreRequest>, search: SearchDesk, spellcheck_requests: Sender<SpellcheckRequest>) -> Self {
        Self {
            jobs,
            search,
            is_searching: false,
            exit_reason: None,
            clipboard_text: None,
            mouse_change: None,
            spellcheck_requests,
            sleep: SleepDetector::start(),
            running_import: None,
        }
    }

    fn run_until_exit(&mut self, model: &mut Model, screen: &mut Screen, incoming: &Receiver<Msg>) -> ExitReason {
        loop {
            if let Some(leaving) = self.exit_reason.take() {
                return leaving;
            }
            if let Some(text) = self.clipboard_text.take() {
                screen.copy_to_clipboard(&text);
            }
            if let Some(is_used) = self.mouse_change.take() {
                screen.use_mouse(is_used);
            }
            let is_full_redraw = std::mem::take(&mut model.redraw);
            if screen.draw_frame(is_full_redraw, |buffer| view::draw_screen(model, buffer)).is_err() {
                self.update_model(model, Msg::Signal(HANG_UP));
                continue;
            }
            let Some(msg) = wait_for_message(model, incoming) else { return ExitReason::Signal(HANG_UP) };
            if self.sleep.has_slept() {
                // This comes before the key that may have woken the machine, because nobody knows who pressed it.
                self.update_model(model, Msg::Slept);
            }
            self.update_model(model, msg);
            while let Ok(msg) = incoming.try_recv() {
                self.update_model(model, msg);
            }
        }
    }

    fn update_model(&mut self, model: &mut Model, msg: Msg) {
        let effects = model.update(msg, Instant::now());
        self.run_effects(effects);
        if self.is_searching && !model.shows_search() {
            self.is_searching = false;
            self.search.stop_search();
        }
    }

    fn run_effects(&mut self, effects: Vec<SideEffect>) {
        for effect in effects {
            match effect {
                SideEffect::Store(request) => self.send_request(request),
                SideEffect::StopImport(stop) => stop.request_stop(),
                // Sending cannot fail: the spelling checker ends only when its channel is closed.
                SideEffect::Spellcheck(reading) => drop(self.spellcheck_requests.send(*reading)),
                SideEffect::Copy(text) => self.clipboard_text = Some(text),
                SideEffect::WriteDates(dates) => dates.set_for_process(),
                SideEffect::UseMouse(is_used) => self.mouse_change = Some(is_used),
                SideEffect::Exit(leaving) => self.exit_reason = self.exit_reason.take().or(Some(leaving)),
            }
        }
    }
}

impl EventLoop {
    fn send_request(&mut self, request: StoreRequest) {
        match &request.job {
            Job::Search { text, generation } if self.search.ask(text, *generation) => {
                self.is_searching = true;
                return;
            }
            Job::Import(asked) => self.running_import = asked.cancel_token().cloned(),
            _ => {}
        }
        // Sending cannot fail: the store thread ends only on request.
        let _ = self.jobs.send(request);
    }
}

/// Waits for the next message or deadline; `None` if no sender is left.
fn wait_for_message(model: &Model, incoming: &Receiver<Msg>) -> Option<Msg> {
    let Some(deadline) = model.next_deadline() else { return incoming.recv().ok() };
    match incoming.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        Ok(msg) => Some(msg),
        Err(RecvTimeoutError::Timeout) => Some(Msg::Deadline),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

/// Waits until the store thread has done what it was asked. What it only reads or imports ends at once where it can; a
/// county's file that is being read to its end cannot, and is left where it is: a kill would do no more.
fn wait_for_store(kept: &Receiver<()>, abandon: &AbandonFlag) {
    while kept.recv_timeout(LEAVE_PATIENCE) == Err(RecvTimeoutError::Timeout) {
        if abandon.is_set() {
            return;
        }
    }
}

/// How long a job that may be left undone gets to end by itself.
const LEAVE_PATIENCE: Duration = Duration::from_millis(100);

/// The store thread, the thread that searches beside it, and what ends their long jobs.
struct StoreThreads {
    jobs: Sender<StoreRequest>,
    /// Ends when the store thread does.
    kept: Receiver<()>,
    abandon: AbandonFlag,
    search: SearchDesk,
    searching: JoinHandle<()>,
    cancel: CancelToken,
}

fn start_store_threads(keeper: StoreKeeper, sender: Sender<Msg>) -> io::Result<StoreThreads> {
    let (jobs, asked) = mpsc::channel();
    let (search, cancel) = (SearchDesk::default(), CancelToken::default());
    let meanwhile = sender.clone();
    let send_answer = move |answer: StoreAnswer| drop(meanwhile.send(reply_message(answer.into())));
    let searching = search.start_thread(send_answer.clone())?;
    let beside = BesideThreads::new(search.clone(), jobs.clone(), Arc::new(send_answer));
    let abandon = beside.abandon.clone();
    let mut keeper = keeper.with_threads(beside, cancel.clone());
    let (keeping, kept) = mpsc::channel();
    thread::Builder::new().name("store".to_owned()).spawn(move || {
        for request in JobQueue::new(asked) {
            if matches!(request.job, Job::Stop) {
                break;
            }
            let _ = sender.send(reply_message(keeper.answer_request(request)));
        }
        // The home is closed before anybody is told.
        drop(keeper);
        drop(keeping);
    })?;
    Ok(StoreThreads { jobs, kept, abandon, search, searching, cancel })
}

fn reply_message(reply: StoreReply) -> Msg {
    Msg::Reply(Box::new(reply))
}

/// Reads the terminal on a thread of its own: the only reader of its events.
fn start_input_thread(sender: Sender<Msg>) -> io::Result<()> {
    // This runs before the first frame: the library notices a resize only after it was first asked for an event, so a
    // window that was resized earlier would never be redrawn.
    event::poll(Duration::ZERO)?;
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let mut filter = ReplyFilter::default();
        loop {
            let msgs = match read_events(&mut filter) {
                Ok(events) => events.into_iter().filter_map(message_from_event).collect(),
                Err(_gone) => vec![Msg::Signal(HANG_UP)],
            };
            for msg in msgs {
                let last = matches!(msg, Msg::Signal(_));
                if sender.send(msg).is_err() || last {
                    return;
                }
            }
        }
    })?;
    Ok(())
}

/// Waits for the next events. While a reply of the terminal may be arriving, the wait is only as long as its next key
/// can take.
fn read_events(filter: &mut ReplyFilter) -> io::Result<Vec<Event>> {
    if filter.is_holding() && !event::poll(filter.patience())? {
        return Ok(filter.release());
    }
    Ok(match filter.take_event(event::read()?) {
        FilterStep::Hold => Vec::new(),
        FilterStep::Pass(events) => events,
    })
}

fn message_from_event(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if matches!(key.kind, KeyEventKind::Press | KeyEventKind::Repeat) => Some(Msg::Key(key.into())),
        Event::Paste(pasted) => Some(Msg::Paste(pasted)),
        Event::Resize(width, height) => Some(Msg::Resize(Size::new(width, height))),
        Event::Mouse(mouse) => MouseInput::from_event(mouse).map(Msg::Mouse),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::tests::bench::{Bench, Folder};

    #[test]
    fn f19_after_a_panic_what_was_typed_last_is_saved() {
        let mut bench = Bench::open(&Folder::with_cases(4));
        bench.keys("2 d t r").text("half a sent");
        let (jobs, asked) = mpsc::channel();
        let (readings, _) = mpsc::channel();
        let mut running = EventLoop::new(jobs, SearchDesk::default(), readings);
        let leaving = run_catching_panics(&mut running, &mut bench.model, |_, _| panic!("a mistake of its own"));
        assert_eq!(leaving, ExitReason::Panicked);
        let saved = asked.try_iter().find_map(|request| match request.job {
            Job::SaveDraft { body, .. } => body,
            _ => None,
        });
        assert!(saved.unwrap().contains("half a sent"));
    }
}
