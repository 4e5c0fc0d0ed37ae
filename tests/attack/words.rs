//! Numbers and facts that are never kept, through every door where a word is.

use std::fs;

use super::support::TestHome;

#[test]
fn no_door_keeps_a_social_security_number_or_words_of_abuse() {
    let home = TestHome::with_extracts();
    let public = home.json(&["key", "escrow", "--make"])["public"].as_str().unwrap().to_owned();
    let texts = [
        "ssn 900-12-3456",
        "nine zero zero one two three four five six",
        "her husband hits her",
        "domest1c vi0lence",
        "муж бьет ее",
        "가정폭력",
    ];
    for text in texts {
        for door in [
            &["key", "escrow", "--office", text, "--public", &public][..],
            &["worker", "change", "V1A3", "--name", text],
            &["worker", "change", "V1A3", "--office", text],
        ] {
            let (code, told) = home.fails(door);
            assert!(code == 1 && !told.contains("900-12-3456"), "{door:?}: {told}");
        }
    }
    for word in ["900-12-3456", "ninezerozeroonetwothreefourfivesix", "herhusbandhitsher", "domesticviolence"] {
        home.fails(&["word", "keep", word]);
    }
    home.ok(&["word", "keep", "Whitsherman"]);
    let keys = fs::read_to_string(home.home_path().join("caseload.keys")).unwrap();
    assert!(!keys.contains("900-12") && !keys.contains("husband"), "{keys}");
    let view =
        "[[view]]\nname = \"900-12-3456\"\nlist = \"cases\"\n[[view]]\nname = \"he hits her\"\nlist = \"cases\"\n";
    fs::write(home.home_path().join("settings.toml"), view).unwrap();
    let problems = home.run(&["config", "check"]);
    let told = String::from_utf8(problems.stdout).unwrap();
    assert!(told.contains("Social Security number") && told.contains("may describe domestic abuse"), "{told}");
}
