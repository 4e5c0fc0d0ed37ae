//! How dated layers of parameters lie over each other.

use chrono::NaiveDate;

use super::load::DatedParameters;
use super::parameter_set::Parameters;

/// Returns the days on which a parameter takes effect or, on the day after its last one, no longer holds; ascending.
pub(super) fn days_of_change<'a>(sets: impl Iterator<Item = &'a DatedParameters>) -> Vec<NaiveDate> {
    let mut days: Vec<_> = sets
        .flat_map(|set| {
            let lapses = set.parameters.end_days().into_iter().filter_map(|end| end.succ_opt());
            std::iter::once(set.in_force_from).chain(lapses)
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Returns the parameters that hold on `day`: the newest of each layer, and later layers over earlier ones. A layer may
/// also drop a parameter of an earlier one.
pub(super) fn parameters_on(layers: &[Vec<DatedParameters>], day: NaiveDate) -> Parameters {
    layers.iter().fold(Parameters::default(), |mut parameters, sets| {
        for set in sets.iter().filter(|set| set.in_force_from <= day) {
            parameters.drop_named(&set.without);
        }
        parameters.supersede(&newest_parameters(sets, day));
        parameters
    })
}

fn newest_parameters(sets: &[DatedParameters], day: NaiveDate) -> Parameters {
    let mut begun: Vec<&DatedParameters> = sets.iter().filter(|set| set.in_force_from <= day).collect();
    begun.sort_by_key(|set| set.in_force_from);
    let mut parameters = Parameters::default();
    for set in begun {
        parameters.supersede(&set.parameters);
    }
    parameters.drop_lapsed(day);
    parameters
}
