-- The cases that workers opened by hand, because no extract names them yet, as each was last written.
CREATE TABLE opened_case (
    case_no TEXT    PRIMARY KEY,
    body    BLOB    NOT NULL,          -- the opened case, as CBOR
    author  TEXT    NOT NULL,
    entry   INTEGER NOT NULL
) STRICT;
