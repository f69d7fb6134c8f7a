-- What was measured on the picture of each side, and the conditions that it has by the limits of
-- that day.  `figures` is MEASURE=THOUSANDTHS, separated by commas.
CREATE TABLE image_quality (
  reading_id INTEGER NOT NULL REFERENCES reading,
  side TEXT NOT NULL CHECK (side IN ({{side}})),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  figures TEXT NOT NULL,
  PRIMARY KEY (reading_id, side)
) STRICT;

CREATE TABLE image_quality_fault (
  reading_id INTEGER NOT NULL,
  side TEXT NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  condition TEXT NOT NULL CHECK (condition <> ''),
  measure TEXT NOT NULL CHECK (measure <> ''),
  figure_thousandths INTEGER NOT NULL,
  limit_thousandths INTEGER NOT NULL,
  PRIMARY KEY (reading_id, side, ordinal),
  FOREIGN KEY (reading_id, side) REFERENCES image_quality
) STRICT;
