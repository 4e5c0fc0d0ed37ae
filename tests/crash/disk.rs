//! A disk in memory that keeps what was flushed apart from what was only written, and fails when it is told to.

use std::collections::BTreeMap;

use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

/// What is asked of the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Call {
    Create,
    Read,
    Write,
    Truncate,
    Flush,
    Delete,
}

/// How the disk fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The plug is pulled: nothing works until the power is back.
    PowerCut,
    /// One call fails.
    Io,
    /// One write finds no room.
    Full,
    /// No write finds room until there is some again.
    StaysFull,
    /// One flush fails, and what it should have flushed is no longer flushed by a later one, as on Linux.
    Flush,
}

impl Kind {
    const fn hits(self, call: Call) -> bool {
        match self {
            Self::PowerCut => !matches!(call, Call::Read),
            Self::Io => true,
            Self::Full | Self::StaysFull => matches!(call, Call::Create | Call::Write),
            Self::Flush => matches!(call, Call::Flush),
        }
    }
}

/// A call that failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    Io(Call),
    Full,
}

/// A failure to come: the call of its kind with this number, from 0.
#[derive(Clone, Copy, Debug)]
struct Plan {
    kind: Kind,
    after: u64,
}

#[derive(Clone, Debug)]
enum Pending {
    Write { at: usize, bytes: Vec<u8> },
    Cut(usize),
}

#[derive(Clone, Default, Debug)]
struct File {
    /// What survives a power cut for certain.
    durable: Vec<u8>,
    /// What the program sees.
    seen: Vec<u8>,
    /// What was written since the last flush.
    pending: Vec<Pending>,
    /// Whether its name survives a power cut for certain.
    linked: bool,
}

/// The files of a disk at rest.
pub type Image = BTreeMap<String, Vec<u8>>;

/// The disk.
pub struct Disk {
    files: BTreeMap<String, File>,
    /// Deleted, and maybe back after a power cut: a folder is not flushed by itself.
    ghosts: BTreeMap<String, File>,
    plan: Option<Plan>,
    fired: bool,
    off: bool,
    chance: ChaCha8Rng,
    /// Whether a write that is cut off leaves the bytes beside it alone.
    pub powersafe: bool,
    /// A flush of a file whose name ends so is said to be done and is not.
    pub lies_about: Option<&'static str>,
}

impl Disk {
    pub fn new() -> Self {
        Self {
            files: BTreeMap::new(),
            ghosts: BTreeMap::new(),
            plan: None,
            fired: false,
            off: false,
            chance: ChaCha8Rng::seed_from_u64(0),
            powersafe: true,
            lies_about: None,
        }
    }

    /// Starts over with these files, all flushed, and with the chances of `seed`.
    pub fn start(&mut self, image: &Image, seed: u64) {
        let lies_about = self.lies_about;
        let whole =
            |bytes: &Vec<u8>| File { durable: bytes.clone(), seen: bytes.clone(), linked: true, pending: vec![] };
        let files = image.iter().map(|(name, bytes)| (name.clone(), whole(bytes))).collect();
        *self = Self { files, chance: ChaCha8Rng::seed_from_u64(seed), lies_about, ..Self::new() };
        self.powersafe = self.chance.random();
    }

    /// The files as the program sees them.
    pub fn image(&self) -> Image {
        self.files.iter().map(|(name, file)| (name.clone(), file.seen.clone())).collect()
    }

    /// Lets a call fail: the one that follows `after` others of its kind.
    pub fn fail(&mut self, kind: Kind, after: u64) {
        self.plan = Some(Plan { kind, after });
        self.fired = false;
    }

    /// Whether the failure that was planned has come, and how many of its calls were still to go if not.
    pub fn fired(&self) -> Result<(), u64> {
        if self.fired { Ok(()) } else { Err(self.plan.map_or(0, |plan| plan.after)) }
    }

    /// There is room again, and nothing else is planned.
    pub fn mend(&mut self) {
        self.plan = None;
    }

    /// Pulls the plug now.
    pub fn cut(&mut self) {
        self.off = true;
    }

    /// The power is back: of what was not flushed, some sectors were written, some were not and some are garbage.
    pub fn power_back(&mut self) {
        self.off = false;
        self.plan = None;
        let luck = Luck::of(&mut self.chance);
        for (name, ghost) in std::mem::take(&mut self.ghosts) {
            let named = self.files.get(&name);
            if named.is_none_or(|file| !file.linked) && self.chance.random() {
                self.files.insert(name, ghost);
            }
        }
        let chance = &mut self.chance;
        self.files.retain(|_, file| file.linked || chance.random());
        for file in self.files.values_mut() {
            file.survive(luck, self.powersafe, &mut self.chance);
        }
    }

    fn asked(&mut self, call: Call) -> Result<(), Failure> {
        if self.off {
            return Err(Failure::Io(call));
        }
        let Some(plan) = self.plan.as_mut().filter(|plan| plan.kind.hits(call)) else { return Ok(()) };
        if plan.after > 0 {
            plan.after -= 1;
            return Ok(());
        }
        let kind = plan.kind;
        self.fired = true;
        match kind {
            Kind::PowerCut => self.off = true,
            Kind::StaysFull => {}
            Kind::Io | Kind::Full | Kind::Flush => self.plan = None,
        }
        Err(if matches!(kind, Kind::Full | Kind::StaysFull) { Failure::Full } else { Failure::Io(call) })
    }

    pub fn exists(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Opens a file, and makes it where it may.
    pub fn open(&mut self, name: &str, create: bool) -> Result<(), Failure> {
        if self.exists(name) && !self.off {
            return Ok(());
        }
        self.asked(Call::Create)?;
        if !create {
            return Err(Failure::Io(Call::Create));
        }
        self.files.insert(name.to_owned(), File::default());
        Ok(())
    }

    /// Fills `into` from the file; gives how many bytes were there.
    pub fn read(&mut self, name: &str, at: usize, into: &mut [u8]) -> Result<usize, Failure> {
        self.asked(Call::Read)?;
        let there = self.files.get(name).and_then(|file| file.seen.get(at..)).unwrap_or_default();
        let length = there.len().min(into.len());
        into[..length].copy_from_slice(&there[..length]);
        into[length..].fill(0);
        Ok(length)
    }

    pub fn write(&mut self, name: &str, at: usize, bytes: &[u8]) -> Result<(), Failure> {
        let was_off = self.off;
        let asked = self.asked(Call::Write);
        if let Some(file) = self.files.get_mut(name).filter(|_| !was_off) {
            // A write that fails may be half done; one during which the plug is pulled may be whole.
            let done = if asked.is_ok() || self.off { bytes } else { &bytes[..bytes.len() / 2] };
            overwrite(&mut file.seen, at, done);
            file.pending.push(Pending::Write { at, bytes: done.to_vec() });
        }
        asked
    }

    pub fn truncate(&mut self, name: &str, length: usize) -> Result<(), Failure> {
        self.asked(Call::Truncate)?;
        if let Some(file) = self.files.get_mut(name) {
            file.seen.resize(length, 0);
            file.pending.push(Pending::Cut(length));
        }
        Ok(())
    }

    pub fn flush(&mut self, name: &str) -> Result<(), Failure> {
        let asked = self.asked(Call::Flush);
        if self.lies_about.is_some_and(|ending| name.ends_with(ending)) {
            return asked;
        }
        let Some(file) = self.files.get_mut(name) else { return asked };
        match asked {
            Ok(()) => {
                for pending in std::mem::take(&mut file.pending) {
                    pending.land(&mut file.durable);
                }
                // SQLite flushes the folder too when it flushes a new journal: deletions before it are certain then.
                if !std::mem::replace(&mut file.linked, true) {
                    self.ghosts.clear();
                }
            }
            Err(_) if !self.off => {
                let seen = file.seen.clone();
                file.survive(Luck::of(&mut self.chance), self.powersafe, &mut self.chance);
                file.seen = seen;
            }
            Err(_) => {}
        }
        asked
    }

    pub fn delete(&mut self, name: &str, for_certain: bool) -> Result<(), Failure> {
        self.asked(Call::Delete)?;
        if let Some(file) = self.files.remove(name).filter(|file| file.linked && !for_certain) {
            self.ghosts.insert(name.to_owned(), file);
        }
        Ok(())
    }

    pub fn size(&self, name: &str) -> usize {
        self.files.get(name).map_or(0, |file| file.seen.len())
    }
}

/// How much of what was not flushed a power cut leaves.
#[derive(Clone, Copy)]
struct Luck {
    kept: f64,
    garbled: f64,
}

impl Luck {
    fn of(chance: &mut ChaCha8Rng) -> Self {
        let kept = [0.0, 0.5, 0.9, 1.0][chance.random_range(0..4)];
        let garbled = [0.0, 0.05, 0.3][chance.random_range(0..3)];
        Self { kept, garbled }
    }
}

impl File {
    fn survive(&mut self, luck: Luck, powersafe: bool, chance: &mut ChaCha8Rng) {
        for pending in std::mem::take(&mut self.pending) {
            match pending {
                Pending::Write { at, bytes } => self.tear(at, &bytes, luck, powersafe, chance),
                Pending::Cut(length) if chance.random_bool(luck.kept) => self.durable.resize(length, 0),
                Pending::Cut(_) => {}
            }
        }
        self.seen.clone_from(&self.durable);
        self.linked = true;
    }

    /// Lands a write sector by sector.
    fn tear(&mut self, at: usize, bytes: &[u8], luck: Luck, powersafe: bool, chance: &mut ChaCha8Rng) {
        let mut from = 0;
        while from < bytes.len() {
            let sector = (at + from) / SECTOR * SECTOR;
            let to = bytes.len().min(sector + SECTOR - at);
            if !chance.random_bool(luck.kept) {
                from = to;
                continue;
            }
            overwrite(&mut self.durable, at + from, &bytes[from..to]);
            if chance.random_bool(luck.garbled) {
                let end = (sector + SECTOR).min(self.durable.len());
                let torn = if powersafe { at + from..at + to } else { sector..end };
                chance.fill_bytes(&mut self.durable[torn]);
            }
            from = to;
        }
    }
}

impl Pending {
    fn land(self, on: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes } => overwrite(on, at, &bytes),
            Self::Cut(length) => on.resize(length, 0),
        }
    }
}

fn overwrite(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if content.len() < at {
        content.resize(at, 0);
    }
    let (over, beyond) = bytes.split_at(bytes.len().min(content.len() - at));
    content[at..at + over.len()].copy_from_slice(over);
    content.extend_from_slice(beyond);
}
