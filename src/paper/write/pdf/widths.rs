//! The widths of the columns of a table.

use super::text::Widths;

/// The space between two columns, in sizes of the text.
pub(super) const GUTTER: f32 = 0.9;

/// Returns the sum of the widths and the spaces between them.
#[expect(clippy::cast_precision_loss, reason = "a table has some twenty columns")]
pub(super) fn add_gutters(widths: &[f32]) -> f32 {
    widths.iter().sum::<f32>() + GUTTER * widths.len().saturating_sub(1) as f32
}

/// Distributes the width: narrow columns get the width they need, and wide ones share the rest by the square root of
/// what they need, so that their rows are about equally high. No column is narrower than its widest word. If words do
/// not fit, the widest are broken, so that numbers and dates stay whole.
pub(super) fn share_width(wanted: &[Widths], width: f32) -> Vec<f32> {
    let least: Vec<f32> = wanted.iter().map(|wanted| wanted.word).collect();
    let gutters = add_gutters(&least) - least.iter().sum::<f32>();
    let room = width - gutters;
    if least.iter().sum::<f32>() > room {
        return cut_to(room, |cap| least.iter().map(|least| least.min(cap)).collect());
    }
    let under = |cap: f32, wanted: &Widths| wanted.line.min(cap * wanted.line.sqrt()).max(wanted.word);
    cut_to(room, |cap| wanted.iter().map(|wanted| under(cap, wanted)).collect())
}

/// Returns the widths under the highest cap that the room allows.
fn cut_to(room: f32, under: impl Fn(f32) -> Vec<f32>) -> Vec<f32> {
    const STEPS: usize = 24;
    let whole = under(f32::INFINITY);
    if whole.iter().sum::<f32>() <= room {
        return whole;
    }
    let (mut fits, mut too_wide) = (0.0, whole.iter().copied().fold(0.0, f32::max));
    for _ in 0..STEPS {
        let cap = f32::midpoint(fits, too_wide);
        if under(cap).iter().sum::<f32>() <= room { fits = cap } else { too_wide = cap }
    }
    under(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column_widths(least: &[f32], natural: &[f32]) -> Vec<Widths> {
        least.iter().zip(natural).map(|(word, line)| Widths { word: *word, line: *line }).collect()
    }

    #[test]
    fn narrow_columns_stay_whole_and_no_table_exceeds_the_room() {
        let inside = |widths: &[f32], width: f32| add_gutters(widths) <= width + 0.01;
        let widths = share_width(&column_widths(&[5.0, 4.0, 8.0, 8.0], &[5.0, 6.0, 80.0, 20.0]), 60.0);
        assert_eq!(widths[..2], [5.0, 6.0]);
        assert!((widths[2] - 2.0 * widths[3]).abs() < 0.01 && inside(&widths, 60.0) && add_gutters(&widths) > 59.9);
        let roomy = share_width(&column_widths(&[5.0, 4.0], &[6.0, 9.0]), 60.0);
        assert_eq!(roomy, [6.0, 9.0], "what has room is as wide as it likes");
        // A word that is wider than the page is broken; a date beside it is not.
        let widths = share_width(&column_widths(&[5.0, 90.0], &[5.0, 90.0]), 40.0);
        assert!(widths[0] >= 5.0 && widths[1] > 30.0 && inside(&widths, 40.0), "{widths:?}");
    }
}
