//! How far the translation of a text can be used on a sheet for a participant. Nothing is translated by a machine.

use super::code_words::code_words;

code_words! {
    /// How far a translation can be used.
    #[derive(Default)]
    pub enum TranslationStatus {
        /// Nobody has translated the text.
        #[default]
        ToBeTranslated = "to_be_translated" => "to be translated",
        /// The words stand in a published source.
        Sourced = "sourced" => "from a published source",
        /// Somebody who knows the language has reviewed them.
        Reviewed = "reviewed" => "reviewed",
    }
}

impl TranslationStatus {
    /// Returns whether a sheet may print the translation.
    pub const fn can_be_printed(self) -> bool {
        matches!(self, Self::Sourced | Self::Reviewed)
    }
}

#[cfg(test)]
mod tests {
    use super::TranslationStatus;
    use crate::domain::code_words::pins::assert_ids;

    #[test]
    fn the_ids_of_the_statuses_stay_as_they_are() {
        assert_ids::<TranslationStatus>("to_be_translated sourced reviewed");
    }
}
