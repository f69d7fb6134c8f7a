-- The books of a lockbox service.  Never edited after release: what changes later is a new file.
-- A name in two pairs of braces stands for a list or a limit that the program's own tables give.
-- Every row names its lockbox; money is whole cents; numbers of accounts are sealed.

CREATE TABLE lockbox (
  lockbox_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  UNIQUE (site, name)
) STRICT;

CREATE TABLE account_import (
  import_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  accounts INTEGER NOT NULL CHECK (accounts >= 0)
) STRICT;

CREATE TABLE account (
  account_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  number_sealed BLOB NOT NULL,
  number_fingerprint BLOB NOT NULL CHECK (length(number_fingerprint) = 32),
  bill_type TEXT NOT NULL,
  name_sealed BLOB NOT NULL,
  address_sealed BLOB NOT NULL,
  balance_due_cents INTEGER NOT NULL
    CHECK (balance_due_cents BETWEEN -{{item_max_cents}} AND {{item_max_cents}}),
  due_date TEXT NOT NULL,
  fund TEXT NOT NULL CHECK (fund <> ''),
  deposit_account TEXT NOT NULL CHECK (deposit_account <> ''),
  status TEXT NOT NULL CHECK (status IN ({{account_status}})),
  UNIQUE (lockbox_id, number_fingerprint)
) STRICT;

CREATE TABLE batch (
  batch_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  source TEXT NOT NULL CHECK (source <> ''),
  business_day TEXT NOT NULL CHECK (business_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  job TEXT NOT NULL,
  prepared_by TEXT NOT NULL,
  control_documents INTEGER CHECK (control_documents BETWEEN 0 AND {{documents_max}}),
  control_cents INTEGER CHECK (control_cents BETWEEN 0 AND {{total_max_cents}}),
  state TEXT NOT NULL CHECK (state IN ({{batch_state}})),
  version INTEGER NOT NULL CHECK (version >= 0),
  UNIQUE (lockbox_id, source),
  CHECK ((control_documents IS NULL) = (control_cents IS NULL))
) STRICT;

-- Only ever added to: the batch keeps what was first declared, the last correction holds.
CREATE TABLE control_correction (
  correction_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  from_documents INTEGER CHECK (from_documents BETWEEN 0 AND {{documents_max}}),
  from_cents INTEGER CHECK (from_cents BETWEEN 0 AND {{total_max_cents}}),
  to_documents INTEGER NOT NULL CHECK (to_documents BETWEEN 0 AND {{documents_max}}),
  to_cents INTEGER NOT NULL CHECK (to_cents BETWEEN 0 AND {{total_max_cents}}),
  corrected_by TEXT NOT NULL CHECK (trim(corrected_by) <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  UNIQUE (batch_id, ordinal),
  CHECK ((from_documents IS NULL) = (from_cents IS NULL)),
  CHECK (from_documents IS NOT to_documents OR from_cents IS NOT to_cents)
) STRICT;

-- `pass` counts the scans of the paper: a rescan is the next pass, earlier pictures stay.
CREATE TABLE document (
  document_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  pass INTEGER NOT NULL CHECK (pass >= 1),
  device_document_id TEXT NOT NULL,
  transaction_number INTEGER,
  is_separator INTEGER NOT NULL CHECK (is_separator IN (0, 1)),
  head_codeline_sealed BLOB,
  state TEXT NOT NULL CHECK (state IN ({{document_state}})),
  UNIQUE (batch_id, sequence)
) STRICT;

CREATE TABLE document_fault (
  document_id INTEGER NOT NULL REFERENCES document,
  pass INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  code TEXT NOT NULL CHECK (code <> ''),
  message TEXT NOT NULL,
  PRIMARY KEY (document_id, pass, ordinal)
) STRICT;

CREATE TABLE document_image (
  document_id INTEGER NOT NULL REFERENCES document,
  pass INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  side TEXT NOT NULL CHECK (side IN ({{side}})),
  view TEXT NOT NULL CHECK (view IN ({{image_view}})),
  file TEXT NOT NULL,
  media_type TEXT NOT NULL,
  business_day TEXT NOT NULL,
  segment TEXT NOT NULL CHECK (segment <> ''),
  segment_offset INTEGER NOT NULL CHECK (segment_offset >= 0),
  sealed_length INTEGER NOT NULL CHECK (sealed_length >= 0),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  PRIMARY KEY (document_id, pass, ordinal),
  UNIQUE (document_id, pass, side, view)
) STRICT;
CREATE INDEX document_image_by_hash ON document_image (sha256);

CREATE TABLE reading (
  reading_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  document_id INTEGER NOT NULL REFERENCES document,
  pass INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ({{page_kind}})),
  micr_sealed BLOB,
  micr_amount_cents INTEGER CHECK (micr_amount_cents BETWEEN 0 AND {{item_max_cents}}),
  micr_confidence REAL,
  coupon_sealed BLOB,
  coupon_format TEXT,
  coupon_bill_type TEXT,
  coupon_due_date TEXT,
  coupon_expected_cents TEXT,
  coupon_amount_due_cents INTEGER,
  coupon_check_digit_verified INTEGER CHECK (coupon_check_digit_verified IN (0, 1)),
  coupon_has_check_digit INTEGER CHECK (coupon_has_check_digit IN (0, 1)),
  coupon_confidence REAL,
  fault_code TEXT,
  fault_message TEXT,
  UNIQUE (document_id, pass),
  CHECK ((micr_sealed IS NULL) = (micr_confidence IS NULL)),
  CHECK ((coupon_sealed IS NULL) = (coupon_confidence IS NULL)),
  CHECK ((fault_code IS NULL) = (fault_message IS NULL))
) STRICT;

-- One envelope; the word TRANSACTION alone is SQL's.
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
         OR tender_cents = applied_cents + adjustments_cents + suspense_cents)
) STRICT;

CREATE TABLE transaction_document (
  transaction_id INTEGER NOT NULL REFERENCES lockbox_transaction,
  ordinal INTEGER NOT NULL,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  document_id INTEGER NOT NULL UNIQUE REFERENCES document,
  PRIMARY KEY (transaction_id, ordinal)
) STRICT;

CREATE TABLE application (
  transaction_id INTEGER NOT NULL REFERENCES lockbox_transaction,
  ordinal INTEGER NOT NULL,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  account_sealed BLOB NOT NULL,
  account_fingerprint BLOB NOT NULL CHECK (length(account_fingerprint) = 32),
  bill_type TEXT NOT NULL,
  fund TEXT NOT NULL CHECK (fund <> ''),
  deposit_account TEXT NOT NULL CHECK (deposit_account <> ''),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{total_max_cents}}),
  PRIMARY KEY (transaction_id, ordinal)
) STRICT;

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
CREATE INDEX item_by_batch ON item (batch_id);
CREATE INDEX item_by_transaction ON item (transaction_id);
CREATE INDEX item_by_check ON item (micr_fingerprint, amount_cents);

-- lease_by and lease_until are for several keying stations; one station leaves them empty.
CREATE TABLE task (
  task_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  document_id INTEGER NOT NULL REFERENCES document,
  field TEXT NOT NULL CHECK (field IN ({{task_field}})),
  reason TEXT NOT NULL,
  transaction_key INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({{task_state}})),
  answer_sealed BLOB,
  answered_by TEXT,
  lease_by TEXT,
  lease_until TEXT,
  version INTEGER NOT NULL CHECK (version >= 0),
  UNIQUE (document_id, field),
  CHECK ((state = 'answered') = (answer_sealed IS NOT NULL)),
  CHECK ((answer_sealed IS NULL) = (answered_by IS NULL))
) STRICT;
CREATE INDEX task_by_batch ON task (batch_id);

CREATE TABLE deposit (
  deposit_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  ticket_number INTEGER NOT NULL CHECK (ticket_number >= 1),
  deposit_account TEXT NOT NULL CHECK (deposit_account <> ''),
  total_cents INTEGER NOT NULL CHECK (total_cents BETWEEN 0 AND {{total_max_cents}}),
  state TEXT NOT NULL CHECK (state IN ({{deposit_state}})),
  prepared_by TEXT NOT NULL CHECK (trim(prepared_by) <> ''),
  approved_by TEXT CHECK (trim(approved_by) <> ''),
  UNIQUE (lockbox_id, ticket_number),
  CHECK (approved_by IS NULL
         OR lower(replace(approved_by, ' ', '')) <> lower(replace(prepared_by, ' ', ''))),
  CHECK ((state = 'approved') = (approved_by IS NOT NULL))
) STRICT;
CREATE INDEX deposit_by_batch ON deposit (batch_id);

-- UNIQUE: a tender item lies in one deposit only, whatever the program believes.
CREATE TABLE deposit_item (
  deposit_id INTEGER NOT NULL REFERENCES deposit,
  ordinal INTEGER NOT NULL,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  item_id INTEGER NOT NULL UNIQUE REFERENCES item,
  PRIMARY KEY (deposit_id, ordinal)
) STRICT;

-- Entries and their lines are only ever added.
CREATE TABLE journal_entry (
  entry_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  kind TEXT NOT NULL CHECK (kind IN ({{entry_kind}})),
  transaction_id INTEGER REFERENCES lockbox_transaction,
  deposit_id INTEGER UNIQUE REFERENCES deposit,
  reason TEXT NOT NULL,
  CHECK ((kind = 'deposit') = (deposit_id IS NOT NULL)),
  CHECK ((kind = 'deposit') = (transaction_id IS NULL))
) STRICT;
CREATE INDEX journal_entry_by_batch ON journal_entry (batch_id);
-- UNIQUE: tender is applied once; what follows is moved by 'reapply'.
CREATE UNIQUE INDEX journal_entry_apply ON journal_entry (transaction_id) WHERE kind = 'apply';
CREATE INDEX journal_entry_by_transaction ON journal_entry (transaction_id);

CREATE TABLE journal_line (
  line_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  entry_id INTEGER NOT NULL REFERENCES journal_entry,
  ordinal INTEGER NOT NULL,
  ledger TEXT NOT NULL CHECK (ledger IN ({{ledger}})),
  fund TEXT NOT NULL CHECK (fund <> ''),
  deposit_account TEXT NOT NULL,
  account_sealed BLOB,
  account_fingerprint BLOB CHECK (length(account_fingerprint) = 32),
  amount_cents INTEGER NOT NULL
    CHECK (amount_cents <> 0 AND amount_cents BETWEEN -{{total_max_cents}} AND {{total_max_cents}}),
  UNIQUE (entry_id, ordinal),
  CHECK ((ledger = 'receivable') = (account_sealed IS NOT NULL)),
  CHECK ((account_sealed IS NULL) = (account_fingerprint IS NULL)),
  CHECK (ledger <> 'bank' OR deposit_account <> '')
) STRICT;

CREATE TABLE output_file (
  file_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  deposit_id INTEGER REFERENCES deposit,
  fund TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  UNIQUE (batch_id, name)
) STRICT;

-- PRIMARY KEY: a line of the journal is told to the biller once.
CREATE TABLE posting (
  line_id INTEGER PRIMARY KEY REFERENCES journal_line,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  file_id INTEGER NOT NULL REFERENCES output_file
) STRICT;
CREATE INDEX posting_by_file ON posting (file_id);

-- Only ever added to; each row binds the one before it and the rows that it speaks of.
CREATE TABLE audit_event (
  seq INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER REFERENCES batch,
  entity TEXT NOT NULL CHECK (entity <> ''),
  row_id INTEGER NOT NULL,
  entity_key TEXT NOT NULL CHECK (entity_key <> ''),
  event TEXT NOT NULL CHECK (event <> ''),
  from_state TEXT,
  to_state TEXT,
  actor TEXT NOT NULL CHECK (actor <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  reason TEXT NOT NULL,
  row_digest BLOB NOT NULL CHECK (length(row_digest) = 32),
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Where the trail ends, so that a tail that was cut off is noticed.
CREATE TABLE audit_head (
  head_id INTEGER PRIMARY KEY CHECK (head_id = 1),
  events INTEGER NOT NULL CHECK (events >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO audit_head VALUES (1, 0, zeroblob(32));
