-- The day of an extract that does not state one: the day on which its file was last changed.
ALTER TABLE extract ADD COLUMN file_day TEXT;
-- The key of the fact that a version takes the place of, where the county corrected what the key consists of: the name
-- or the birth date of a member of the household.
ALTER TABLE county_fact ADD COLUMN replaces TEXT;
