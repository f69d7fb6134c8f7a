-- The payment that the first of two people names for a return.
CREATE TABLE return_wish_payment (
  wish_id INTEGER PRIMARY KEY REFERENCES return_wish,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  document_id INTEGER NOT NULL REFERENCES document
) STRICT;

-- Where a person releases batches: what the batch held as somebody did.  Only ever added to; the
-- last one of a batch holds while the batch holds just that.
CREATE TABLE batch_release (
  batch_release_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  documents INTEGER NOT NULL CHECK (documents BETWEEN 0 AND {{documents_max}}),
  cents INTEGER NOT NULL CHECK (cents BETWEEN 0 AND {{total_max_cents}}),
  note TEXT NOT NULL,
  released_by TEXT NOT NULL CHECK (trim(released_by) <> '')
) STRICT;
CREATE INDEX batch_release_by_batch ON batch_release (batch_id, batch_release_id);

-- The steps of a unit of mail, of which there is one more.
CREATE TABLE work_unit_step_kept AS SELECT * FROM work_unit_step;
DROP TABLE work_unit_step;
CREATE TABLE work_unit_step (
  unit_id INTEGER NOT NULL REFERENCES work_unit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  event TEXT NOT NULL CHECK (event IN ({{unit_event}})),
  day TEXT NOT NULL CHECK (day <> ''),
  pieces INTEGER NOT NULL CHECK (pieces >= 0),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (unit_id, ordinal)
) STRICT;
INSERT INTO work_unit_step SELECT * FROM work_unit_step_kept;
DROP TABLE work_unit_step_kept;
