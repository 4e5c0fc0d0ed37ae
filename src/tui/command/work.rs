//! Commands on the selected row of a list.

/// A command on the selected row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowCommand {
    /// Open the folder of the row's case.
    Open,
    /// Dictate a contact on the row's case.
    Dictate,
    /// Choose an act to record on the row's case.
    Act,
    /// Undo the newest thing done on the case shown.
    Undo,
    /// Do again what was undone last.
    Redo,
    /// List what the worker did today.
    Doings,
    /// Show the case's checklist.
    Checklist,
    /// Annotate the row.
    Annotate,
    /// Write a reminder on the row's case, or change the reminder of the row.
    Remind,
    /// Write a reminder on no case.
    RemindAlone,
    /// Show why the row is here.
    Why,
    /// Do what the row asks for: open what clears it, or mark a written alert as done.
    Done,
    /// Mark the row, or take its mark away.
    Mark,
    /// Take all marks of the list away.
    ClearMarks,
    /// Skip the row, with a reason; it stays in the list.
    Skip,
    /// Snooze the alert until a date.
    Snooze,
    /// List the snoozed rows, to wake one.
    Snoozed,
    /// Hide the goals to talk about in Today, or show them again.
    ToggleGoals,
    /// Refuse the alert, with the reason.
    Refuse,
    /// Tick the checklist item by hand, or remove the tick.
    Tick,
    /// Mark the checklist item as not applicable, with the reason.
    NotApplicable,
    /// Amend the selected comment.
    Amend,
    /// Reveal the selected protected comment.
    Reveal,
    /// Copy the selected comment as a posting block.
    CopyOut,
    /// Write the copy-out block to a file.
    ToFile,
    /// Mark the selected comment as posted.
    Posted,
    /// List the comments that are not posted.
    Unposted,
    /// Step through what the newest extracts changed.
    Changes,
    /// Show the next changed case.
    CaseAfter,
    /// Show the previous changed case.
    CaseBefore,
    /// Show the previous month.
    MonthBefore,
    /// Show the next month.
    MonthAfter,
    /// Switch between what is due in the month and the proof of monthly contact.
    Proof,
    /// Choose the day before in the calendar.
    DayBefore,
    /// Choose the day after in the calendar.
    DayAfter,
    /// Choose today in the calendar.
    DayToday,
}
