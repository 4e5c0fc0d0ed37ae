//! The macro that declares the parameters of policy, with everything that is the same for each of them.

/// Declares the parameters: `name: type,` each with its doc comment.
macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident: $value:ty,)*) => {
        /// Parameters by name. A missing parameter is not in force, and the rules that need it give no findings.
        #[derive(Debug, Clone, Default, PartialEq, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Parameters {
            $($(#[$doc])* pub $name: Option<Param<$value>>,)*
        }

        impl Parameters {
            /// Takes over every parameter that `later` has.
            pub(super) fn supersede(&mut self, later: &Self) {
                $(if later.$name.is_some() { self.$name.clone_from(&later.$name); })*
            }

            /// Sets the name and the first day of every parameter.
            pub(super) fn set_names_and_start(&mut self, day: NaiveDate) {
                $(if let Some(param) = &mut self.$name {
                    param.name = stringify!($name);
                    param.in_force_from = day;
                })*
            }

            /// Weakens every parameter that is the practice of other counties than `county`.
            pub(super) fn adapt_to_county(&mut self, county: &str) {
                $(if let Some(param) = &mut self.$name { param.adapt_to_county(county); })*
            }

            /// Drops the parameters of these names.
            pub(super) fn drop_named(&mut self, names: &[String]) {
                $(if names.iter().any(|name| name == stringify!($name)) { self.$name = None; })*
            }

            /// Returns whether there is a parameter of this name.
            pub(super) fn has_name(name: &str) -> bool {
                [$(stringify!($name)),*].contains(&name)
            }

            /// Returns the names of those parameters that the file of the machine locks.
            pub(super) fn locked_names(&self) -> Vec<&'static str> {
                let names = [$(self.$name.as_ref().filter(|param| param.locked).map(|_locked| stringify!($name))),*];
                names.into_iter().flatten().collect()
            }

            /// Returns the names of those parameters that are present.
            pub(super) fn names(&self) -> Vec<&'static str> {
                let names = [$(self.$name.as_ref().map(|_present| stringify!($name))),*];
                names.into_iter().flatten().collect()
            }

            /// Returns the statutory parameters of this set that `after` has otherwise, or no longer.
            pub(super) fn changed_statutes(&self, after: &Self) -> Vec<StatuteChange> {
                let mut changes = Vec::new();
                $(changes.extend(change_of_statute(self.$name.as_ref(), after.$name.as_ref()));)*
                changes
            }

            /// Drops every parameter that no longer holds on `day`.
            pub(super) fn drop_lapsed(&mut self, day: NaiveDate) {
                $(if self.$name.as_ref().is_some_and(|param| !param.holds_on(day)) { self.$name = None; })*
            }

            /// Returns the last days of those parameters that have one.
            pub(super) fn end_days(&self) -> Vec<NaiveDate> {
                [$(self.$name.as_ref().and_then(|param| param.until)),*].into_iter().flatten().collect()
            }

            /// Returns every parameter that is present, for a list.
            pub fn summaries(&self) -> Vec<ParamSummary> {
                let mut summaries = Vec::new();
                $(summaries.extend(self.$name.as_ref().map(summarize_param));)*
                summaries
            }
        }
    };
}

pub(super) use parameters;
