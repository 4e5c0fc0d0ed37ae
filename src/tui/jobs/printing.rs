//! A document written into a file: on the store's thread, so that the screen stays awake.

use std::path::{Path, PathBuf};

use super::Answer;
use crate::desk::Desk;
use crate::paper::{self, Form, Printed, What};
use crate::store::{Store, StoreError};

/// Writes the document into the file and answers what is to be said. That it leaves the home is recorded first.
pub(super) fn print(
    store: &mut Store,
    desk: &Desk,
    what: &What,
    redacted: bool,
    file: &Path,
) -> Result<Answer, StoreError> {
    let Some(form) = Form::of_file(file) else { return Ok(Answer::Failed(Form::ENDINGS.to_owned())) };
    let printed = Printed { by: store.worker().clone(), on: store.clock().today(), practice: store.is_practice() };
    let document = paper::made(what, desk, store, printed)?;
    let document = if redacted { document.redact() } else { document };
    let written = match paper::write(&document, form) {
        Ok(written) => written,
        Err(error) => return Ok(Answer::Failed(error.to_string())),
    };
    let path = in_home(file);
    if let Err(error) = paper::free(&path) {
        return Ok(Answer::Failed(error.to_string()));
    }
    store.record(paper::leaving(&document, form))?;
    if let Err(error) = paper::save(&path, &written.bytes, false) {
        return Ok(Answer::Failed(error.to_string()));
    }
    let unprintable = written.unprintable.sentence().map(|sentence| format!(" {sentence}")).unwrap_or_default();
    Ok(Answer::Recorded(format!("{} is in {}.{unprintable}", document.title, file.display())))
}

/// `~` is the user's own folder, as in a shell.
fn in_home(file: &Path) -> PathBuf {
    let below = file.strip_prefix("~").ok().zip(directories::UserDirs::new());
    below.map_or_else(|| file.to_owned(), |(rest, user)| user.home_dir().join(rest))
}
