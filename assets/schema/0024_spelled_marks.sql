-- The search also finds words without the marks of Cyrillic, Greek, Arabic and Hebrew, names with an okina in one word, and numbers
-- without commas or apart from the letters behind them: the other spellings have them.

UPDATE comment_search SET spellings =
    other_spellings(purpose || char(10) || results || char(10) || forms || char(10) || documents || char(10) || amendments);
