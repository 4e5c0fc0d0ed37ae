//! Commands in a checklist.

/// A command that shows parts of a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecklistViewCommand {
    /// Open what proves the item: the comment, the section of the folder, or the entry of the log.
    Evidence,
    /// Choose another checklist of the case: form 42-126 or a procedure.
    Form,
    /// List every case with how many items of its checklist are settled and open.
    Completeness,
}
