//! What a command says when it fails.

use std::error::Error;
use std::io;
use std::str::Utf8Error;
use std::string::FromUtf8Error;

use crate::platform;

/// Returns what failed and why: the error and its causes, each said once. Many errors say their cause themselves, and it
/// is in the chain of causes too.
pub(super) fn error_sentence(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |said, cause| {
        let cause = cause_sentence(cause);
        if said.is_empty() {
            cause
        } else if said.contains(cause.trim()) {
            said
        } else {
            format!("{said}: {cause}")
        }
    })
}

/// Returns what a cause says: where a library says it, in words for somebody who has to mend the file.
fn cause_sentence(cause: &(dyn Error + 'static)) -> String {
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return platform::io_reason(error);
    }
    if cause.is::<Utf8Error>() || cause.is::<FromUtf8Error>() {
        return platform::io_reason(&io::Error::from(io::ErrorKind::InvalidData));
    }
    if let Some(error) = cause.downcast_ref::<serde_json::Error>().filter(|error| error.line() > 0) {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let what = message.strip_suffix(place.as_str()).unwrap_or(&message);
        return format!("line {}, column {}: {what}", error.line(), error.column());
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_cause_that_an_error_says_itself_is_said_once() {
        let cause = || io::Error::other("fits no layout: its header is not known");
        let said = anyhow::Error::from(cause()).context("a.csv fits no layout: its header is not known");
        assert_eq!(error_sentence(&said), "a.csv fits no layout: its header is not known");
        let unsaid = Err::<(), _>(cause()).context("a.csv cannot be read").unwrap_err();
        assert_eq!(error_sentence(&unsaid), "a.csv cannot be read: fits no layout: its header is not known");
    }

    #[test]
    fn no_library_speaks_to_the_worker() {
        let said = |cause: anyhow::Error| error_sentence(&cause.context("facts.json is not a file of facts"));
        let bytes = String::from_utf8(vec![0xff]).unwrap_err();
        assert!(said(bytes.into()).ends_with(": it is not text in UTF-8: save it as UTF-8"));
        let missing = std::fs::read("nowhere/at all").unwrap_err();
        assert!(said(missing.into()).ends_with(": there is no such file or folder"));
        let cut = serde_json::from_str::<u32>("{").unwrap_err();
        let cut = said(cut.into());
        assert!(cut.contains(": line 1, column ") && !cut.contains(" at line "), "{cut}");
    }
}
