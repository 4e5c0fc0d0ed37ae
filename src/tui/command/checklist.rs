//! Commands in a checklist.

/// A command that looks into a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecklistViewCommand {
    /// Open what proves the item: the comment, the section of the folder, or the entry of the log.
    Evidence,
    /// Choose another checklist of the case: form 42-126 or a procedure.
    Form,
    /// List for every case how many items of the checklist are settled and open.
    Completeness,
}
