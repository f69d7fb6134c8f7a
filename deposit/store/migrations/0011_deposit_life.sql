-- A deposit may be fed by several batches and has a life until the bank has confirmed or rejected
-- it.  Its list of states grows, and so do the kinds of journal entries and the ledgers, so their
-- tables are made anew: rows that refer to them wait for the end of the change.
PRAGMA defer_foreign_keys = ON;

-- batch_id: of its first item; its ticket file is filed there.  The other batches are those of its
-- items.
CREATE TABLE deposit_kept AS SELECT * FROM deposit;
DROP TABLE deposit;
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
  CHECK ((state IN ('draft', 'awaiting_approval', 'cancelled')) = (approved_by IS NULL))
) STRICT;
INSERT INTO deposit SELECT * FROM deposit_kept;
DROP TABLE deposit_kept;
CREATE INDEX deposit_by_batch ON deposit (batch_id);

-- A deposit that returns to draft and is submitted again is booked, taken back and booked again, for
-- each of its batches.
CREATE TABLE journal_entry_kept AS SELECT * FROM journal_entry;
DROP TABLE journal_entry;
CREATE TABLE journal_entry (
  entry_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  kind TEXT NOT NULL CHECK (kind IN ({{entry_kind}})),
  transaction_id INTEGER REFERENCES lockbox_transaction,
  deposit_id INTEGER REFERENCES deposit,
  reason TEXT NOT NULL,
  CHECK ((kind NOT IN ('apply', 'reapply')) = (deposit_id IS NOT NULL)),
  CHECK ((deposit_id IS NOT NULL) = (transaction_id IS NULL))
) STRICT;
INSERT INTO journal_entry SELECT * FROM journal_entry_kept;
DROP TABLE journal_entry_kept;
CREATE INDEX journal_entry_by_batch ON journal_entry (batch_id);
CREATE UNIQUE INDEX journal_entry_apply ON journal_entry (transaction_id) WHERE kind = 'apply';
CREATE INDEX journal_entry_by_transaction ON journal_entry (transaction_id);
CREATE INDEX journal_entry_by_deposit ON journal_entry (deposit_id);

CREATE TABLE journal_line_kept AS SELECT * FROM journal_line;
DROP TABLE journal_line;
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
  CHECK (ledger NOT IN ('bank', 'bank_adjustments') OR deposit_account <> '')
) STRICT;
INSERT INTO journal_line SELECT * FROM journal_line_kept;
DROP TABLE journal_line_kept;
CREATE INDEX journal_line_in_suspense ON journal_line (entry_id) WHERE ledger = 'suspense';

-- Deposits of earlier versions have none: interim, of the business day of their batch.
CREATE TABLE deposit_terms (
  deposit_id INTEGER PRIMARY KEY REFERENCES deposit,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  channel TEXT NOT NULL CHECK (channel IN ({{clearing_channel}})),
  kind TEXT NOT NULL CHECK (kind IN ({{deposit_kind}})),
  banking_day TEXT NOT NULL
    CHECK (banking_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT;

-- Only ever added to.
CREATE TABLE deposit_step (
  deposit_id INTEGER NOT NULL REFERENCES deposit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{deposit_event}})),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  reason TEXT NOT NULL,
  send_method TEXT CHECK (send_method IN ({{send_method}})),
  carried_by TEXT CHECK (trim(carried_by) <> ''),
  bag TEXT,
  confirmed_cents INTEGER CHECK (confirmed_cents BETWEEN 0 AND {{total_max_cents}}),
  PRIMARY KEY (deposit_id, ordinal),
  CHECK (event NOT IN ('return_to_draft', 'reject', 'cancel') OR trim(reason) <> ''),
  CHECK ((event = 'send') = (send_method IS NOT NULL)),
  CHECK ((send_method IS NULL) = (carried_by IS NULL)),
  CHECK ((send_method IS NULL) = (bag IS NULL)),
  CHECK (send_method = 'image_file' OR trim(bag) <> ''),
  CHECK ((event IN ('confirm', 'adjust')) = (confirmed_cents IS NOT NULL))
) STRICT;

-- What was in a deposit that was cancelled or rejected; only ever added to.
CREATE TABLE deposit_former_item (
  deposit_id INTEGER NOT NULL REFERENCES deposit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  item_id INTEGER NOT NULL REFERENCES item,
  PRIMARY KEY (deposit_id, ordinal),
  UNIQUE (deposit_id, item_id)
) STRICT;
CREATE INDEX deposit_former_item_by_item ON deposit_former_item (item_id);

-- Corrections of the bank, signed; only ever added to.
CREATE TABLE bank_adjustment (
  deposit_id INTEGER NOT NULL REFERENCES deposit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  reason TEXT NOT NULL CHECK (reason IN ({{adjustment_reason}})),
  amount_cents INTEGER NOT NULL
    CHECK (amount_cents <> 0 AND amount_cents BETWEEN -{{total_max_cents}} AND {{total_max_cents}}),
  item_id INTEGER REFERENCES item,
  note TEXT NOT NULL,
  recorded_by TEXT NOT NULL CHECK (trim(recorded_by) <> ''),
  PRIMARY KEY (deposit_id, ordinal)
) STRICT;

-- Whether a person keeps an item out of deposits; the last row of an item holds.
CREATE TABLE kept_back (
  item_id INTEGER NOT NULL REFERENCES item,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  PRIMARY KEY (item_id, ordinal)
) STRICT;

-- What waits for a deposit is looked for across all days.
CREATE INDEX item_cleared ON item (batch_id) WHERE state = 'cleared';
CREATE INDEX deposit_draft ON deposit (deposit_id) WHERE state = 'draft';
