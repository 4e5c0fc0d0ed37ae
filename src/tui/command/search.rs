//! Finding rows and comments, and ordering lists.

/// A command that finds or orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchCommand {
    /// Filter the list while the worker types.
    Find,
    /// Choose what the list is filtered by.
    Facets,
    /// Choose a saved view.
    Views,
    /// Search every comment.
    Comments,
    /// Keep the filtered list.
    Keep,
    /// Show the whole list again.
    Clear,
    /// Order by the next column.
    Order,
    /// Fold the group of the row into its heading, or unfold it.
    Fold,
    /// Reverse the order.
    Reverse,
    /// Show the category after the chosen one.
    CategoryAfter,
    /// Show the category before the chosen one.
    CategoryBefore,
}
