//! The names by which the list of every action finds a command: its title, and the other names of
//! `assets/command_names.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::CommandEntry;

static NAMES: LazyLock<CommandNames> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the names are built in; every_named_command_exists reads them")]
    toml::from_str(include_str!("../../../assets/command_names.toml")).expect("the names of commands are readable")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommandNames {
    /// The ids of the commands that need their whole name.
    whole_name: BTreeSet<String>,
    /// Other names of commands, by the ids of the commands.
    names: BTreeMap<String, Vec<String>>,
}

impl CommandEntry {
    /// Returns the names of the command in small letters, its title first.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let others = NAMES.names.get(self.id).into_iter().flatten().map(|name| name.to_lowercase());
        std::iter::once(self.title.to_lowercase()).chain(others)
    }

    /// Returns whether the list of every action runs the command only by its whole name or if the arrows chose it,
    /// because it records, discards or ends something at once.
    pub fn needs_whole_name(&self) -> bool {
        NAMES.whole_name.contains(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::TABLE;
    use super::*;

    #[test]
    fn every_named_command_exists() {
        let known = |id: &String| TABLE.iter().any(|entry| entry.id == id);
        let unknown: Vec<_> = NAMES.whole_name.iter().chain(NAMES.names.keys()).filter(|id| !known(id)).collect();
        assert_eq!(unknown, Vec::<&String>::new());
    }
}
