-- What a supervisor records about the work itself, apart from the cases.

CREATE TABLE review_draw (
    month  TEXT    NOT NULL,           -- that the reviews are for
    ec     TEXT    NOT NULL,
    body   BLOB    NOT NULL,           -- the draw, as CBOR
    author TEXT    NOT NULL,
    entry  INTEGER NOT NULL,
    PRIMARY KEY (month, ec)
) STRICT;

CREATE TABLE case_review (
    month   TEXT    NOT NULL,
    case_no TEXT    NOT NULL,
    body    BLOB    NOT NULL,          -- the newest review of the case for the month, as CBOR
    author  TEXT    NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (month, case_no)
) STRICT;

CREATE TABLE conference (
    entry  INTEGER PRIMARY KEY,
    ec     TEXT    NOT NULL,
    on_day TEXT    NOT NULL,
    body   BLOB    NOT NULL,           -- the conference, as CBOR
    author TEXT    NOT NULL
) STRICT;
