-- ---- the record ----

-- The files of configuration that were last recorded at each station.
CREATE TABLE configuration (
    station BLOB    PRIMARY KEY,
    body    BLOB    NOT NULL,         -- the files, as CBOR
    entry   INTEGER NOT NULL
) STRICT;

-- The workers whose cases the extract names, with blanks between them; empty where that is not known, and the extract
-- counts as one about everybody's cases.
ALTER TABLE extract ADD COLUMN workers TEXT NOT NULL DEFAULT '';
