//! `caseload key`: what opens the home.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

use super::cli::KeyCommand;
use super::context::CliContext;
use super::filtered;
use super::output::{self, json_object, print_done};
use super::{passphrase, worker};
use crate::domain::WorkerNumber;
use crate::domain::access_way::{EnrolledWay, WayKind};
use crate::domain::office_key::{OFFICES_FILE, OfficeKey};
use crate::paper::DocumentCell;
use crate::store::{Credential, KeyHolder, ListedWays, generate_office_keys};

pub(super) fn run(context: &CliContext, command: KeyCommand) -> anyhow::Result<ExitCode> {
    match command {
        KeyCommand::List => list_keys(context),
        KeyCommand::Passphrase { words_file, new_passphrase_file, worker } => {
            change_passphrase(context, words_file, new_passphrase_file.as_deref(), worker)
        }
        KeyCommand::Recovery => make_recovery_key(context),
        KeyCommand::Escrow { public: Some(public), office: Some(office), words_file, .. } => {
            escrow_to_office(context, &office, &public, words_file.as_deref())
        }
        KeyCommand::Escrow { remove: Some(office), words_file, .. } => {
            let mut store = worker::open_home(context, words_file.as_deref())?;
            store.revoke_office_access(&office)?;
            let done =
                format!("The private key of {office} no longer opens this home. Earlier copies still open with it.");
            worker::print_remaining_access(context, &done, &store.enrolled_ways()?)
        }
        KeyCommand::Escrow { .. } => make_office_key(context),
        KeyCommand::Rotate => rotate_key(context),
    }
}

/// A way into the home in JSON (docs/json.md).
#[derive(Serialize)]
struct KeyHolderJson {
    #[serde(flatten)]
    holder: KeyHolder,
    made_by: String,
    checked: bool,
    /// Whether the key stands for an office; only for an office's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<bool>,
}

fn list_keys(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_record()?;
    let ListedWays { ways, unchecked } = store.listed_ways()?;
    unchecked.map_or(Ok(()), filtered::warn)?;
    let checked = unchecked.is_none();
    let keys = store.office_keys()?;
    let as_json = |enrolled: EnrolledWay| KeyHolderJson {
        made_by: enrolled.maker(),
        confirmed: (enrolled.way.kind == WayKind::Escrow).then(|| is_confirmed(&keys, &enrolled)),
        holder: enrolled.way.into(),
        checked,
    };
    let holders: Vec<_> = ways.into_iter().map(as_json).collect();
    if context.wants_json() {
        return output::print_json(&holders);
    }
    let rows = holders.into_iter().map(|KeyHolderJson { holder, made_by, .. }| {
        let public = holder.public.unwrap_or_default();
        [holder.opened_by.id().into(), Cow::from(holder.label), made_by.into(), public.into()]
            .map(DocumentCell::from_words)
    });
    output::print_table(["opened by", "whose", "made by", "public key"], rows, "Nothing opens this home.")?;
    worker::print_unconfirmed_keys(&keys)
}

fn is_confirmed(keys: &[OfficeKey], enrolled: &EnrolledWay) -> bool {
    keys.iter().any(|key| key.is_confirmed && key.office == enrolled.way.label)
}

fn change_passphrase(
    context: &CliContext,
    words_file: Option<PathBuf>,
    new_file: Option<&Path>,
    worker: Option<WorkerNumber>,
) -> anyhow::Result<ExitCode> {
    let mut store = match words_file {
        Some(file) => context.open_record_with(&Credential::Words(passphrase::words_from_file(&file)?))?,
        None => context.open_record()?,
    };
    let enrolled = store.enrolled_workers(&store.listed_ways()?)?;
    let mut workers = enrolled.into_iter().map(|enrolled| enrolled.worker);
    let chosen = workers.find(|theirs| Some(&theirs.number) == worker.as_ref());
    let theirs = chosen.unwrap_or_else(|| store.worker().clone());
    let new = passphrase::obtain_new_passphrase(new_file, (!store.is_practice()).then_some(&theirs))?;
    match worker {
        Some(number) => store.reset_passphrase(&number, &new)?,
        None => store.change_passphrase(&new)?,
    }
    print_done(context, "The passphrase is changed. Backups made before the change still open with the old one.")
}

fn make_recovery_key(context: &CliContext) -> anyhow::Result<ExitCode> {
    let words = context.open_record()?.make_recovery_key()?;
    if context.wants_json() {
        return output::print_json(&json_object([("words", words.expose_secret().into())]));
    }
    output::print_line(
        "These 24 words open this home without the passphrase. Write them down and keep them under lock. \
         They are not shown again.\n",
    )?;
    output::print_line(&number_words(&words))
}

fn make_office_key(context: &CliContext) -> anyhow::Result<ExitCode> {
    let keys = generate_office_keys()?;
    if context.wants_json() {
        let fields = [("words", keys.words.expose_secret().into()), ("public", keys.public.into())];
        return output::print_json(&json_object(fields));
    }
    output::print_line(
        "These 24 words are the office's private key. They open every home of the unit. Keep them in \
         the office's safe. They are not shown again.\n",
    )?;
    output::print_line(&number_words(&keys.words))?;
    output::print_line(&format!(
        "\nThe office's public key, for: caseload key escrow --office NAME --public HEX\n{}",
        keys.public
    ))
}

/// Returns the words with their numbers, six on each line.
fn number_words(words: &SecretString) -> String {
    let words: Vec<String> =
        words.expose_secret().split(' ').zip(1..).map(|(word, number)| format!("{number:2} {word:<10}")).collect();
    words.chunks(6).map(|line| line.concat().trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn escrow_to_office(
    context: &CliContext,
    office: &str,
    public: &str,
    words_file: Option<&Path>,
) -> anyhow::Result<ExitCode> {
    let mut store = worker::open_home(context, words_file)?;
    store.grant_office_access(office, public)?;
    let keys = store.office_keys()?;
    let key = keys.iter().find(|key| key.office == office).filter(|key| !key.is_confirmed);
    let alone = key.map_or_else(String::new, |key| {
        format!(
            " {} It counts as the office's where {OFFICES_FILE} of the machine names its public key.",
            key.sentence()
        )
    });
    print_done(context, &format!("From now on the private key of {office} opens this home.{alone}"))
}

fn rotate_key(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_record_store(&Credential::Passphrase(context.obtain_passphrase()?))?;
    let left = store.enrolled_ways()?;
    store.rotate_key()?;
    let done = "The database has a new key. Backups made before the change still use the old key.";
    worker::print_remaining_access(context, done, &left)
}
