//! The rules by name, with what each belongs to and what a missed date costs.

use super::finding::{Category, Severity};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident => $category:ident, $severity:ident;)*) => {
        /// A rule.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
        )]
        #[strum(serialize_all = "snake_case")]
        pub enum RuleId {
            $($(#[$doc])* $name,)*
        }

        impl RuleId {
            /// What the rule's findings belong to.
            pub const fn category(self) -> Category {
                match self { $(Self::$name => Category::$category,)* }
            }

            /// What a missed date costs, unless a finding says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    /// Aid is discontinued and the closing is not finished.
    Discontinued => Discontinued, Record;
    /// A participant who takes part has no current activity.
    NoCurrentActivity => NoCurrentActivity, Duty;
    /// In or near the last days of the 20-day period.
    GoodCausePeriod => GoodCause20Day, Aid;
    /// A current activity that nobody has updated.
    NoActivityUpdate => NoActivityUpdate, Record;
    /// A non-compliance without a determination, or a compliance plan without a result.
    OverdueNoncompliance => OverdueNoncompliance, Aid;
    /// The month's contact is not made.
    MonthlyContact => Contact, Notice;
}

impl RuleId {
    /// The rule as data and JSON write it: `good_cause_period`.
    pub fn id(self) -> &'static str {
        self.into()
    }
}
