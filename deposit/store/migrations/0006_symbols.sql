-- The symbols on the front of a document, as the reader saw them: what people look at who repair a
-- line or ask why it was read so.  Readings of earlier versions have none.
CREATE TABLE reading_symbols (
  reading_id INTEGER PRIMARY KEY REFERENCES reading,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  symbols_sealed BLOB NOT NULL
) STRICT;
