-- The boxes on a coupon that its payer may have marked, in the order of the definition.  Readings
-- of earlier versions have none.
CREATE TABLE reading_check_box (
  reading_id INTEGER NOT NULL REFERENCES reading,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  name TEXT NOT NULL CHECK (name <> ''),
  state TEXT NOT NULL CHECK (state IN ({{mark_state}})),
  ink_share REAL NOT NULL CHECK (ink_share BETWEEN 0 AND 1),
  box_left INTEGER NOT NULL,
  box_top INTEGER NOT NULL,
  box_width INTEGER NOT NULL,
  box_height INTEGER NOT NULL,
  PRIMARY KEY (reading_id, ordinal)
) STRICT;
