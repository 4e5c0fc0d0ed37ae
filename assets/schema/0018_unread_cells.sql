-- The cells of a version of a fact that could not be read, as CBOR, each with its field and its text: the former values
-- of these fields stand in the body.
ALTER TABLE county_fact ADD COLUMN unread BLOB;
