//! Keys of the worker's own, which take the place of the default keys of a command. One that cannot be used is left out and
//! told: it never takes a key from another command without a word.

use std::collections::BTreeMap;

use super::{KeySequence, Keymap};
use crate::domain::sanitize::quoted;
use crate::tui::command::{CommandEntry, ScreenCommand, TABLE};

/// A key of the worker's own that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyProblem {
    /// The id of the command as the settings have it.
    pub command: String,
    /// The key as the settings have it; empty if the problem is not in a key.
    pub key: String,
    /// What is wrong, and what is used instead.
    pub says: String,
}

/// The keys of the worker's own for a command.
type OwnKeys = (&'static CommandEntry, Vec<KeySequence>);

impl Keymap {
    /// Returns this keymap with keys of the worker's own, and what is wrong with those that cannot be used. For their
    /// commands the keys of this keymap stay.
    pub fn with_own_keys(&self, own: &BTreeMap<String, Vec<String>>) -> (Self, Vec<KeyProblem>) {
        let (mut usable, mut problems): (Vec<OwnKeys>, Vec<KeyProblem>) = (Vec::new(), Vec::new());
        for (id, keys) in own {
            match self.parse_own_keys(id, keys) {
                Ok(parsed) => usable.push(parsed),
                Err(problem) => problems.push(problem),
            }
        }
        loop {
            let keymap = self.replace_keys(&usable);
            let Some((index, key, other)) = keymap.find_clash(&usable) else { return (keymap, problems) };
            let (entry, _) = usable.remove(index);
            let other = other.table_entry().map_or("", |entry| entry.title);
            let says = format!(
                "{key} belongs to {other}; {} is used instead",
                self.keys_text(entry.command),
                other = quoted(other)
            );
            problems.push(KeyProblem { command: entry.id.to_owned(), key, says });
        }
    }

    /// Returns the keys of a command in a sentence: `u or Ctrl-Z`.
    pub fn keys_text(&self, command: ScreenCommand) -> String {
        let keys: Vec<_> = self.keys_for(command).map(ToString::to_string).collect();
        if keys.is_empty() { "no key".to_owned() } else { keys.join(" or ") }
    }

    fn parse_own_keys(&self, id: &str, keys: &[String]) -> Result<OwnKeys, KeyProblem> {
        let problem = |key: &str, says: String| KeyProblem { command: id.to_owned(), key: key.to_owned(), says };
        let Some(entry) = TABLE.iter().find(|entry| entry.id == id) else {
            return Err(problem("", format!("there is no command {}, and the line is left out", quoted(id))));
        };
        let instead = format!("{} is used instead", self.keys_text(entry.command));
        if keys.is_empty() && !entry.palette_only {
            return Err(problem("", format!("{} needs a key; {instead}", quoted(entry.title))));
        }
        let is_typed_everywhere = entry.contexts.0.iter().all(|context| context.accepts_char());
        let parse = |key: &String| {
            let sequence: KeySequence = key
                .parse()
                .map_err(|_no_key| problem(key, format!("{key} is not a key; {instead}", key = quoted(key))))?;
            match sequence.0.first() {
                None => Err(problem(key, format!("{key} is not a key; {instead}", key = quoted(key)))),
                Some(first) if is_typed_everywhere && first.typed_char().is_some() => {
                    Err(problem(key, format!("{key} types text where {} acts; {instead}", quoted(entry.title))))
                }
                Some(_) => Ok(sequence),
            }
        };
        Ok((entry, keys.iter().map(parse).collect::<Result<_, _>>()?))
    }

    fn replace_keys(&self, own: &[OwnKeys]) -> Self {
        let has_own = |command: ScreenCommand| own.iter().any(|(entry, _)| entry.command == command);
        let mut bindings = self.bindings.clone();
        bindings.retain(|(_, command)| !has_own(*command));
        for (entry, keys) in own {
            bindings.extend(keys.iter().map(|keys| (keys.clone(), entry.command)));
        }
        Self { bindings }
    }

    /// Returns the first of the worker's own commands, the last one first, whose key another command has where both act:
    /// its index, the key, and the other command.
    fn find_clash(&self, own: &[OwnKeys]) -> Option<(usize, String, ScreenCommand)> {
        own.iter().enumerate().rev().find_map(|(index, (entry, keys))| {
            let (key, other) =
                keys.iter().find_map(|keys| Some((keys, self.command_in_the_way(entry.command, keys)?)))?;
            Some((index, key.to_string(), other))
        })
    }

    fn command_in_the_way(&self, command: ScreenCommand, keys: &KeySequence) -> Option<ScreenCommand> {
        let collides = |other: &KeySequence| keys.0.starts_with(&other.0) || other.0.starts_with(&keys.0);
        let mut others = self.bindings.iter().filter(|(_, other)| *other != command);
        let found = others.find(|(other, of)| collides(other) && command.shares_context_with(*of));
        found.map(|(_, of)| *of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::command::{KeyContext, RowCommand};
    use crate::tui::keymap::KeyMatch;

    fn own(text: &str) -> BTreeMap<String, Vec<String>> {
        toml::from_str(text).unwrap()
    }

    fn does(keymap: &Keymap, key: &str) -> KeyMatch {
        keymap.match_keys(KeyContext::Today, &[key.parse().unwrap()])
    }

    const DICTATE: KeyMatch = KeyMatch::Command(ScreenCommand::Work(RowCommand::Dictate));
    const ACT: KeyMatch = KeyMatch::Command(ScreenCommand::Work(RowCommand::Act));

    #[test]
    fn a_key_of_ones_own_takes_the_place_of_the_usual_one() {
        let (keymap, problems) = Keymap::default_keys().with_own_keys(&own("dictate = [\"K\", \"F6\"]"));
        assert_eq!(problems, []);
        assert_eq!(
            (does(&keymap, "K"), does(&keymap, "F6"), does(&keymap, "d")),
            (DICTATE, DICTATE, KeyMatch::Nothing)
        );
        assert_eq!(keymap.key_conflicts(), []);
    }

    #[test]
    fn two_commands_may_swap_their_keys() {
        let (keymap, problems) = Keymap::default_keys().with_own_keys(&own("dictate = [\"a\"]\nact = [\"d\"]"));
        assert_eq!((problems, does(&keymap, "a"), does(&keymap, "d")), (Vec::new(), DICTATE, ACT));
    }

    #[test]
    fn a_key_that_belongs_to_another_command_is_refused_and_told_with_what_is_used_instead() {
        let (keymap, problems) = Keymap::default_keys().with_own_keys(&own("dictate = [\"a\"]\nwhy = [\"x\", \"w\"]"));
        assert_eq!((does(&keymap, "d"), does(&keymap, "a"), keymap.key_conflicts().len()), (DICTATE, ACT, 0));
        let said: Vec<_> = problems.iter().map(|problem| problem.says.as_str()).collect();
        assert!(said.contains(&"a belongs to \"act\"; d is used instead"), "{said:?}");
        assert!(said.contains(&"x belongs to \"mark\"; w is used instead"), "{said:?}");
    }

    #[test]
    fn what_is_no_key_or_no_command_is_told() {
        let text = "fly = [\"f\"]\nundo = [\"Hyper-U\"]\nredo = []\nfile = [\"s\"]\ntheme = []";
        let (keymap, problems) = Keymap::default_keys().with_own_keys(&own(text));
        let said = problems.iter().map(|problem| problem.says.as_str()).collect::<Vec<_>>().join("\n");
        assert!(
            said.contains("no command \"fly\"") && said.contains("\"Hyper-U\" is not a key; u or Ctrl-Z"),
            "{said}"
        );
        assert!(said.contains("\"redo\" needs a key") && said.contains("s types text"), "{said}");
        assert_eq!((problems.len(), keymap.key_conflicts().len()), (4, 0), "{said}");
    }
}
