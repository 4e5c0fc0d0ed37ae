//! Saved views: which list each shows, and what is wrong with one that cannot be used. A view that names something that
//! does not exist is skipped with a warning at startup; it never silently hides rows.

use super::command::{KeyContext, Pane};
use super::keymap::{Key, KeyMatch, Keymap};
use super::panes::facets::FacetKind;
use crate::store::SavedView;

/// The lists that a view can show, by the name that settings have for them.
const LISTS: [(&str, Pane); 6] = [
    ("today", Pane::Today),
    ("cases", Pane::Cases),
    ("action", Pane::Action),
    ("alerts", Pane::Alerts),
    ("month", Pane::Month),
    ("desk", Pane::Queue),
];

/// Returns the pane whose list a view shows; `None` if there is no such list.
pub fn pane_of_view(view: &SavedView) -> Option<Pane> {
    LISTS.iter().find(|(name, _)| *name == view.list).map(|(_, pane)| *pane)
}

/// Returns the name that settings have for the list of a pane.
pub fn list_of_pane(pane: Pane) -> Option<&'static str> {
    LISTS.iter().find(|(_, listed)| *listed == pane).map(|(name, _)| *name)
}

/// Returns the views that can be shown.
pub fn usable_views(views: &[SavedView]) -> impl Iterator<Item = &SavedView> {
    views.iter().filter(|view| view_problem(view).is_none())
}

/// What is wrong with a saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewProblem {
    /// The name of the view.
    pub view: String,
    /// What is wrong, in a sentence that names the view and the word.
    pub says: String,
}

/// Returns what is wrong with saved views.
pub fn view_problems(views: &[SavedView], keymap: &Keymap) -> Vec<ViewProblem> {
    let problem = |view: &SavedView, says: String| ViewProblem { view: view.name.clone(), says };
    let mut problems: Vec<_> =
        views.iter().filter_map(|view| view_problem(view).map(|says| problem(view, says))).collect();
    for (index, view) in views.iter().enumerate() {
        let Some(written) = &view.key else { continue };
        let Ok(key) = written.parse::<Key>() else {
            problems.push(problem(view, format!("View {:?}: {written:?} is not a key.", view.name)));
            continue;
        };
        if [KeyContext::Today, KeyContext::Cases].iter().any(|on| keymap.match_keys(*on, &[key]) != KeyMatch::Nothing) {
            problems.push(problem(view, format!("View {:?}: {key} already runs a command and keeps it.", view.name)));
        }
        if views.iter().take(index).any(|before| before.key.as_ref().is_some_and(|key| key == written)) {
            problems.push(problem(view, format!("View {:?}: {key} belongs to an earlier view.", view.name)));
        }
    }
    problems
}

/// Returns why a view cannot be shown, if it cannot.
fn view_problem(view: &SavedView) -> Option<String> {
    let name = &view.name;
    if pane_of_view(view).is_none() {
        let lists = LISTS.map(|(list, _)| list).join(", ");
        return Some(format!("View {name:?} is left out: there is no list {:?}; there are {lists}.", view.list));
    }
    for (id, values) in &view.facets {
        let Ok(kind) = id.parse::<FacetKind>() else {
            let kinds = <FacetKind as strum::VariantArray>::VARIANTS.iter().map(|kind| kind.id()).collect::<Vec<_>>();
            return Some(format!(
                "View {name:?} is left out: there is no facet {id:?}; there are {}.",
                kinds.join(", ")
            ));
        };
        if let Some(unknown) = values.iter().find(|value| !kind.may_have(value)) {
            let known = kind.ordered_values().join(", ");
            return Some(format!("View {name:?} is left out: {id} is never {unknown:?}; it is {known}."));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(text: &str) -> Vec<SavedView> {
        toml::from_str::<crate::store::Settings>(text).unwrap().views
    }

    #[test]
    fn a_view_that_names_nothing_known_is_left_out_and_told() {
        let views = views(
            "[[view]]\nname = \"good\"\nlist = \"today\"\nfacets = { due = [\"overdue\"] }\n\
             [[view]]\nname = \"a\"\nlist = \"tomorrow\"\n\
             [[view]]\nname = \"b\"\nlist = \"cases\"\nfacets = { color = [\"red\"] }\n\
             [[view]]\nname = \"c\"\nlist = \"cases\"\nfacets = { due = [\"late\"] }\n",
        );
        assert_eq!(usable_views(&views).map(|view| view.name.as_str()).collect::<Vec<_>>(), ["good"]);
        let problems = view_problems(&views, Keymap::default_keys());
        assert_eq!(problems.len(), 3, "{problems:?}");
        for (problem, word) in problems.iter().zip(["tomorrow", "color", "late"]) {
            assert!(problem.says.contains(word), "{problem:?}");
        }
    }

    #[test]
    fn keys_that_clash_are_told() {
        let views = views(
            "[[view]]\nname = \"a\"\nkey = \"d\"\nlist = \"today\"\n\
             [[view]]\nname = \"b\"\nkey = \"Alt-1\"\nlist = \"today\"\n\
             [[view]]\nname = \"c\"\nkey = \"Alt-1\"\nlist = \"cases\"\n\
             [[view]]\nname = \"d\"\nkey = \"Hyper-1\"\nlist = \"cases\"\n",
        );
        let problems = view_problems(&views, Keymap::default_keys());
        let problems = problems.into_iter().map(|problem| problem.says).collect::<Vec<_>>().join("\n");
        assert!(problems.contains("d already runs a command") && problems.contains("belongs to an earlier view"));
        assert!(problems.contains("\"Hyper-1\" is not a key") && problems.lines().count() == 3, "{problems}");
    }
}
