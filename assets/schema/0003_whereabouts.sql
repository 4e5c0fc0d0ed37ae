-- Where each worker stood when the screen was locked or its terminal hung up, so that unlocking leads back there.
-- Not the record.

CREATE TABLE whereabouts (
    worker TEXT PRIMARY KEY,
    body   TEXT NOT NULL               -- as the screen keeps it, as JSON
) STRICT;
