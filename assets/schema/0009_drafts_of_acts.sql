-- The form of an act is drafted like a comment and its amendments. None of this is the record.

CREATE TABLE drafted (
    case_no TEXT    NOT NULL,
    author  TEXT    NOT NULL,
    form    TEXT    NOT NULL,          -- what it is to become: comment, amendment ID, act FORM PERSON
    body    TEXT    NOT NULL,          -- the form as typed, as JSON
    saved   INTEGER NOT NULL,          -- milliseconds since 1970, UTC
    PRIMARY KEY (case_no, author, form)
) STRICT;
INSERT INTO drafted
SELECT
    case_no,
    author,
    CASE amends
        WHEN x'' THEN 'comment'
        ELSE 'amendment ' || lower(format('%s-%s-%s-%s-%s', substr(hex(amends), 1, 8), substr(hex(amends), 9, 4),
            substr(hex(amends), 13, 4), substr(hex(amends), 17, 4), substr(hex(amends), 21)))
    END,
    body,
    saved
FROM draft;
DROP TABLE draft;
ALTER TABLE drafted RENAME TO draft;
