-- What people decide about envelopes and differences.  Two lists of states grow for it, so their
-- tables are made anew: rows that refer to them wait for the end of the change.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE transaction_kept AS SELECT * FROM lockbox_transaction;
DROP TABLE lockbox_transaction;
CREATE TABLE lockbox_transaction (
  transaction_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  key INTEGER NOT NULL,
  work_type TEXT NOT NULL CHECK (work_type IN ({{work_type}})),
  tender_cents INTEGER NOT NULL CHECK (tender_cents BETWEEN 0 AND {{total_max_cents}}),
  applied_cents INTEGER NOT NULL CHECK (applied_cents BETWEEN 0 AND {{total_max_cents}}),
  adjustments_cents INTEGER NOT NULL
    CHECK (adjustments_cents BETWEEN -{{total_max_cents}} AND {{total_max_cents}}),
  suspense_cents INTEGER NOT NULL CHECK (suspense_cents BETWEEN 0 AND {{total_max_cents}}),
  suspense_reason TEXT CHECK (suspense_reason IN ({{suspense_reason}})),
  outcome TEXT NOT NULL CHECK (outcome IN ({{payment_outcome}})),
  evidence TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({{transaction_state}})),
  UNIQUE (batch_id, key),
  CHECK ((suspense_cents = 0) = (suspense_reason IS NULL)),
  CHECK (state NOT IN ('in_balance', 'released', 'deposited', 'posted')
         OR tender_cents = applied_cents + adjustments_cents + suspense_cents),
  CHECK (state NOT IN ('held', 'returned') OR applied_cents + suspense_cents = 0)
) STRICT;
INSERT INTO lockbox_transaction SELECT * FROM transaction_kept;
DROP TABLE transaction_kept;

CREATE TABLE item_kept AS SELECT * FROM item;
DROP TABLE item;
CREATE TABLE item (
  item_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  document_id INTEGER NOT NULL REFERENCES document,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  kind TEXT NOT NULL CHECK (kind IN ({{item_kind}})),
  tender TEXT CHECK (tender IN ({{tender_kind}})),
  amount_cents INTEGER CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  amount_source TEXT CHECK (amount_source IN ({{amount_source}})),
  repaired_micr_sealed BLOB,
  repaired_micr_amount_cents INTEGER,
  micr_fingerprint BLOB CHECK (length(micr_fingerprint) = 32),
  duplicate_of INTEGER,
  transaction_id INTEGER REFERENCES lockbox_transaction,
  state TEXT NOT NULL CHECK (state IN ({{item_state}})),
  UNIQUE (document_id, ordinal),
  CHECK ((kind = 'tender') = (tender IS NOT NULL)),
  CHECK ((amount_cents IS NULL) = (amount_source IS NULL)),
  CHECK (state <> 'in_deposit' OR kind = 'tender'),
  CHECK (kind <> 'tender' OR state NOT IN ('cleared', 'in_deposit')
         OR (amount_cents IS NOT NULL AND transaction_id IS NOT NULL))
) STRICT;
INSERT INTO item SELECT * FROM item_kept;
DROP TABLE item_kept;
CREATE INDEX item_by_batch ON item (batch_id);
CREATE INDEX item_by_transaction ON item (transaction_id);
CREATE INDEX item_by_check ON item (micr_fingerprint, amount_cents);

-- Only ever added to; the last decision of a document holds.
CREATE TABLE decision (
  decision_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  document_id INTEGER NOT NULL REFERENCES document,
  kind TEXT NOT NULL CHECK (kind IN ({{decision_kind}})),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  decided_by TEXT NOT NULL CHECK (trim(decided_by) <> ''),
  UNIQUE (batch_id, ordinal)
) STRICT;

-- Only ever added to; the last difference of a batch holds, and only while it is the difference.
CREATE TABLE accepted_difference (
  difference_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  documents INTEGER NOT NULL CHECK (documents BETWEEN -{{documents_max}} AND {{documents_max}}),
  cents INTEGER NOT NULL CHECK (cents BETWEEN -{{total_max_cents}} AND {{total_max_cents}}),
  accepted_by TEXT NOT NULL CHECK (trim(accepted_by) <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  UNIQUE (batch_id, ordinal),
  CHECK (documents <> 0 OR cents <> 0)
) STRICT;
