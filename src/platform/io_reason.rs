//! What the system says of a file, in words for somebody who has to mend it.

use std::io::{Error, ErrorKind};

/// Returns why a file or folder cannot be used, as it completes a sentence: `you may not open it`. The system's own words
/// are kept where they say more than its kind, without the number that follows them.
pub fn io_reason(error: &Error) -> String {
    let said = match error.kind() {
        // The program made this error itself, and says in it what is wrong.
        _ if error.raw_os_error().is_none() && error.get_ref().is_some() => return error.to_string(),
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "you may not open it: its owner and permissions do not allow it",
        ErrorKind::NotADirectory => "a file stands where a folder is needed",
        ErrorKind::IsADirectory => "it is a folder where a file is needed",
        ErrorKind::InvalidData => "it is not text in UTF-8: save it as UTF-8",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::UnexpectedEof => "it ends too early",
        _ => return without_number(&error.to_string()),
    };
    said.to_owned()
}

/// Returns the message of the system without `(os error 5)` at its end.
fn without_number(message: &str) -> String {
    message.split(" (os error").next().unwrap_or(message).to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rstest::rstest;

    use super::*;

    #[test]
    fn no_reason_is_a_message_of_the_library() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let reason = |error: Error| {
            let reason = io_reason(&error);
            assert!(!reason.contains("os error") && !reason.contains("stream"), "{reason}");
            reason
        };
        assert_eq!(reason(fs::read_to_string(&path).unwrap_err()), "there is no such file or folder");
        fs::write(&path, b"\xff").unwrap();
        assert!(reason(fs::read_to_string(&path).unwrap_err()).starts_with("it is not text in UTF-8"));
        assert!(reason(fs::read_dir(&path).unwrap_err()).starts_with("a file stands where a folder"));
        assert!(reason(fs::read_to_string(folder.path()).unwrap_err()).starts_with("it is a folder"));
        assert_eq!(reason(Error::from_raw_os_error(5)), "Input/output error");
        assert_eq!(reason(Error::other("it is too long")), "it is too long");
    }

    /// Each of these ends a sentence in front of somebody who has to mend something, so that none may become another.
    #[rstest]
    #[case::not_found(ErrorKind::NotFound, "there is no such file or folder")]
    #[case::not_allowed(ErrorKind::PermissionDenied, "you may not open it: its owner and permissions do not allow it")]
    #[case::file_for_folder(ErrorKind::NotADirectory, "a file stands where a folder is needed")]
    #[case::folder_for_file(ErrorKind::IsADirectory, "it is a folder where a file is needed")]
    #[case::no_text(ErrorKind::InvalidData, "it is not text in UTF-8: save it as UTF-8")]
    #[case::full(ErrorKind::StorageFull, "the disk is full")]
    #[case::over_the_quota(ErrorKind::QuotaExceeded, "the disk is full")]
    #[case::read_only(ErrorKind::ReadOnlyFilesystem, "the disk can only be read")]
    #[case::cut_off(ErrorKind::UnexpectedEof, "it ends too early")]
    fn an_error_of_the_system_has_words_of_its_own(#[case] kind: ErrorKind, #[case] words: &str) {
        assert_eq!(io_reason(&Error::from(kind)), words);
    }

    #[cfg(unix)]
    #[rstest]
    #[case(2, "there is no such file or folder")]
    #[case(13, "you may not open it: its owner and permissions do not allow it")]
    #[case(28, "the disk is full")]
    #[case(30, "the disk can only be read")]
    fn what_the_system_reports_by_number_has_the_same_words(#[case] number: i32, #[case] words: &str) {
        assert_eq!(io_reason(&Error::from_raw_os_error(number)), words);
    }
}
