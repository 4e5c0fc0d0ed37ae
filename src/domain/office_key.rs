//! An office's keys: which of them stand for an office, and which are a way to open a home and nothing more.

use std::collections::BTreeMap;

use super::access_way::{Way, WayKind, WaysChange};
use super::ids::WorkerNumber;

/// The name of the file in the folder of the machine that names the public keys of offices.
pub const OFFICES_FILE: &str = "offices.toml";

/// An office's key that opens a home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeKey {
    /// The name under which it was put in.
    pub office: String,
    /// The public key, in hexadecimal.
    pub public: String,
    /// The worker who put it in; `None` if nobody knows, or an office did.
    pub put_in_by: Option<WorkerNumber>,
    /// The office with whose key it was put in.
    pub put_in_with: Option<String>,
    /// Whether the key stands for an office: the machine names it, or a key that stands for an office put it in.
    pub is_confirmed: bool,
}

impl OfficeKey {
    /// Returns who put the key in, for a sentence: `V1A3`.
    pub fn maker(&self) -> String {
        let office = || self.put_in_with.as_ref().map(|office| format!("the office {office}"));
        let maker = self.put_in_by.as_ref().map(ToString::to_string).or_else(office);
        maker.unwrap_or_else(|| "somebody before this was recorded".to_owned())
    }

    /// Returns who stands behind the key, as a sentence.
    pub fn sentence(&self) -> String {
        let (office, maker) = (&self.office, self.maker());
        if self.is_confirmed {
            return format!("The office's key {office}, put in by {maker}, stands for the office.");
        }
        format!(
            "The office's key {office} was put in by {maker}, and nobody of the office stands behind it: it opens this home, \
             and what it confirms counts as done by {maker}."
        )
    }
}

/// The office's keys of a home from its first entry up to another one.
#[derive(Debug, Clone, Default)]
pub struct OfficeKeyHistory {
    present: BTreeMap<String, OfficeKey>,
    knows_makers: bool,
}

impl OfficeKeyHistory {
    /// Takes over that a worker was enrolled with the first way into a home: from then on the record knows who puts a key in.
    pub const fn note_first_way(&mut self) {
        self.knows_makers = true;
    }

    /// Takes over a change of the ways into the home. `is_named` says whether the machine names a public key.
    pub fn take(&mut self, author: &WorkerNumber, change: &WaysChange, is_named: impl Fn(&str) -> bool) {
        let by_office = change.office.as_deref().and_then(|office| self.find(office));
        let confirmed = change.confirms.as_deref().filter(|_| by_office.is_some_and(|key| key.is_confirmed));
        let escrow = || change.state.ways.iter().filter(|way| way.kind == WayKind::Escrow);
        let is_same = |key: &OfficeKey, way: &Way| key.office == way.label && key.public == way.public;
        self.present.retain(|_, key| escrow().any(|way| is_same(key, way)));
        for way in escrow() {
            let is_confirmed = is_named(&way.public) || confirmed == Some(way.public.as_str());
            self.present.entry(way.label.clone()).or_insert_with(|| OfficeKey {
                office: way.label.clone(),
                public: way.public.clone(),
                put_in_by: (self.knows_makers && change.office.is_none()).then(|| author.clone()),
                put_in_with: change.office.clone(),
                is_confirmed,
            });
        }
        self.knows_makers = true;
    }

    /// Returns the key that was put in under this name; `None` if the home has none now.
    pub fn find(&self, office: &str) -> Option<&OfficeKey> {
        self.present.get(office)
    }

    /// Returns the keys that open the home now, by their names.
    pub fn into_keys(self) -> Vec<OfficeKey> {
        self.present.into_values().collect()
    }
}

/// Who set the passphrase of each worker, from the first entry of a home up to another one.
#[derive(Debug, Clone, Default)]
pub struct SetPassphrases(BTreeMap<String, (String, Option<String>)>);

impl SetPassphrases {
    /// Takes over a change of the ways into the home.
    pub fn take(&mut self, change: &WaysChange) {
        let ways = || change.state.ways.iter().filter(|way| way.kind == WayKind::Passphrase);
        self.0.retain(|label, (public, _)| ways().any(|way| way.label == *label && way.public == *public));
        for way in ways() {
            self.0.entry(way.label.clone()).or_insert_with(|| (way.public.clone(), change.office.clone()));
        }
    }

    /// Returns the office with whose key the worker's present passphrase was set; `None` if none was.
    pub fn office_of(&self, worker: &WorkerNumber) -> Option<&str> {
        self.0.get(worker.as_str())?.1.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access_way::KeyFileState;

    fn ways(ways: &[(WayKind, &str, &str)], office: Option<&str>, confirms: Option<&str>) -> WaysChange {
        let ways = ways.iter().map(|(kind, label, public)| Way {
            kind: *kind,
            label: (*label).to_owned(),
            public: (*public).to_owned(),
        });
        let state = KeyFileState { generation: 1, ways: ways.collect() };
        WaysChange {
            how: "changed".to_owned(),
            state,
            office: office.map(str::to_owned),
            confirms: confirms.map(str::to_owned),
        }
    }

    const WEST: (WayKind, &str, &str) = (WayKind::Escrow, "West", "aa");
    const EAST: (WayKind, &str, &str) = (WayKind::Escrow, "East", "bb");

    /// Only the key that a confirmed office itself names is confirmed, not what else the change happens to hold.
    #[test]
    fn a_key_counts_that_the_machine_names_or_that_a_counting_key_put_in() {
        let author: WorkerNumber = "V1A3".parse().unwrap();
        for (named, by, confirms, is_confirmed) in [
            ("bb", None, None, true),
            ("aa", None, None, false),
            ("aa", Some("West"), Some("bb"), true),
            ("aa", Some("West"), None, false),
            ("cc", Some("West"), Some("bb"), false),
        ] {
            let mut keys = OfficeKeyHistory::default();
            keys.note_first_way();
            keys.take(&author, &ways(&[WEST], None, None), |public| public == named);
            keys.take(&author, &ways(&[WEST, EAST], by, confirms), |public| public == named);
            let east = keys.find("East").unwrap();
            assert_eq!(east.is_confirmed, is_confirmed, "{named} {by:?} {confirms:?}");
            assert_eq!(east.maker(), by.map_or_else(|| "V1A3".to_owned(), |office| format!("the office {office}")));
        }
    }

    #[test]
    fn another_public_key_under_the_same_name_is_another_key() {
        let author: WorkerNumber = "V1A3".parse().unwrap();
        let mut keys = OfficeKeyHistory::default();
        keys.take(&author, &ways(&[WEST], None, None), |public| public == "aa");
        assert!(keys.find("West").is_some_and(|key| key.is_confirmed && key.put_in_by.is_none()), "{keys:?}");
        let other = (WayKind::Escrow, "West", "cc");
        keys.take(&author, &ways(&[other], None, None), |public| public == "aa");
        assert!(keys.find("West").is_some_and(|key| !key.is_confirmed), "{keys:?}");
        assert!(keys.find("West").unwrap().sentence().contains("put in by V1A3"), "{keys:?}");
        keys.take(&author, &ways(&[], None, None), |_| false);
        assert_eq!(keys.find("West"), None);
    }

    #[test]
    fn a_passphrase_that_an_office_set_is_the_offices_until_it_is_changed() {
        let worker: WorkerNumber = "V1B2".parse().unwrap();
        let passphrase = |public| (WayKind::Passphrase, "V1B2", public);
        let mut set = SetPassphrases::default();
        set.take(&ways(&[passphrase("aa")], None, None));
        assert_eq!(set.office_of(&worker), None);
        set.take(&ways(&[passphrase("bb")], Some("West"), None));
        set.take(&ways(&[passphrase("bb"), EAST], None, None));
        assert_eq!(set.office_of(&worker), Some("West"));
        set.take(&ways(&[passphrase("cc")], None, None));
        assert_eq!(set.office_of(&worker), None);
    }
}
