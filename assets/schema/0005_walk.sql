-- Where each worker stopped on a walk through a list. Not the record: what was done with an alert on the way is in the
-- log like everything else; this only remembers which cases were passed.
CREATE TABLE walk (
    author TEXT PRIMARY KEY,
    body   BLOB NOT NULL               -- the place, as CBOR
) STRICT;
