//! The layout of the screen: the area of each part. Both update and view use it.

use ratatui::layout::{Constraint, Layout, Rect, Size};

use super::command::Pane;

/// The size from which on every part of the screen has its room.
pub const MIN_SIZE: Size = Size::new(80, 24);

/// The smallest size in which the screen works: columns that matter less, and hints, give way.
pub const COMPACT_SIZE: Size = Size::new(60, 18);

/// The width from which on the list and the case are shown side by side.
const WIDE: u16 = 110;

/// The fewest columns of either side, however the divider between them is moved.
const NARROWEST_SIDE: u16 = 36;

/// The areas into which the screen is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenAreas {
    /// The first line.
    pub header: Rect,
    /// The names of the panes.
    pub tabs: Rect,
    /// The list, or the whole pane if there is no side pane.
    pub list: Rect,
    /// The side pane; `None` if the screen is too narrow for both.
    pub beside: Option<Rect>,
    /// The status line, for messages and questions.
    pub status: Rect,
    /// The hint bar.
    pub hints: Rect,
}

/// Returns whether the screen is too small to work in.
pub const fn is_too_small(size: Size) -> bool {
    size.width < COMPACT_SIZE.width || size.height < COMPACT_SIZE.height
}

/// Returns the areas of a screen of `size` while `pane` is shown. `list_width` is the width of the list that the worker
/// chose, if any.
pub fn screen_areas(size: Size, pane: Pane, list_width: Option<u16>) -> ScreenAreas {
    let whole = Rect::new(0, 0, size.width, size.height);
    let rows = [1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)]);
    let rows = rows.chain([status_lines(size.width), 1].map(Constraint::Length));
    let [header, tabs, body, status, hints] = Layout::vertical(rows).areas(whole);
    let (list, beside) = split_body(body, pane, list_width);
    ScreenAreas { header, tabs, list, beside, status, hints }
}

/// Returns how many lines messages and the text of the selected row have: two on a narrow screen, where lists cut more.
pub const fn status_lines(width: u16) -> u16 {
    if width < MIN_SIZE.width { 2 } else { 1 }
}

/// Returns whether a screen of this width shows a case beside a list.
pub const fn has_side(width: u16) -> bool {
    width >= WIDE
}

fn split_body(body: Rect, pane: Pane, list_width: Option<u16>) -> (Rect, Option<Rect>) {
    if !has_side(body.width) || pane == Pane::Case {
        return (body, None);
    }
    let list = match pane {
        Pane::Walk => body.width / 2,
        Pane::Today | Pane::Action | Pane::Alerts | Pane::Queue | Pane::Month => body.width * 3 / 5,
        Pane::Cases | Pane::Dictate | Pane::Checklist | Pane::Case => (body.width * 3 / 5).max(MIN_SIZE.width),
    };
    let most = body.width.saturating_sub(NARROWEST_SIDE).max(NARROWEST_SIDE);
    let list = list_width.map_or(list, |width| width.clamp(NARROWEST_SIDE, most));
    // The two frames share a line.
    let beside = Rect { x: body.x + list - 1, width: body.width - list + 1, ..body };
    (Rect { width: list, ..body }, Some(beside))
}

/// Returns the area of the search over all comments.
pub fn search_area(size: Size) -> Rect {
    let whole = Rect::new(0, 0, size.width, size.height);
    Rect { y: 2, height: whole.height.saturating_sub(3 + status_lines(size.width)), ..whole }
}

/// Returns the area of a large overlay, such as a copy-out block.
pub fn overlay_area(size: Size) -> Rect {
    search_area(size)
}

/// Returns how many comments the search shows at once.
pub fn hits_per_page(size: Size) -> usize {
    // The query and the line under it take two lines; each comment takes two.
    rows_inside(search_area(size)).saturating_sub(2) / 2
}

/// The lines of the review that show what the record says about the selected point.
pub const REVIEW_RECORD_LINES: u16 = 4;

/// Returns how many points of a review are on the screen at once.
pub fn review_points_per_page(framed: Rect) -> usize {
    rows_inside(framed).saturating_sub(usize::from(REVIEW_RECORD_LINES))
}

/// Returns how many rows fit inside a frame.
pub fn rows_inside(framed: Rect) -> usize {
    usize::from(framed.height.saturating_sub(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_at_eighty_columns_and_two_from_a_hundred_and_ten() {
        assert_eq!(screen_areas(MIN_SIZE, Pane::Action, None).beside, None);
        assert_eq!(screen_areas(MIN_SIZE, Pane::Action, None).list, Rect::new(0, 2, 80, 20));
        let wide = screen_areas(Size::new(120, 36), Pane::Action, None);
        assert_eq!((wide.list.width, wide.beside.unwrap().x), (72, 71));
        assert_eq!(wide.beside.unwrap().right(), 120);
    }

    #[test]
    fn a_moved_divider_leaves_both_sides_room() {
        let list = |width| screen_areas(Size::new(120, 36), Pane::Action, Some(width)).list.width;
        assert_eq!((list(70), list(3), list(119)), (70, NARROWEST_SIDE, 120 - NARROWEST_SIDE));
    }

    #[test]
    fn the_screen_works_down_to_its_smallest_size() {
        assert!(!is_too_small(COMPACT_SIZE));
        assert!(is_too_small(Size::new(59, 18)) && is_too_small(Size::new(60, 17)));
    }
}
