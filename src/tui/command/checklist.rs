//! Looking into a checklist.

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecklistViewCommand {
    /// What proves the item: the comment, the section of the folder, the entry.
    Evidence,
    /// Another checklist of the case: form 42-126 or a procedure.
    Form,
    /// How far the checklist of every case is settled.
    Completeness,
}
