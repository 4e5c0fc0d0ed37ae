-- What workers do on a case besides dictating. The facts that each tells are put together with the county's when a
-- case is read.

CREATE TABLE act (
    entry   INTEGER PRIMARY KEY,       -- the number of its entry
    case_no TEXT    NOT NULL,
    person  INTEGER NOT NULL,          -- 0 is the case as a whole
    on_day  TEXT    NOT NULL,          -- the day on which it was done
    kind    TEXT    NOT NULL,
    body    BLOB    NOT NULL,          -- the act, as CBOR
    author  TEXT    NOT NULL,
    undone  INTEGER                    -- the entry that took it back
) STRICT;
CREATE INDEX act_of_case ON act (case_no, entry);
