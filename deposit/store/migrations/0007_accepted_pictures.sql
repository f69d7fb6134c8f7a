-- Pictures of checks that were refused for their quality and count as they are, because the paper is
-- at fault.  Only ever added to.
CREATE TABLE accepted_picture (
  accepted_picture_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  document_id INTEGER NOT NULL UNIQUE REFERENCES document,
  pass INTEGER NOT NULL CHECK (pass >= 1),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  accepted_by TEXT NOT NULL CHECK (trim(accepted_by) <> '')
) STRICT;
CREATE INDEX accepted_picture_by_batch ON accepted_picture (batch_id);
