//! The settings of a home: `settings.toml` of the home over that of the machine, read when the program starts.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Weekday;
use serde::Deserialize;
use toml::{Table, Value};

use super::settings_error::{LOCK_AFTER, SettingsError, SettingsFlaw};
use super::settings_flaws::split_usable;
use super::{Home, SavedView, wording_check};
use crate::domain::dates::{DateForm, WrittenDates};
use crate::domain::filing_answer::NamedText;
use crate::platform;
use crate::policy::usual_written_dates;

/// What an office or a worker can set. Everything has a default, and the file need not exist.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The county whose policies apply, such as `santa_clara`; `None` for the default county of the program.
    pub county: Option<String>,
    /// The theme of the screen: `dark`, `light`, `mono`, `high_contrast`.
    pub theme: Option<String>,
    /// How dates are written: `month_day`, as California's counties do, if nothing is set; or `day_month`.
    pub date_form: Option<String>,
    /// The day on which a week of the calendar begins, such as `sunday`; the usual one of the date form if nothing is set.
    pub first_weekday: Option<String>,
    /// The minutes without a key after which the screen is locked; 10 if nothing is set.
    pub lock_after_minutes: Option<u32>,
    /// The text that the office shows before the passphrase: whose system this is, and that its use is recorded.
    pub banner: Option<String>,
    /// Whether names may be exported without a confirmation, for an office whose scripts fetch its lists. The export is
    /// recorded all the same.
    pub export_without_asking: bool,
    /// In the machine's file, the names of the settings that a home cannot change; a shorter time until the screen locks
    /// is taken all the same.
    pub locked: Vec<String>,
    /// What the home's file sets and the machine's does not let it, each as a sentence.
    #[serde(skip)]
    pub overruled: Vec<String>,
    /// Whether comments may be copied to the terminal's clipboard; they may if nothing is set.
    pub clipboard: Option<bool>,
    /// Whether the screen takes clicks and the wheel; it does if nothing is set. Without them, the mouse selects text for
    /// the terminal, as it does with Shift otherwise.
    pub mouse: Option<bool>,
    /// Whether Today begins without the goals to talk about; they are shown if nothing is set. A key changes it for the time being.
    pub hide_goals: Option<bool>,
    /// The posting template that is used if a command names none, such as `calwin_comments`.
    pub posting: Option<String>,
    /// The saved views of lists, in the order in which they are offered.
    #[serde(rename = "view")]
    pub views: Vec<SavedView>,
    /// The worker's own keys: the ids of commands, each with its keys.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The columns of lists, by the name of the list: the ids of the columns in their order, each with a width if it has
    /// one of its own, such as `name 22`.
    pub columns: BTreeMap<String, Vec<String>>,
    /// What the pickers of the comment form offer besides the catalog.
    pub lists: OwnLists,
    /// The Hunspell dictionary that checks the spelling, such as `en_US`, or `off`; the one of the machine's language
    /// if nothing is set.
    pub spelling: Option<String>,
    /// In a practice home, by how many days its day differs from that of the machine, as `caseload demo --as-of` sets it.
    /// A home with real cases always lives in the day of the machine.
    pub practice_day_offset: Option<i64>,
}

/// What the pickers of the comment form offer besides the catalog, each entry in its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnLists {
    /// The purposes of a contact.
    pub purposes: Vec<String>,
    /// The numbers or names of forms.
    pub forms: Vec<String>,
    /// The documents.
    pub documents: Vec<String>,
}

/// The limits for locking an idle screen, from `assets/security/lock.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScreenLockLimits {
    default_minutes: u32,
    most_minutes: u32,
    because: String,
}

/// The upper limit of minutes, whatever any setting says: the State's agreement on the privacy of its data allows no
/// more.
const NEVER_AFTER_MINUTES: u32 = 20;

impl Settings {
    /// Returns the texts that somebody typed, each with what it is called. They lie in the home in the clear.
    pub(super) fn kept_texts(&self) -> Vec<NamedText<'_>> {
        let views = self
            .views
            .iter()
            .flat_map(|view| [("name of a view", view.name.as_str()), ("filter of a view", &view.text)]);
        let lists = [&self.lists.purposes, &self.lists.forms, &self.lists.documents].into_iter().flatten();
        let banner = self.banner.iter().map(|banner| ("banner", banner.as_str()));
        views.chain(lists.map(|entry| ("lists", entry.as_str()))).chain(banner).collect()
    }

    /// Returns what is wrong with the texts that somebody typed into the settings, as sentences.
    pub fn text_problems(&self) -> Vec<String> {
        let texts = self.kept_texts().into_iter();
        texts.filter_map(|text| wording_check::ensure_plain(&[text]).err()).map(|refused| refused.to_string()).collect()
    }

    /// Reads the settings of a home over those of its machine; the defaults if neither has a file.
    ///
    /// # Errors
    /// A file cannot be read, or is not valid; the error says in which line and why.
    pub fn for_home(home: &Home) -> Result<Self, SettingsError> {
        let (machine, own) = (SettingsFile::of_machine(home)?, SettingsFile::of_home(home)?);
        Ok(Self::from_files(machine, own))
    }

    /// Reads the settings of a home without the files that cannot be used, and returns what is wrong with those. It is for
    /// commands that prove or rescue the record. What a lost file may have locked is not loosened by the other one.
    pub fn readable_for_home(home: &Home) -> (Self, Vec<SettingsError>) {
        let mut unused = Vec::new();
        let mut keep_usable = |read: Result<Option<SettingsFile>, SettingsError>| {
            read.unwrap_or_else(|error| {
                unused.push(error);
                None
            })
        };
        let (machine, own) = (keep_usable(SettingsFile::of_machine(home)), keep_usable(SettingsFile::of_home(home)));
        let mut settings = Self::from_files(machine, own);
        settings.export_without_asking &= unused.is_empty();
        (settings, unused)
    }

    /// Reads the settings of a home that can be used, and returns everything that is wrong with the others. It is for the check
    /// that names all problems at once.
    pub fn with_all_flaws(home: &Home) -> (Self, Vec<SettingsFlaw>) {
        let mut flaws = Vec::new();
        let machine = home.machine_file(FILE).and_then(|path| SettingsFile::read_usable(path, &mut flaws));
        let own = SettingsFile::read_usable(home.settings_path(), &mut flaws);
        let bad_locks = [
            machine.as_ref().map_or(Ok(()), SettingsFile::ensure_locks_exist),
            own.as_ref().map_or(Ok(()), SettingsFile::ensure_nothing_locked),
        ];
        flaws.extend(bad_locks.into_iter().filter_map(Result::err).map(SettingsFlaw::from));
        (Self::from_files(machine, own), flaws)
    }

    /// Returns the settings of the machine's file, if there is one, with those of the home over them.
    fn from_files(machine: Option<SettingsFile>, own: Option<SettingsFile>) -> Self {
        match (machine, own) {
            (None, None) => Self::default(),
            (Some(file), None) | (None, Some(file)) => file.settings,
            (Some(machine), Some(own)) => machine.merge_with_home(own),
        }
    }

    /// Reads the text of a file of settings.
    ///
    /// # Errors
    /// The text is not valid; the error says in which line and why.
    pub(super) fn parse_settings(text: &str, path: &Path) -> Result<Self, SettingsError> {
        let path = path.to_owned();
        let flawed = |error| SettingsError::Flawed { path: path.clone(), error: Box::new(error) };
        let settings: Self = toml::from_str(text).map_err(flawed)?;
        let ScreenLockLimits { most_minutes, because, .. } = screen_lock_limits().map_err(flawed)?;
        let most = most_minutes.min(NEVER_AFTER_MINUTES);
        match settings.lock_after_minutes.filter(|minutes| !(1..=most).contains(minutes)) {
            Some(minutes) => Err(SettingsError::LockTooLate { path, minutes, most, because }),
            None => Ok(settings),
        }
    }

    /// Returns the most minutes without a key after which the screen may be locked.
    pub fn most_lock_minutes() -> u32 {
        screen_lock_limits().map_or(1, |lock| lock.most_minutes.min(NEVER_AFTER_MINUTES))
    }

    /// Returns whether the screen takes clicks and the wheel.
    pub fn uses_mouse(&self) -> bool {
        self.mouse.unwrap_or(true)
    }

    /// Returns whether Today begins without the goals to talk about.
    pub fn hides_goals(&self) -> bool {
        self.hide_goals.unwrap_or(false)
    }

    /// Returns the time without a key after which the screen is locked.
    pub fn lock_after(&self) -> Duration {
        let default = screen_lock_limits().map_or(1, |lock| lock.default_minutes);
        let minutes = self.lock_after_minutes.unwrap_or(default);
        Duration::from_secs(u64::from(minutes.min(NEVER_AFTER_MINUTES)) * 60)
    }

    /// Returns how dates are written. A form or a day that does not exist stands for the one of policy; the check of the
    /// settings tells it.
    pub fn written_dates(&self) -> WrittenDates {
        let usual = usual_written_dates();
        let form: Option<DateForm> = self.date_form.as_deref().and_then(|form| form.parse().ok());
        let first: Option<Weekday> = self.first_weekday.as_deref().and_then(|day| day.parse().ok());
        let usual_first = form.filter(|form| *form != usual.form).map(DateForm::usual_first_weekday);
        WrittenDates {
            form: form.unwrap_or(usual.form),
            first_weekday: first.or(usual_first).unwrap_or(usual.first_weekday),
        }
    }
}

/// The name of the file, in a home and on a machine.
const FILE: &str = "settings.toml";

/// What a machine can lock.
const LOCKABLE: [&str; 15] = [
    "banner",
    "clipboard",
    "columns",
    "county",
    "date_form",
    "export_without_asking",
    "first_weekday",
    "hide_goals",
    "keys",
    "lists",
    LOCK_AFTER,
    "mouse",
    "posting",
    "spelling",
    "theme",
];

/// A file of settings that was read.
struct SettingsFile {
    path: PathBuf,
    text: String,
    settings: Settings,
    /// The same as it is written.
    table: Table,
}

impl SettingsFile {
    /// Reads the machine's file over a home; `None` if there is none.
    fn of_machine(home: &Home) -> Result<Option<Self>, SettingsError> {
        let file = home.machine_file(FILE).map(Self::read).transpose()?.flatten();
        file.as_ref().map_or(Ok(()), Self::ensure_locks_exist)?;
        Ok(file)
    }

    /// Reads the file of a home; `None` if there is none.
    fn of_home(home: &Home) -> Result<Option<Self>, SettingsError> {
        let file = Self::read(home.settings_path())?;
        file.as_ref().map_or(Ok(()), Self::ensure_nothing_locked)?;
        Ok(file)
    }

    /// Reads and checks a file; `None` if there is none.
    fn read(path: PathBuf) -> Result<Option<Self>, SettingsError> {
        let text = match platform::read_settings_file(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !platform::is_there(&path) => return Ok(None),
            Err(error) => return Err(SettingsError::Unreadable { path, error }),
        };
        let settings = Settings::parse_settings(&text, &path)?;
        let table = toml::from_str(&text).unwrap_or_default();
        Ok(Some(Self { path, text, settings, table }))
    }

    /// Reads what can be used of a file, and adds what is wrong with the rest.
    fn read_usable(path: PathBuf, flaws: &mut Vec<SettingsFlaw>) -> Option<Self> {
        let first = match Self::read(path.clone()) {
            Ok(file) => return file,
            Err(first) => first,
        };
        let text = platform::read_settings_file(&path).unwrap_or_default();
        let (table, found) = split_usable(&text, |alone| Settings::parse_settings(alone, &path).map(drop));
        if found.is_empty() {
            flaws.push(first.into());
        }
        let flaw = |(name, line, error)| SettingsFlaw { name: Some(name), line: Some(line), error };
        flaws.extend(found.into_iter().map(flaw));
        let settings = table.clone().try_into().ok()?;
        Some(Self { path, text, settings, table })
    }

    fn bad_lock(&self, reason: String) -> SettingsError {
        let found = self.text.lines().zip(1..).find(|(line, _)| line.trim_start().starts_with("locked"));
        SettingsError::BadLock { path: self.path.clone(), line: found.map_or(1, |(_, line)| line), reason }
    }

    fn ensure_nothing_locked(&self) -> Result<(), SettingsError> {
        if self.settings.locked.is_empty() {
            return Ok(());
        }
        Err(self.bad_lock("only the file of the machine locks settings".to_owned()))
    }

    fn ensure_locks_exist(&self) -> Result<(), SettingsError> {
        match self.settings.locked.iter().find(|name| !LOCKABLE.contains(&name.as_str())) {
            Some(unknown) => {
                Err(self.bad_lock(format!("there is no setting {unknown}; there are {}", LOCKABLE.join(", "))))
            }
            None => Ok(()),
        }
    }

    /// Returns the machine's settings with those of the home over them, except where the machine locks one.
    fn merge_with_home(self, home: Self) -> Settings {
        let mut merged = self.table;
        let mut overruled = Vec::new();
        for (name, own) in home.table {
            let is_locked = self.settings.locked.contains(&name);
            if is_locked && !is_stricter(&name, &own, merged.get(&name)) {
                if merged.get(&name) != Some(&own) {
                    overruled.push(format!(
                        "{name} = {own} in {} is ignored: {} locks it",
                        home.path.display(),
                        self.path.display()
                    ));
                }
            } else {
                merge_value(&mut merged, name, own);
            }
        }
        // Both were read as settings before, and so can be what they make together.
        let settings = merged.try_into().unwrap_or(self.settings);
        Settings { overruled, ..settings }
    }
}

/// Sets a value over that of the machine; of keys, columns and lists, each entry by itself.
fn merge_value(merged: &mut Table, name: String, own: Value) {
    match (merged.get_mut(&name), own) {
        (Some(Value::Table(of_machine)), Value::Table(own)) => of_machine.extend(own),
        (_, own) => drop(merged.insert(name, own)),
    }
}

/// Returns whether a home's value protects more than the locked one of the machine.
fn is_stricter(name: &str, own: &Value, locked: Option<&Value>) -> bool {
    let minutes = |value: &Value| value.as_integer();
    let most = locked.map_or_else(|| screen_lock_limits().ok().map(|lock| lock.default_minutes.into()), minutes);
    name == LOCK_AFTER && minutes(own).zip(most).is_some_and(|(own, most)| own < most)
}

fn screen_lock_limits() -> Result<ScreenLockLimits, toml::de::Error> {
    toml::from_str(include_str!("../../assets/security/lock.toml"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn settings_may_be_absent_and_are_never_misread() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        assert_eq!(Settings::for_home(&home).unwrap(), Settings::default());
        fs::write(home.settings_path(), "county = \"santa_clara\"\n").unwrap();
        assert_eq!(Settings::for_home(&home).unwrap().county.as_deref(), Some("santa_clara"));
        fs::write(home.settings_path(), "county = \"x\"\ncolor = 1\n").unwrap();
        let error = Settings::for_home(&home).unwrap_err().to_string();
        fs::write(home.settings_path(), "date_form = \"day_month\"\n").unwrap();
        let dates = Settings::for_home(&home).unwrap().written_dates();
        assert_eq!((dates.form, dates.first_weekday), (DateForm::DayMonth, Weekday::Mon));
        fs::write(home.settings_path(), "date_form = \"day_month\"\nfirst_weekday = \"sunday\"\n").unwrap();
        assert_eq!(Settings::for_home(&home).unwrap().written_dates().first_weekday, Weekday::Sun);
        assert!(error.contains("line 2") && error.contains("color") && error.lines().count() == 1, "{error}");
    }

    #[test]
    fn every_wrong_value_is_named_with_its_line_and_the_others_are_used() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        let text = "theme = \"none\"\nclipboard = \"maybe\"\n\nlock_after_minutes = 0\ncolor = 1\n\
                    [keys]\ndictate = 7\ntoday = [\"F5\"]\n";
        fs::write(home.settings_path(), text).unwrap();
        let (settings, flaws) = Settings::with_all_flaws(&home);
        let mut told: Vec<_> = flaws.iter().map(|flaw| (flaw.line.unwrap(), flaw.name.clone().unwrap())).collect();
        told.sort_unstable();
        let expected = [(2, "clipboard"), (4, "lock_after_minutes"), (5, "color"), (7, "keys, dictate")];
        assert_eq!(told, expected.map(|(line, name)| (line, name.to_owned())), "{flaws:?}");
        assert_eq!((settings.theme.as_deref(), settings.keys.len()), (Some("none"), 1));
        fs::write(home.settings_path(), "theme = ").unwrap();
        assert_eq!(Settings::with_all_flaws(&home).1.len(), 1);
    }

    #[test]
    fn a_machine_sets_what_the_home_does_not_and_locks_what_the_home_cannot_loosen() {
        let (folder, machine) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let home = Home::new(folder.path().to_owned()).under_machine_folder(machine.path().to_owned());
        let office = "county = \"santa_clara\"\nclipboard = false\nlock_after_minutes = 5\ntheme = \"dark\"\n\
                      locked = [\"clipboard\", \"lock_after_minutes\", \"export_without_asking\"]\n";
        fs::write(machine.path().join("settings.toml"), office).unwrap();
        let settings = Settings::for_home(&home).unwrap();
        assert_eq!((settings.county.as_deref(), settings.clipboard), (Some("santa_clara"), Some(false)));
        let own = "clipboard = true\nlock_after_minutes = 15\ntheme = \"light\"\nexport_without_asking = true\n";
        fs::write(home.settings_path(), own).unwrap();
        let settings = Settings::for_home(&home).unwrap();
        assert_eq!((settings.clipboard, settings.lock_after_minutes), (Some(false), Some(5)));
        assert!(!settings.export_without_asking, "locked at the default");
        assert_eq!(settings.theme.as_deref(), Some("light"), "not locked");
        assert_eq!(settings.overruled.len(), 3, "{:?}", settings.overruled);
        fs::write(home.settings_path(), "lock_after_minutes = 2\n").unwrap();
        assert_eq!(Settings::for_home(&home).unwrap().lock_after_minutes, Some(2), "stricter");
    }

    #[test]
    fn a_home_locks_nothing_and_a_machine_only_what_there_is() {
        let (folder, machine) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let home = Home::new(folder.path().to_owned()).under_machine_folder(machine.path().to_owned());
        fs::write(home.settings_path(), "# own\nlocked = [\"theme\"]\n").unwrap();
        assert!(Settings::for_home(&home).unwrap_err().to_string().contains("line 2"));
        fs::remove_file(home.settings_path()).unwrap();
        fs::write(machine.path().join("settings.toml"), "locked = [\"color\"]\n").unwrap();
        assert!(Settings::for_home(&home).unwrap_err().to_string().contains("no setting color"));
    }

    #[test]
    fn the_screen_is_locked_after_ten_minutes_by_default_and_fifteen_at_most() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        assert_eq!(Settings::for_home(&home).unwrap().lock_after(), Duration::from_mins(10));
        let set = |minutes: &str| {
            fs::write(home.settings_path(), format!("lock_after_minutes = {minutes}\n")).unwrap();
            Settings::for_home(&home).map(|settings| settings.lock_after())
        };
        assert_eq!(set("1").unwrap(), Duration::from_mins(1));
        assert_eq!(set("15").unwrap(), Duration::from_mins(15));
        for beyond in ["0", "16", "20", "21", "4000000000"] {
            let error = set(beyond).unwrap_err().to_string();
            assert!(error.contains("from 1 to 15") && error.lines().count() == 1, "{error}");
        }
        assert!(screen_lock_limits().unwrap().most_minutes <= NEVER_AFTER_MINUTES);
    }
}
