//! The sources of the parts of a fact that were added later: each cites the entry in which it was recorded here, not
//! the row of the county that states the fact itself.

use super::{Activity, Cure, Exemption, GoodCause, Noncompliance, Service, Source};

/// Implements `value_source` for facts that have a map `recorded`.
macro_rules! sources_of_values {
    ($($fact:ty),+) => {
        $(impl $fact {
            /// Returns the source of one of the values, by its name: the entry in which it was recorded here, or else the
            /// source of the fact itself.
            pub fn value_source(&self, what: &str) -> &Source {
                self.recorded.get(what).unwrap_or(&self.source)
            }
        })+
    };
}

/// Implements `note_recorded` for facts whose values acts record one by one.
macro_rules! notes_of_values {
    ($($fact:ty),+) => {
        $(impl $fact {
            /// Notes that `source` states the value named `what`, unless it states the whole fact.
            pub(in crate::domain) fn note_recorded(&mut self, what: &str, source: &Source) {
                if self.source != *source {
                    self.recorded.insert(what.to_owned(), source.clone());
                }
            }
        })+
    };
}

sources_of_values!(Activity, Cure, Exemption, GoodCause, Noncompliance, Service);
notes_of_values!(Cure, Exemption, GoodCause, Noncompliance, Service);
