-- The comments that were protected after they were filed, also those whose comment has not arrived here yet. A row is
-- never taken out: protecting holds for good, in whatever order and however often it is recorded.
CREATE TABLE protected_comment (
    comment BLOB PRIMARY KEY
) STRICT;
