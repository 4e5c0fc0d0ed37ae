-- ---- the record ----

-- The files of configuration that were last recorded at each station.
CREATE TABLE configuration (
    station BLOB    PRIMARY KEY,
    body    BLOB    NOT NULL,         -- the files, as CBOR
    entry   INTEGER NOT NULL
) STRICT;
