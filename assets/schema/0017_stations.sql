-- Each station numbers its own entries, so that a number alone names none where entries of other stations arrive. What
-- tells of an entry by its number names the station too, and the index of the search has places of its own.

-- ---- the record ----

ALTER TABLE comment ADD COLUMN station BLOB NOT NULL DEFAULT x'';
UPDATE comment SET station = (SELECT id FROM station);

-- The place of a comment in the index: the time of its entry, then 5 bits that tell comments of one moment apart.
ALTER TABLE comment ADD COLUMN search_row INTEGER;
UPDATE comment SET search_row =
    coalesce((SELECT hlc FROM entry WHERE entry.seq = comment.entry AND entry.station = comment.station), entry) << 5;
DROP INDEX comment_narrowing;
-- All that search narrows by, so that it reads no comment that it does not show.
CREATE INDEX comment_narrowing ON comment (search_row, case_no, author, contact_type, on_day);

-- What search looks at; a row has the `search_row` of its comment. Protected comments are not in it.
CREATE VIRTUAL TABLE comment_search_by_station USING fts5 (
    purpose, results, forms, documents, amendments, spellings,
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search_by_station (rowid, purpose, results, forms, documents, amendments, spellings)
SELECT comment.search_row, purpose, results, forms, documents, amendments, spellings
FROM comment_search JOIN comment ON comment.entry = comment_search.rowid;
DROP TABLE comment_search;
ALTER TABLE comment_search_by_station RENAME TO comment_search;

-- The entries that tell of several cases at once, by case.
CREATE TABLE entry_about_by_station (
    case_no TEXT    NOT NULL,
    station BLOB    NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (case_no, station, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entry_about_by_station SELECT case_no, (SELECT id FROM station), entry FROM entry_about;
DROP TABLE entry_about;
ALTER TABLE entry_about_by_station RENAME TO entry_about;
