-- The entries of the county's goal tools, which are about no case: resources and the self-assessment.
CREATE TABLE county_tool (
    id     BLOB    PRIMARY KEY,
    on_day TEXT    NOT NULL,
    body   BLOB    NOT NULL,           -- the entry, as CBOR
    author TEXT    NOT NULL,
    entry  INTEGER NOT NULL
) STRICT;
