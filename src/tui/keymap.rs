//! The keymap: evens out the differences between terminals, reads and prints keys in one form, and maps sequences of
//! keys to commands. The default keys are `assets/keymap.toml`.

mod own_keys;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub use own_keys::KeyProblem;

use super::command::{CommandEntry, KeyContext, ScreenCommand, TABLE};
use crate::domain::sanitize::quoted;

/// The default keys, read once.
static DEFAULT_KEYS: LazyLock<Keymap> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the keymap is built in; the_default_keys_are_readable reads it")]
    Keymap::parse(include_str!("../../assets/keymap.toml")).expect("the built-in keymap is readable")
});

/// A key press in the same form for every terminal: a shifted letter is the capital letter, and Shift-Tab is one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Hash)]
pub struct Key {
    /// The key without its modifiers.
    pub code: KeyCode,
    /// Control, Alt and, if the character does not already say so, Shift.
    pub modifiers: KeyModifiers,
}

/// An error for a text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is not a key", quoted(.0))]
pub struct KeyError(String);

impl Key {
    /// Returns the key that types a character, without modifiers.
    pub const fn from_char(c: char) -> Self {
        Self { code: KeyCode::Char(c), modifiers: KeyModifiers::NONE }
    }

    /// Returns the character that this key types, if it types one.
    pub fn typed_char(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    fn code_name(self) -> Option<&'static str> {
        NAMES.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name)
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut modifiers = event.modifiers & known;
        let mut code = event.code;
        match code {
            // Some terminals send Ctrl-H for Backspace, and most for Ctrl-Backspace.
            KeyCode::Char('h') if modifiers == KeyModifiers::CONTROL => {
                code = KeyCode::Backspace;
                modifiers = KeyModifiers::NONE;
            }
            KeyCode::BackTab => {
                code = KeyCode::Tab;
                modifiers.insert(KeyModifiers::SHIFT);
            }
            KeyCode::Char(c) => {
                modifiers.remove(KeyModifiers::SHIFT);
                let upper = event.modifiers.contains(KeyModifiers::SHIFT) && modifiers.is_empty();
                let ctrl = modifiers.contains(KeyModifiers::CONTROL);
                code = KeyCode::Char(if upper {
                    c.to_ascii_uppercase()
                } else if ctrl {
                    c.to_ascii_lowercase()
                } else {
                    c
                });
            }
            _ => {}
        }
        Self { code, modifiers }
    }
}

const NAMES: [(&str, KeyCode); 27] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Space", KeyCode::Char(' ')),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("F1", KeyCode::F(1)),
    ("F2", KeyCode::F(2)),
    ("F3", KeyCode::F(3)),
    ("F4", KeyCode::F(4)),
    ("F5", KeyCode::F(5)),
    ("F6", KeyCode::F(6)),
    ("F7", KeyCode::F(7)),
    ("F8", KeyCode::F(8)),
    ("F9", KeyCode::F(9)),
    ("F10", KeyCode::F(10)),
    ("F11", KeyCode::F(11)),
    ("F12", KeyCode::F(12)),
];

const PREFIXES: [(&str, KeyModifiers); 3] =
    [("Ctrl-", KeyModifiers::CONTROL), ("Alt-", KeyModifiers::ALT), ("Shift-", KeyModifiers::SHIFT)];

impl FromStr for Key {
    type Err = KeyError;

    /// Parses the name of a key: `j`, `Enter`, `Ctrl-S`, `Shift-Tab`.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        for (prefix, modifier) in PREFIXES {
            if let Some(after) = rest.strip_prefix(prefix) {
                modifiers |= modifier;
                rest = after;
            }
        }
        let named = NAMES.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code);
        let single = || {
            let mut chars = rest.chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        let letter = |c: char| if modifiers.contains(KeyModifiers::CONTROL) { c.to_ascii_lowercase() } else { c };
        let code = named.or_else(|| single().map(letter).map(KeyCode::Char));
        code.map(|code| Self { code, modifiers }).ok_or_else(|| KeyError(text.to_owned()))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (prefix, modifier) in PREFIXES {
            if self.modifiers.contains(modifier) {
                f.write_str(prefix)?;
            }
        }
        match (self.code_name(), self.code) {
            (Some(name), _) => f.write_str(name),
            (None, KeyCode::Char(c)) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", c.to_ascii_uppercase())
            }
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, other) => write!(f, "{other}"),
        }
    }
}

/// One key, or several keys pressed one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySequence(pub Vec<Key>);

impl FromStr for KeySequence {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        text.split_whitespace().map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(index, key)| {
            if index > 0 {
                f.write_str(" ")?;
            }
            key.fmt(f)
        })
    }
}

/// The result of looking up the keys pressed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMatch {
    /// The keys are bound to this command.
    Command(ScreenCommand),
    /// The keys are the beginning of a sequence that is bound.
    More,
    /// The keys are not bound.
    Nothing,
}

/// The bindings of keys to commands.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<(KeySequence, ScreenCommand)>,
}

/// Why a keymap cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeymapError {
    /// The text is not valid TOML of the right form.
    #[error("The keymap cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// The keymap names a key that does not exist.
    #[error("The keymap names an unknown key: {0}")]
    UnknownKey(#[from] KeyError),
    /// The keymap names a command that does not exist.
    #[error("The keymap names an unknown command: {0}")]
    UnknownCommand(String),
}

impl Keymap {
    /// Returns the default keys.
    pub fn default_keys() -> &'static Self {
        &DEFAULT_KEYS
    }

    /// Reads a keymap: a TOML table of command ids, each with its keys.
    ///
    /// # Errors
    /// Fails if the text is not such a table, or if it names an unknown key or command.
    pub fn parse(source: &str) -> Result<Self, KeymapError> {
        let keys_by_id: BTreeMap<String, Vec<String>> = toml::from_str(source)?;
        let mut bindings = Vec::new();
        for (id, keys) in keys_by_id {
            let entry = TABLE.iter().find(|entry| entry.id == id).ok_or(KeymapError::UnknownCommand(id))?;
            for keys in keys {
                bindings.push((keys.parse()?, entry.command));
            }
        }
        Ok(Self { bindings })
    }

    /// Looks up what the `pressed` keys do in `context`. In a text field, a key that types a character never runs a
    /// command.
    pub fn match_keys(&self, context: KeyContext, pressed: &[Key]) -> KeyMatch {
        if pressed.first().is_some_and(|key| key.typed_char().is_some()) && context.accepts_char() {
            return KeyMatch::Nothing;
        }
        let acts = |command: ScreenCommand| command.table_entry().is_some_and(|entry| entry.contexts.contains(context));
        let mut matching = self.bindings.iter().filter(|(keys, command)| keys.0.starts_with(pressed) && acts(*command));
        match matching.next() {
            Some((keys, command)) if keys.0.len() == pressed.len() => KeyMatch::Command(*command),
            Some(_) => KeyMatch::More,
            None => KeyMatch::Nothing,
        }
    }

    /// Returns the key sequences of a command, in the order of the keymap.
    pub fn keys_for(&self, command: ScreenCommand) -> impl Iterator<Item = &KeySequence> {
        self.bindings.iter().filter(move |(_, bound)| *bound == command).map(|(keys, _)| keys)
    }

    /// Returns the commands that `key` alone runs in any context, in the order of the table.
    pub fn entries_for_key(&self, key: Key) -> impl Iterator<Item = &'static CommandEntry> {
        let runs = move |entry: &&CommandEntry| self.keys_for(entry.command).any(|keys| keys.0 == [key]);
        TABLE.iter().filter(runs)
    }

    /// Returns the first key sequence that runs a command in `context`, as the screen shows it.
    pub fn key_label(&self, command: ScreenCommand, context: KeyContext) -> Option<String> {
        let runs_command = |keys: &&KeySequence| self.match_keys(context, &keys.0) == KeyMatch::Command(command);
        self.keys_for(command).find(runs_command).map(KeySequence::to_string)
    }

    /// Returns every pair of commands that the same keys would run in the same context.
    pub fn key_conflicts(&self) -> Vec<(String, ScreenCommand, ScreenCommand)> {
        let mut conflicts = Vec::new();
        for (index, (keys, command)) in self.bindings.iter().enumerate() {
            for (other_keys, other) in self.bindings.iter().skip(index + 1) {
                let collide = keys.0.starts_with(&other_keys.0) || other_keys.0.starts_with(&keys.0);
                if collide && command.shares_context_with(*other) {
                    conflicts.push((keys.to_string(), *command, *other));
                }
            }
        }
        conflicts
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("j")]
    #[case("G")]
    #[case("Enter")]
    #[case("Ctrl-S")]
    #[case("Ctrl-Space")]
    #[case("Shift-Tab")]
    #[case("Alt-Backspace")]
    #[case("PgDn")]
    #[case("F1")]
    fn a_key_is_printed_as_it_is_written(#[case] text: &str) {
        assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
    }

    #[test]
    fn terminals_differences_are_evened_out() {
        let event = |code, modifiers| Key::from(KeyEvent::new(code, modifiers)).to_string();
        assert_eq!(event(KeyCode::BackTab, KeyModifiers::SHIFT), "Shift-Tab");
        assert_eq!(event(KeyCode::BackTab, KeyModifiers::NONE), "Shift-Tab");
        assert_eq!(event(KeyCode::Char('g'), KeyModifiers::SHIFT), "G");
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(event(KeyCode::Char('S'), KeyModifiers::CONTROL), "Ctrl-S");
        assert_eq!(event(KeyCode::Char('h'), KeyModifiers::CONTROL), "Backspace");
    }

    #[test]
    fn the_default_keys_are_readable_and_no_two_commands_share_one() {
        let keymap = Keymap::default_keys();
        assert_eq!(keymap.key_conflicts(), []);
    }

    #[test]
    fn every_command_has_a_key() {
        let keymap = Keymap::default_keys();
        let without: Vec<_> = TABLE.iter().filter(|entry| keymap.keys_for(entry.command).next().is_none()).collect();
        let palette_only = |entry: &&CommandEntry| entry.palette_only;
        assert!(without.iter().copied().all(|entry| palette_only(&entry)), "{without:?}");
    }

    #[test]
    fn a_sequence_waits_for_its_next_key() {
        let keymap = Keymap::parse("keys = [\"x y\"]").unwrap();
        let key = |text: &str| text.parse::<Key>().unwrap();
        assert_eq!(keymap.match_keys(KeyContext::Cases, &[key("x")]), KeyMatch::More);
        assert!(matches!(keymap.match_keys(KeyContext::Cases, &[key("x"), key("y")]), KeyMatch::Command(_)));
        assert_eq!(keymap.match_keys(KeyContext::Cases, &[key("y")]), KeyMatch::Nothing);
    }

    #[test]
    fn an_unknown_command_is_named() {
        assert!(matches!(Keymap::parse("fly = [\"f\"]"), Err(KeymapError::UnknownCommand(id)) if id == "fly"));
        assert!(matches!(Keymap::parse("keys = [\"Hyper-X\"]"), Err(KeymapError::UnknownKey(_))));
    }
}
