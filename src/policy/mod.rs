//! What a county decides and this program only reads: catalogues.

pub mod catalogue;
