-- What was decided about rows of lists from child welfare, as each was last decided. Nothing of a list is kept but a keyed digest
-- of the listed name and date of birth, by which the same row is known again.
CREATE TABLE match_decision (
    case_no TEXT    NOT NULL,
    person  INTEGER NOT NULL,          -- 0 for a person without a number, such as a child
    digest  TEXT    NOT NULL,
    body    BLOB    NOT NULL,          -- the decision, as CBOR
    author  TEXT    NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (case_no, person, digest)
) STRICT, WITHOUT ROWID;
