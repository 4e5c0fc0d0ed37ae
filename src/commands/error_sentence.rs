//! What a command says when it fails.

/// Returns what failed and why: the error and its causes, each said once. Many errors say their cause themselves, and it
/// is in the chain of causes too.
pub(super) fn error_sentence(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |said, cause| {
        let cause = cause.to_string();
        if said.is_empty() {
            cause
        } else if said.contains(cause.trim()) {
            said
        } else {
            format!("{said}: {cause}")
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io;

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
}
