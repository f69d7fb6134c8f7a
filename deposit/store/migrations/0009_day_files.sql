-- The files of a close packet: what was signed at the close of a day, by the hash of its bytes.  A
-- day that is reopened and closed again gets a packet of its own beside the first.  Only ever added
-- to.
CREATE TABLE day_file (
  day_file_id INTEGER PRIMARY KEY,
  day_id INTEGER NOT NULL REFERENCES business_day,
  closing INTEGER NOT NULL CHECK (closing >= 1),
  name TEXT NOT NULL CHECK (name <> '' AND name NOT GLOB '*/*'),
  kind TEXT NOT NULL CHECK (kind <> ''),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  made_by TEXT NOT NULL CHECK (trim(made_by) <> ''),
  UNIQUE (day_id, name)
) STRICT;

-- Money in suspense is looked up across all days.
CREATE INDEX journal_line_in_suspense ON journal_line (entry_id) WHERE ledger = 'suspense';
