//! Filters late replies of the terminal: answers to questions that a shell, a prompt or an earlier program asked. They
//! are not typed text, although the library that reads the terminal passes them on as keys.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The longest time between two keys of a reply of the terminal: shorter than the time between two keys that somebody
/// presses.
const BETWEEN_KEYS: Duration = Duration::from_millis(40);
/// The longest time between two pieces of a reply over a slow line.
const BETWEEN_PIECES: Duration = Duration::from_secs(1);

/// The largest number of keys in a reply. A longer one (such as a copied text) is not a reply.
const MAX_KEYS: usize = 4_096;

/// Holds keys that may be a reply of the terminal. A reply begins with an escape and one of five characters, which
/// arrive as one key with Alt, and ends with an escape and a backslash, or with a bell.
#[derive(Debug, Default)]
pub struct ReplyFilter {
    held: Vec<Event>,
}

/// What to do after an event.
#[derive(Debug, PartialEq, Eq)]
pub enum FilterStep {
    /// The event may belong to a reply: wait a moment for the next one.
    Hold,
    /// These events are not a reply: pass them on.
    Pass(Vec<Event>),
}

impl ReplyFilter {
    /// Takes the next event.
    pub fn take_event(&mut self, event: Event) -> FilterStep {
        if self.held.is_empty() {
            let begins = alt_char(&event).is_some_and(|c| matches!(c, ']' | 'P' | '_' | '^' | 'X'));
            return if begins { self.hold(event) } else { FilterStep::Pass(vec![event]) };
        }
        if alt_char(&event) == Some('\\') || is_bell(&event) {
            self.held.clear();
            return FilterStep::Pass(Vec::new());
        }
        let is_part = matches!(event, Event::Key(KeyEvent { code: KeyCode::Char(_), modifiers, .. })
            if modifiers.difference(KeyModifiers::SHIFT).is_empty());
        if is_part && self.held.len() < MAX_KEYS {
            return self.hold(event);
        }
        self.held.push(event);
        FilterStep::Pass(self.release())
    }

    /// Returns whether events are held back.
    pub const fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Returns how long the next event of a reply can take. What is a reply so far may come in pieces; other keys were pressed
    /// by hand and wait no longer than nobody notices.
    pub fn patience(&self) -> Duration {
        let mut held = self.held.iter();
        let begin = held.next().and_then(alt_char);
        let body = held.next().and_then(plain_char);
        let is_reply = match (begin, body) {
            (Some(']' | 'P'), None) => true,
            (Some(']'), Some(body)) => body.is_ascii_digit(),
            (Some('P'), Some(body)) => body.is_ascii_digit() || matches!(body, '>' | '!' | '$' | '+'),
            _ => false,
        };
        if is_reply { BETWEEN_PIECES } else { BETWEEN_KEYS }
    }

    /// Returns the held events. Nothing followed them at once, so a person typed them.
    pub fn release(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.held)
    }

    fn hold(&mut self, event: Event) -> FilterStep {
        self.held.push(event);
        FilterStep::Hold
    }
}

/// Returns the character that was pressed with Alt.
fn alt_char(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. })
            if modifiers.difference(KeyModifiers::SHIFT) == KeyModifiers::ALT =>
        {
            Some(*c)
        }
        _ => None,
    }
}

/// Returns the character that was typed.
fn plain_char(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) => Some(*c),
        _ => None,
    }
}

/// Returns whether the event is the bell, which arrives as Ctrl-G.
fn is_bell(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Char('g'), modifiers: KeyModifiers::CONTROL, .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    fn filter_events(filter: &mut ReplyFilter, events: impl IntoIterator<Item = Event>) -> Vec<Event> {
        let mut all = Vec::new();
        for event in events {
            if let FilterStep::Pass(events) = filter.take_event(event) {
                all.extend(events);
            }
        }
        all
    }

    fn key_events(text: &str) -> Vec<Event> {
        text.chars().map(|c| key(c, KeyModifiers::NONE)).collect()
    }

    #[test]
    fn a_reply_is_not_typed() {
        for end in [key('\\', KeyModifiers::ALT), key('g', KeyModifiers::CONTROL)] {
            let mut filter = ReplyFilter::default();
            let reply =
                std::iter::once(key(']', KeyModifiers::ALT)).chain(key_events("11;rgb:0000/0000/0000")).chain([end]);
            assert_eq!(filter_events(&mut filter, reply), []);
            assert_eq!(filter_events(&mut filter, key_events("q")), key_events("q"));
        }
    }

    #[test]
    fn a_reply_may_come_in_pieces_and_a_hand_does_not_wait() {
        for (begin, body, patience) in [
            (']', "", BETWEEN_PIECES),
            (']', "11;rgb:ff", BETWEEN_PIECES),
            ('P', "1$r", BETWEEN_PIECES),
            ('P', ">|xterm", BETWEEN_PIECES),
            (']', "a", BETWEEN_KEYS),
            ('X', "", BETWEEN_KEYS),
        ] {
            let mut filter = ReplyFilter::default();
            let keys = std::iter::once(key(begin, KeyModifiers::ALT)).chain(key_events(body));
            assert_eq!(filter_events(&mut filter, keys), []);
            assert_eq!(filter.patience(), patience, "{begin}{body}");
        }
    }

    #[test]
    fn what_a_hand_typed_is_passed_on_in_order() {
        let mut filter = ReplyFilter::default();
        let keys: Vec<Event> = std::iter::once(key(']', KeyModifiers::ALT)).chain(key_events("ab")).collect();
        assert_eq!(filter_events(&mut filter, keys.clone()), []);
        assert!(filter.is_holding());
        assert_eq!(filter.release(), keys);
        let enter = Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
        let with_enter: Vec<Event> = keys.into_iter().chain([enter]).collect();
        assert_eq!(filter_events(&mut filter, with_enter.clone()), with_enter);
    }
}
