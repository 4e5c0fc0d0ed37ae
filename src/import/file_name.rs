//! The name of a county file as the record keeps it: without Social Security numbers, and with every day in it. The day may
//! be the only sign of which of two files is the newer one, and digits beside it make it look like a number.

use super::{redact_ssn, run_date};

/// Returns the name of a file as the record keeps it. Days and what belongs to a case number stay; every other number that
/// may be a Social Security number is masked.
pub fn clean_file_name(name: &str) -> String {
    let name = redact_ssn::visible_text(name);
    let mut kept = String::with_capacity(name.len());
    let mut end = 0;
    for day in run_date::find_day_spans(&name) {
        kept.push_str(&redact_ssn::redact_ssns(name.get(end..day.start).unwrap_or_default()));
        kept.push_str(name.get(day.clone()).unwrap_or_default());
        end = day.end;
    }
    kept.push_str(&redact_ssn::redact_ssns(name.get(end..).unwrap_or_default()));
    kept
}

/// Returns the name of a file as an error shows it: cleaned, and cut after 40 characters.
pub fn file_name_excerpt(name: &str) -> String {
    redact_ssn::cut_excerpt(clean_file_name(name))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ES108_20261001 (1).csv")]
    #[case("ES108_20261001(1).csv")]
    #[case("ES108_20261001_2.csv")]
    #[case("ES108_V1A3_10012026.csv")]
    #[case("ES108_V1A3_20261001.csv")]
    #[case("V1A3_10012026.csv")]
    #[case("ES108-V1A3-10012026.csv")]
    #[case("listing-20261129-1.csv")]
    #[case("20261001_3_es108.csv")]
    #[case("20261001[3].csv")]
    #[case("listing 10-01-2026 (1).csv")]
    #[case("listing 1.10.2026 123.csv")]
    #[case("listing_2026-13-01 (1).csv")]
    #[case("listing_1B20001_2026.csv")]
    #[case("ES108 28NOV2026 1234.csv")]
    #[case("ES108_20261129073000.csv")]
    fn a_day_in_a_name_stays_beside_any_digit(#[case] name: &str) {
        assert_eq!(clean_file_name(name), name);
        assert_eq!(clean_file_name(&clean_file_name(name)), name);
    }

    #[rstest]
    #[case("Rios 900-45-6789.csv", "Rios ***-**-****.csv")]
    #[case("900456789_20261129.csv", "***-**-****_20261129.csv")]
    #[case("20261129 900456789 (1).csv", "20261129 ***-**-**** (1).csv")]
    #[case("2026-11-29_900_45_6789.csv", "2026-11-29_***-**-****.csv")]
    #[case("900-12-2026.csv", "***-**-****.csv")]
    #[case("90012 2026.csv", "***-**-****.csv")]
    #[case("90012345 6.csv", "***-**-****.csv")]
    #[case("SSN 9001234 of 11-29-2026.csv", "SSN ***-**-**** of 11-29-2026.csv")]
    fn a_number_in_a_name_is_masked(#[case] name: &str, #[case] kept: &str) {
        assert_eq!(clean_file_name(name), kept);
    }
}
