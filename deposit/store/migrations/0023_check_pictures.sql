-- By what a check is known again when its line or its amount is not what it was.  Readings of
-- earlier versions have none.

-- is_named: its line was read surely and names the check.  ink_sealed: where its ink is, which may
-- show how somebody signs.  sketch: 128 levels of gray, which show nobody's hand.
CREATE TABLE check_picture (
  reading_id INTEGER PRIMARY KEY REFERENCES reading,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  business_day TEXT NOT NULL CHECK (business_day <> ''),
  is_named INTEGER NOT NULL CHECK (is_named IN (0, 1)),
  sketch BLOB NOT NULL CHECK (length(sketch) = 130),
  ink_sealed BLOB NOT NULL
) STRICT;
-- Which earlier captures a check's picture was found alike with, when it was read.
CREATE TABLE alike_check (
  reading_id INTEGER NOT NULL REFERENCES check_picture,
  other_reading_id INTEGER NOT NULL REFERENCES check_picture CHECK (other_reading_id < reading_id),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  likeness INTEGER NOT NULL CHECK (likeness BETWEEN 1 AND 100),
  PRIMARY KEY (reading_id, other_reading_id)
) STRICT;
