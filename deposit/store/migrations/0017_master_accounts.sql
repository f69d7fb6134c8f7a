-- Master accounts that people change here, what they owe by charge, and how payments are applied
-- within them.

CREATE TABLE account_change (
  change_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  kind TEXT NOT NULL CHECK (kind IN ({{account_change_kind}})),
  number_sealed BLOB NOT NULL,
  number_fingerprint BLOB NOT NULL CHECK (length(number_fingerprint) = 32),
  effective_on TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  needs_two INTEGER NOT NULL CHECK (needs_two IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ({{account_change_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  requested_by TEXT NOT NULL CHECK (trim(requested_by) <> ''),
  requested_at TEXT NOT NULL CHECK (requested_at <> '')
) STRICT;
CREATE INDEX account_change_by_account ON account_change (number_fingerprint, change_id);
CREATE INDEX account_change_waiting ON account_change (effective_on) WHERE state = 'approved';

CREATE TABLE account_change_field (
  change_id INTEGER NOT NULL REFERENCES account_change,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  field TEXT NOT NULL CHECK (field IN ({{account_field}})),
  before_sealed BLOB NOT NULL,
  after_sealed BLOB NOT NULL,
  PRIMARY KEY (change_id, ordinal),
  UNIQUE (change_id, field)
) STRICT;

CREATE TABLE account_change_step (
  change_id INTEGER NOT NULL REFERENCES account_change,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{account_change_event}})),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (change_id, ordinal)
) STRICT;

-- What was changed here and stays whatever a file says; `file_sealed` is what a file said other than
-- that, `kept_by` who decided that it stays nevertheless.
CREATE TABLE account_kept_field (
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  number_fingerprint BLOB NOT NULL CHECK (length(number_fingerprint) = 32),
  field TEXT NOT NULL CHECK (field IN ({{account_field}})),
  change_id INTEGER NOT NULL REFERENCES account_change,
  file_sealed BLOB,
  seen_at TEXT,
  kept_by TEXT CHECK (trim(kept_by) <> ''),
  kept_because TEXT CHECK (trim(kept_because) <> ''),
  PRIMARY KEY (lockbox_id, number_fingerprint, field),
  CHECK ((file_sealed IS NULL) = (seen_at IS NULL)),
  CHECK ((kept_by IS NULL) = (kept_because IS NULL)),
  CHECK (kept_by IS NULL OR file_sealed IS NOT NULL)
) STRICT;

-- A number that was merged into its successor.
CREATE TABLE account_alias (
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  number_fingerprint BLOB NOT NULL CHECK (length(number_fingerprint) = 32),
  change_id INTEGER NOT NULL REFERENCES account_change,
  PRIMARY KEY (lockbox_id, number_fingerprint)
) STRICT;

CREATE TABLE account_charge (
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  number_fingerprint BLOB NOT NULL CHECK (length(number_fingerprint) = 32),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  code TEXT NOT NULL CHECK (code <> ''),
  due_on TEXT NOT NULL CHECK (due_on <> ''),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  PRIMARY KEY (lockbox_id, number_fingerprint, ordinal)
) STRICT;

-- Which charges the money of an application goes to; no code: on account.
CREATE TABLE application_charge (
  transaction_id INTEGER NOT NULL REFERENCES lockbox_transaction,
  application INTEGER NOT NULL CHECK (application >= 1),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  code TEXT NOT NULL,
  due_on TEXT NOT NULL,
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{total_max_cents}}),
  PRIMARY KEY (transaction_id, application, ordinal),
  CHECK ((code = '') = (due_on = ''))
) STRICT;

-- PRIMARY KEY: the small rest of a payment is written off once.
CREATE TABLE small_write_off (
  transaction_id INTEGER PRIMARY KEY REFERENCES lockbox_transaction,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  adjustment_id INTEGER NOT NULL UNIQUE REFERENCES adjustment
) STRICT;

CREATE TABLE match_name_rules (
  match_rules_id INTEGER PRIMARY KEY REFERENCES match_rules,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  show_min INTEGER NOT NULL CHECK (show_min BETWEEN 1 AND 100),
  accept_min INTEGER CHECK (accept_min BETWEEN show_min AND 100)
) STRICT;

-- The list of rules has grown, so the table of matches is made anew.
CREATE TABLE transaction_match_kept AS SELECT * FROM transaction_match;
DROP TABLE transaction_match;
CREATE TABLE transaction_match (
  transaction_id INTEGER NOT NULL REFERENCES lockbox_transaction,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  document_id INTEGER NOT NULL REFERENCES document,
  rule TEXT NOT NULL CHECK (rule IN ({{match_rule}})),
  account_sealed BLOB NOT NULL,
  account_fingerprint BLOB NOT NULL CHECK (length(account_fingerprint) = 32),
  wrong_ppm INTEGER CHECK (wrong_ppm BETWEEN 0 AND 1000000),
  PRIMARY KEY (transaction_id, ordinal),
  CHECK (rule <> 'person' OR wrong_ppm IS NULL)
) STRICT;
INSERT INTO transaction_match SELECT * FROM transaction_match_kept;
DROP TABLE transaction_match_kept;
