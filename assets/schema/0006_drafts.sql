-- A draft of an amendment stands beside that of the case's next comment, and the worker has words of their own. None of
-- this is the record.

CREATE TABLE drafted (
    case_no TEXT    NOT NULL,
    author  TEXT    NOT NULL,
    amends  BLOB    NOT NULL,          -- the comment that it amends; empty for a new comment
    body    TEXT    NOT NULL,          -- the form as typed, as JSON
    saved   INTEGER NOT NULL,          -- milliseconds since 1970, UTC
    PRIMARY KEY (case_no, author, amends)
) STRICT;
INSERT INTO drafted SELECT case_no, author, x'', body, saved FROM draft;
DROP TABLE draft;
ALTER TABLE drafted RENAME TO draft;

CREATE TABLE own_word (
    word TEXT PRIMARY KEY              -- spelled as the worker spells it, beside what dictionaries know
) STRICT;
