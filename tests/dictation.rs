//! Dictation by command: amended, protected, searched, copied out.

use serde_json::Value;

use crate::support::TestHome;

/// Files a telephone contact and gives its id.
fn filed(home: &TestHome, results: &str, more: &[&str]) -> String {
    let args = ["comment", "file", "--case", "0052445", "--type", "telephone", "--purpose", "Monthly contact"];
    let rest = ["--results", results, "--no-forms", "--no-documents"];
    let args: Vec<&str> = args.into_iter().chain(rest).chain(more.iter().copied()).collect();
    home.json(&args)["id"].as_str().unwrap().to_owned()
}

fn rows(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn amend(home: &TestHome, id: &str, kind: &str, text: &str) {
    home.ok(&["comment", "amend", id, "--kind", kind, "--reason", "read it again", "--text", text]);
}

#[test]
fn an_amended_comment_is_shown_with_every_amendment_everywhere() {
    let home = TestHome::with_extracts();
    let id = filed(&home, "Starts the class on Monday", &[]);
    amend(&home, &id, "correction", "The class starts on Tuesday");
    amend(&home, &id, "addendum", "The bus pass is ordered");
    for args in [&["comment", "show", "0052445"][..], &["list", "comments"], &["list", "comments", "--csv", "--yes"]] {
        let shown = home.ok(args);
        let places = ["Starts the class on Monday", "The class starts on Tuesday", "The bus pass is ordered"]
            .map(|text| shown.find(text).unwrap_or_else(|| panic!("{text} in {shown}")));
        assert!(places.is_sorted(), "{shown}");
        assert!(shown.contains("read it again"), "{shown}");
    }
    let json = home.json(&["list", "comments"]);
    assert_eq!(json[0]["results"], "Starts the class on Monday");
    let kinds: Vec<_> = rows(&json[0]["amendments"]).iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["correction", "addendum"]);
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn every_text_of_a_comment_amended_five_times_survives() {
    let home = TestHome::with_extracts();
    let id = filed(&home, "Starts the class on Monday", &[]);
    let texts = ["Tuesday it is", "Bus pass ordered", "Rode along with the van", "Wrong teacher named", "Nothing else"];
    let kinds = ["correction", "addendum", "late_entry", "correction", "entered_in_error"];
    for (kind, text) in kinds.into_iter().zip(texts) {
        amend(&home, &id, kind, text);
    }
    home.ok(&["comment", "copy", &id, "--all", "--to", home.path().join("printed.txt").to_str().unwrap()]);
    let printed = std::fs::read_to_string(home.path().join("printed.txt")).unwrap();
    let shown = [&["comment", "show", "0052445"][..], &["list", "comments"], &["list", "comments", "--csv", "--yes"]];
    let json = [&["comment", "show", "0052445", "--json"][..], &["list", "comments", "--json"]];
    for place in shown.into_iter().chain(json).map(|args| home.ok(args)).chain([printed]) {
        let all = ["Starts the class on Monday"].into_iter().chain(texts);
        let places: Vec<_> = all.map(|text| place.find(text).unwrap_or_else(|| panic!("{text} in {place}"))).collect();
        assert!(places.is_sorted(), "in order: {place}");
        assert_eq!(place.matches("read it again").count(), 5, "each with its reason: {place}");
    }
    for text in texts {
        assert_eq!(rows(&home.json(&["search", &format!("\"{text}\"")])["hits"]).len(), 1, "{text}");
    }
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn a_comment_entered_in_error_no_longer_proves_the_contact() {
    let home = TestHome::with_extracts();
    let due = |home: &TestHome| {
        let today = home.json(&["list", "today"]);
        rows(&today).iter().filter(|item| item["case"] == "0052445" && item["rule"] == "monthly_contact").count()
    };
    let proven = |home: &TestHome| {
        let components = home.json(&["checklist", "0052445"]);
        let items = rows(&components).iter().flat_map(|component| rows(&component["items"]));
        items
            .filter(|item| item["id"].as_str().unwrap().contains("contact"))
            .any(|item| item["state"]["is"] == "proven")
    };
    let id = filed(&home, "Agreed to bring the attendance sheet", &[]);
    assert_eq!((due(&home), proven(&home)), (0, true));
    amend(&home, &id, "entered_in_error", "");
    assert_eq!((due(&home), proven(&home)), (1, false));
    assert_eq!(home.json(&["list", "comments"])[0]["in_error"], true);
    assert_eq!(rows(&home.json(&["list", "unposted"])).len(), 0, "what was never posted need not be");
}

#[test]
fn an_amendment_that_cannot_be_is_refused_in_one_sentence() {
    let home = TestHome::with_extracts();
    let id = filed(&home, "Called", &[]);
    let refused = |args: &[&str]| home.fails(args).1;
    let no_text = refused(&["comment", "amend", &id, "--kind", "correction", "--reason", "wrong day"]);
    assert_eq!(no_text, "caseload: Say what is right.\n");
    let no_reason = refused(&["comment", "amend", &id, "--kind", "addendum", "--reason", " ", "--text", "x"]);
    assert_eq!(no_reason, "caseload: Say why.\n");
    let unknown = "019a0000-0000-7000-8000-0000000000ff";
    let nothing = refused(&["comment", "amend", unknown, "--kind", "addendum", "--reason", "x", "--text", "x"]);
    assert_eq!(nothing, format!("caseload: There is no comment {unknown}.\n"));
}

#[test]
fn a_protected_comment_is_hidden_until_it_is_revealed_and_the_reveal_is_recorded() {
    let home = TestHome::with_extracts();
    let id = filed(&home, "Staying with her sister", &["--protected"]);
    amend(&home, &id, "addendum", "Moved to a safe house");
    let lists: [&[&str]; 8] = [
        &["comment", "show", "0052445"],
        &["comment", "show", "0052445", "--json"],
        &["list", "comments"],
        &["list", "comments", "--csv", "--yes"],
        &["list", "comments", "--json"],
        &["list", "unposted", "--json"],
        &["facts", "0052445"],
        &["checklist", "0052445", "--json"],
    ];
    for args in lists {
        let shown = home.ok(args);
        for words in ["sister", "safe house", "read it again"] {
            assert!(!shown.contains(words), "{args:?}: {shown}");
        }
    }
    let shown = home.ok(&["comment", "show", "0052445"]);
    assert_eq!(shown.to_lowercase().matches("kept apart").count(), 1, "{shown}");
    assert!(shown.contains("caseload comment show 0052445 --reveal 0"), "{shown}");
    assert!(home.ok(&["list", "comments"]).contains("kept apart"));
    let entries = home.json(&["verify"])["entries"].as_u64().unwrap();
    let shown = home.ok(&["comment", "show", "0052445", "--reveal", &id, "--reason", "safety plan"]);
    assert!(shown.contains("Staying with her sister") && shown.contains("Moved to a safe house"), "{shown}");
    assert_eq!(home.json(&["verify"])["entries"], entries + 2, "revealed, and printed into a pipe");
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn search_finds_words_phrases_and_beginnings_and_marks_them() {
    let home = TestHome::with_extracts();
    let id = filed(&home, "Señora Núñez missed the class; a bus pass is ordered", &[]);
    filed(&home, "Staying with her sister since the bus strike", &["--protected"]);
    let found = |args: &[&str]| {
        let args: Vec<&str> = ["search"].into_iter().chain(args.iter().copied()).collect();
        let page = home.json(&args);
        rows(&page["hits"]).iter().map(|hit| hit["comment"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for query in
        [&["nunez"][..], &["\"missed the class\"", "bu*"], &["case:0052445", "from:t"], &["author:v1a3", "bus"]]
    {
        assert_eq!(found(query), [id.as_str()], "{query:?}");
    }
    for query in [&["sister"][..], &["bus", "train"], &["to:2026-11-18"], &["\"", "sister AND (NEAR"]] {
        assert_eq!(found(query), Vec::<String>::new(), "{query:?}");
    }
    assert!(home.ok(&["search", "nunez"]).contains("Señora [Núñez] missed"));
    assert_eq!(home.ok(&["search", "sister"]), "No comment contains these words.\n");
    assert!(home.fails(&["search", "from:2026-02-30"]).1.contains("is not a date"));
    let amended = ["comment", "amend", &id, "--kind", "addendum", "--reason", "called", "--text", "zebra"];
    home.ok(&amended);
    assert_eq!(found(&["zebra"]), [id]);
}

#[test]
fn wording_is_remarked_and_the_comment_is_filed() {
    let home = TestHome::with_extracts();
    let results = "Clt is lazy, LVM about the restraining order, 4111 1111 1111 1111";
    let file =
        ["comment", "file", "--case", "0052445", "--type", "telephone", "--purpose", "Called", "--results", results];
    let file: Vec<&str> = file.into_iter().chain(["--no-forms", "--no-documents", "--not-abuse"]).collect();
    let output = home.run(&file);
    assert!(output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    for words in ["lazy: write what", "LVM: write left a voicemail", "protected comment", "card number"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    assert!(!told.contains("4111"), "{told}");
    let kinds = |value: &Value| {
        rows(&value["remarks"]).iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let more = |flag| file.iter().copied().chain([flag]).collect::<Vec<_>>();
    assert_eq!(kinds(&home.json(&file)), ["abbreviation", "judging", "abbreviation", "domestic_abuse", "identifier"]);
    assert_eq!(kinds(&home.json(&more("--protected"))), ["abbreviation", "judging", "abbreviation", "identifier"]);
}

#[test]
fn phrases_of_ones_own_are_kept_listed_and_forgotten() {
    let home = TestHome::new();
    let count = |home: &TestHome| rows(&home.json(&["phrase", "list"])).len();
    let builtin = count(&home);
    home.ok(&["phrase", "keep", "bus", "The bus pass for {name} is ordered.", "--title", "Bus pass"]);
    let listed = home.json(&["phrase", "list"]);
    let own: Vec<_> = rows(&listed).iter().filter(|phrase| phrase["own"] == true).collect();
    assert_eq!((own.len(), own[0]["word"].as_str(), count(&home)), (1, Some("bus"), builtin + 1));
    assert!(home.fails(&["phrase", "keep", "two words", "x"]).1.contains("letters and digits"));
    home.ok(&["phrase", "forget", "bus"]);
    assert!(home.fails(&["phrase", "forget", "bus"]).1.contains("no phrase of your own"));
    assert_eq!(count(&home), builtin);
}

#[test]
fn words_of_ones_own_are_kept_listed_and_forgotten() {
    let home = TestHome::new();
    assert_eq!(home.ok(&["word", "list"]), "No words of your own.\n");
    home.ok(&["word", "keep", "Fruitvale"]);
    home.ok(&["word", "keep", "Fruitvale"]);
    assert_eq!(home.json(&["word", "list"]), serde_json::json!(["Fruitvale"]));
    assert!(home.fails(&["word", "keep", "two words"]).1.contains("contain spaces"));
    home.ok(&["word", "forget", "Fruitvale"]);
    assert!(home.fails(&["word", "forget", "Fruitvale"]).1.contains("not one of your own words"));
}

#[test]
fn stats_begin_empty() {
    let home = TestHome::new();
    assert_eq!(home.ok(&["stats"]), "No comments have been dictated on the screen yet.\n");
    assert_eq!(home.json(&["stats"])["comments"], 0);
}

#[test]
fn a_comment_is_copied_out_with_its_amendments_and_a_protected_one_on_purpose() {
    let home = TestHome::with_extracts();
    let id = filed(&home, &"She will bring the attendance sheet. ".repeat(80), &[]);
    let parts = home.json(&["comment", "copy", &id]);
    assert_eq!((rows(&parts).len(), &parts[0]["parts"]), (2, &Value::from(2)));
    assert_eq!(parts[0]["entry_type"], "Appointment");
    assert!(home.ok(&["comment", "copy", &id]).contains("\n1 of 2\n"));
    home.ok(&["comment", "post", &id]);
    assert_eq!(home.ok(&["comment", "copy", &id]), "Everything in this comment is posted. --all copies it again.\n");
    amend(&home, &id, "addendum", "The bus pass is ordered");
    assert_eq!(rows(&home.json(&["list", "unposted"])).len(), 1);
    let later = home.ok(&["comment", "copy", &id, "--template", "calwin_comments"]);
    assert!(later.contains("The bus pass is ordered") && !later.contains("attendance"), "{later}");
    let unknown = home.fails(&["comment", "copy", &id, "--template", "x"]).1;
    assert!(unknown.contains("calsaws_journal, calwin_comments"), "{unknown}");

    let file = home.path().join("copied.txt");
    let to_file = ["comment", "copy", &id, "--all", "--to", file.to_str().unwrap()];
    home.ok(&to_file);
    assert!(std::fs::read_to_string(&file).unwrap().contains("The bus pass is ordered"));
    assert!(home.fails(&to_file).1.contains("was not written"), "no file is overwritten");
    std::fs::write(home.home_path().join("settings.toml"), "posting = \"calwin_comments\"\n").unwrap();
    assert!(home.ok(&["comment", "copy", &id, "--all"]).contains("DATE OF CONTACT"));

    let hidden = filed(&home, "Staying with her sister", &["--protected"]);
    assert!(home.fails(&["comment", "copy", &hidden]).1.contains("--reveal"));
    let entries = home.json(&["verify"])["entries"].as_u64().unwrap();
    for reason in [&["--reveal"][..], &["--reveal", "--reason", " "]] {
        let copy = [&["comment", "copy", &hidden][..], reason].concat();
        assert!(home.fails(&copy).1.contains("Say why: --reason TEXT"), "{reason:?}");
        let show = ["comment", "show", "0052445", "--reveal", &hidden];
        assert!(home.fails(&[&show[..], &reason[1..]].concat()).1.contains("Say why: --reason TEXT"), "{reason:?}");
    }
    let copy = ["comment", "copy", &hidden, "--reveal", "--reason", "asked by shelter"];
    assert!(home.ok(&copy).contains("Staying with her sister"));
    assert_eq!(home.json(&["verify"])["entries"], entries + 2, "revealed, and printed into a pipe");
}

#[test]
fn a_comment_that_is_protected_afterward_is_hidden_everywhere() {
    let home = TestHome::with_extracts();
    let id = filed(&home, "Staying with her sister", &[]);
    amend(&home, &id, "addendum", "Moved to another town");
    let lists: [&[&str]; 11] = [
        &["comment", "show", "0052445"],
        &["comment", "show", "0052445", "--json"],
        &["list", "comments"],
        &["list", "comments", "--csv", "--yes"],
        &["list", "comments", "--json"],
        &["list", "unposted", "--json"],
        &["print", "comments", "0052445", "--yes"],
        &["print", "handover", "0052445", "--yes"],
        &["facts", "0052445"],
        &["search", "sister"],
        &["audit", "--json"],
    ];
    assert!(home.ok(&["search", "sister"]).contains("sister") && home.ok(lists[7]).contains("sister"));
    let protect = ["comment", "amend", &id, "--kind", "protected", "--reason", "tells where she stays"];
    home.ok(&protect);
    for args in lists {
        let shown = home.ok(args);
        for words in ["sister", "another town", "read it again", "where she stays"] {
            assert!(!shown.contains(words), "{args:?}: {shown}");
        }
    }
    assert_eq!(home.fails(&protect).1, "caseload: The comment is protected already.\n");
    assert!(home.fails(&["comment", "copy", &id]).1.contains("is protected"));
    let reveal = ["comment", "show", "0052445", "--reveal", &id, "--reason"];
    assert!(home.fails(&[&reveal[..], &["x"]].concat()).1.contains("Say why in at least 2 words"));
    let shown = home.ok(&[&reveal[..], &["safety plan"]].concat());
    for words in ["sister", "another town", "where she stays"] {
        assert!(shown.contains(words), "{shown}");
    }
    let copied = home.ok(&["comment", "copy", &id, "--reveal", "--reason", "safety plan"]);
    assert!(copied.contains("another town") && !copied.contains("where she stays"), "{copied}");
    assert_eq!(home.json(&["verify"])["holds"], true);
    home.ok(&["doctor", "--rebuild"]);
    assert_eq!(home.json(&["verify"])["holds"], true);
    assert!(!home.ok(&["search", "sister"]).contains("sister"));
}

#[test]
fn protecting_what_was_posted_says_that_it_is_still_open_there() {
    let home = TestHome::with_extracts();
    let id = filed(&home, "Staying with her sister", &[]);
    home.ok(&["comment", "post", &id]);
    let told = home.ok(&["comment", "amend", &id, "--kind", "protected", "--reason", "tells where she stays"]);
    assert!(told.contains("restrict it there"), "{told}");
    assert_eq!(rows(&home.json(&["list", "unposted"])).len(), 0);
}

#[test]
fn what_must_not_be_filed_is_refused_before_it_is_filed() {
    let home = TestHome::with_extracts();
    let args = ["comment", "file", "--case", "0052445", "--type", "telephone", "--purpose", "Monthly contact"];
    let refused = |results: &str, more: &[&str]| {
        let rest = ["--results", results, "--no-forms", "--no-documents"];
        home.fails(&[&args[..], &rest[..], more].concat()).1
    };
    let number = refused("her kid's SSN 900-45-6789", &[]);
    assert!(number.contains("Social Security number") && !number.contains("6789"), "{number}");
    for anyway in [&["--protected"][..], &["--not-ssn"], &["--not-abuse"]] {
        assert!(refused("900 45 6789", anyway).contains("Social Security number"), "{anyway:?}");
    }
    assert!(refused("receipt 900456789", &[]).contains("--not-ssn"));
    assert!(refused("her husband hits her", &[]).contains("--not-abuse"));
    assert!(refused(";lm", &[]).contains(";lm"));
    assert!(refused("Next: {next step}", &[]).contains("{next step}"));
    assert_eq!(home.json(&["list", "comments"]), serde_json::json!([]), "nothing was filed");
    filed(&home, "receipt 900456789", &["--not-ssn"]);
    filed(&home, "the ball hits her car", &["--not-abuse"]);
    let id = filed(&home, "her husband hits her", &["--protected"]);
    amend(&home, &id, "addendum", "he hits her often");
    let audit = home.ok(&["audit"]);
    for told in ["confirmed: not a Social Security number", "confirmed: no domestic-abuse facts"] {
        assert!(audit.contains(told), "{audit}");
    }
}

#[test]
fn where_several_take_part_a_comment_names_the_person_and_is_shown_with_the_person() {
    let home = TestHome::new();
    let listing = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
                   1B00001,\"Doe, Ana\",1,01/02/1990,Registered-Mandatory,03/01/2026,Active,01/01/2025\n\
                   1B00001,\"Doe, Luis\",2,01/02/1991,Registered-Mandatory,03/01/2026,Active,01/01/2025\n\
                   1B00002,\"Roe, Eva\",2,01/02/1992,Registered-Mandatory,03/01/2026,Active,01/01/2025\n";
    let path = home.path().join("listing.csv");
    std::fs::write(&path, listing).unwrap();
    home.ok(&["import", path.to_str().unwrap()]);
    let args = |case| ["comment", "file", "--case", case, "--type", "telephone", "--purpose", "Monthly contact"];
    let rest = ["--results", "Called", "--no-forms", "--no-documents"];
    let refused = home.fails(&[&args("1B00001")[..], &rest].concat()).1;
    for part in ["Doe, Ana", "Doe, Luis", "--person"] {
        assert!(refused.contains(part), "{refused}");
    }
    assert_eq!(home.json(&["list", "comments"]), serde_json::json!([]));
    home.ok(&[&args("1B00001")[..], &rest, &["--person", "2"]].concat());
    home.ok(&[&args("1B00002")[..], &rest].concat());
    assert!(home.ok(&["comment", "show", "1B00001"]).contains("person 2 Doe, Luis"));
    assert!(home.ok(&["comment", "show", "1B00002"]).contains("person 2 Roe, Eva"), "the only one who takes part");
    home.ok(&[&args("1B00001")[..], &rest, &["--person", "0"]].concat());
    assert!(home.ok(&["comment", "show", "1B00001"]).contains("case as a whole"));
}

#[test]
fn a_referral_to_domestic_violence_services_is_named_in_no_list() {
    let home = TestHome::with_extracts();
    home.ok(&["act", "0052445", "referral_asked", "kind=domestic violence"]);
    let due = home.ok(&["list", "today"]);
    assert!(due.contains("a referral has not been made"), "{due}");
    let places: [&[&str]; 9] = [
        &["list", "today", "--json"],
        &["list", "cases"],
        &["list", "action"],
        &["list", "alerts", "--json"],
        &["list", "month"],
        &["print", "handover", "0052445", "--yes"],
        &["print", "today", "--redacted"],
        &["why", "0052445"],
        &["desk"],
    ];
    for args in places {
        let shown = home.run(args);
        let shown = String::from_utf8_lossy(&shown.stdout).to_lowercase();
        assert!(!shown.contains("domestic"), "{args:?}: {shown}");
    }
}
