//! Arguments that are one of the program's words, such as a role: a word that is none of them is answered with those that
//! there are and the one that is like it.

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};
use strum::VariantArray;

use crate::domain::role::Role;

/// Returns a parser for the words of `T`.
pub(super) fn code_word<T>() -> ValueParser
where
    T: VariantArray + Copy + FromStr + Into<&'static str> + Send + Sync + 'static,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let words = T::VARIANTS.iter().map(|variant| -> &'static str { (*variant).into() });
    PossibleValuesParser::new(words).try_map(|word| T::from_str(&word)).into()
}

/// Returns the parser of an option that takes the id of a role in which a worker can be enrolled.
pub(super) fn role_word() -> ValueParser {
    PossibleValuesParser::new(Role::all().filter(|role| role.has_work()).map(Role::id))
        .try_map(|word| Role::from_str(&word))
        .into()
}
