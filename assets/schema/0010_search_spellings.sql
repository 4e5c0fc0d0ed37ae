-- The search looks at other spellings of what a comment says, too: without the signs of letters that SQLite does not
-- fold (đ, ł, ø, ß), and with names in one word (obrien, delacruz).

CREATE VIRTUAL TABLE comment_search_with_spellings USING fts5 (
    purpose, results, forms, documents, amendments, spellings,
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search_with_spellings (rowid, purpose, results, forms, documents, amendments, spellings)
SELECT
    rowid, purpose, results, forms, documents, amendments,
    other_spellings(purpose || char(10) || results || char(10) || forms || char(10) || documents || char(10)
        || amendments)
FROM comment_search;
DROP TABLE comment_search;
ALTER TABLE comment_search_with_spellings RENAME TO comment_search;
