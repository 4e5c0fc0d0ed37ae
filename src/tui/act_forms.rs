//! The forms of the acts, which are built in.

use std::sync::LazyLock;

use crate::policy::act_forms::ActForms;

static FORMS: LazyLock<&'static ActForms> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the forms are built in; the test below reads them")]
    ActForms::builtin().expect("the built-in forms of acts are readable")
});

/// Returns the forms of the acts.
pub fn act_forms() -> &'static ActForms {
    *FORMS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_forms_are_readable() {
        assert!(act_forms().form_for_act("").is_none());
    }
}
