-- The search also finds a name inside a text that is written without blanks (Chinese, Japanese, Thai, Khmer), and a word that
-- holds signs of no width: the other spellings have them, one by one and left out.

UPDATE comment_search SET spellings =
    other_spellings(purpose || char(10) || results || char(10) || forms || char(10) || documents || char(10) || amendments);
