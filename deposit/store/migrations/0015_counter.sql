-- Cash drawers and receipts of the counter.  Work types, ledgers and clearing channels grow for
-- them, so their tables are made anew: rows that refer to them wait for the end of the change.
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

CREATE TABLE deposit_terms_kept AS SELECT * FROM deposit_terms;
DROP TABLE deposit_terms;
CREATE TABLE deposit_terms (
  deposit_id INTEGER PRIMARY KEY REFERENCES deposit,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  channel TEXT NOT NULL CHECK (channel IN ({{clearing_channel}})),
  kind TEXT NOT NULL CHECK (kind IN ({{deposit_kind}})),
  banking_day TEXT NOT NULL
    CHECK (banking_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT;
INSERT INTO deposit_terms SELECT * FROM deposit_terms_kept;
DROP TABLE deposit_terms_kept;

-- Where a line of revenue or of over and short stands in the general ledger.
CREATE TABLE journal_revenue (
  line_id INTEGER PRIMARY KEY REFERENCES journal_line,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  entry_id INTEGER NOT NULL REFERENCES journal_entry,
  gl_account TEXT NOT NULL CHECK (gl_account <> ''),
  charge_code TEXT NOT NULL
) STRICT;
CREATE INDEX journal_revenue_by_entry ON journal_revenue (entry_id);

-- Money out of a drawer is counted by bills of 100, 50, 20, 10, 5, 2 and 1 dollars, their numbers
-- separated by blanks, and coin.
CREATE TABLE drawer_session (
  drawer_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL UNIQUE REFERENCES batch,
  number INTEGER NOT NULL CHECK (number >= 1),
  person TEXT NOT NULL CHECK (trim(person) <> ''),
  state TEXT NOT NULL CHECK (state IN ({{drawer_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  opened_at TEXT NOT NULL CHECK (opened_at <> ''),
  opening_bills TEXT NOT NULL CHECK (opening_bills <> ''),
  opening_coin_cents INTEGER NOT NULL CHECK (opening_coin_cents BETWEEN 0 AND {{item_max_cents}}),
  over_short_cents INTEGER,
  has_alert INTEGER NOT NULL CHECK (has_alert IN (0, 1)),
  bag_number TEXT NOT NULL,
  accepted_by TEXT CHECK (trim(accepted_by) <> ''),
  accepted_at TEXT CHECK (accepted_at <> ''),
  acknowledged_by TEXT CHECK (trim(acknowledged_by) <> ''),
  acknowledged_because TEXT CHECK (trim(acknowledged_because) <> ''),
  UNIQUE (site, number),
  CHECK ((state = 'accepted') = (accepted_by IS NOT NULL)),
  CHECK ((accepted_by IS NULL) = (accepted_at IS NULL)),
  CHECK ((accepted_by IS NULL) = (over_short_cents IS NULL)),
  CHECK (accepted_by IS NULL
         OR lower(replace(accepted_by, ' ', '')) <> lower(replace(person, ' ', ''))),
  CHECK ((acknowledged_by IS NULL) = (acknowledged_because IS NULL)),
  CHECK (acknowledged_by IS NULL OR has_alert = 1)
) STRICT;
-- A person has one open drawer at a time.
CREATE UNIQUE INDEX drawer_session_open ON drawer_session (site, person) WHERE state <> 'accepted';

CREATE TABLE drawer_move (
  drawer_id INTEGER NOT NULL REFERENCES drawer_session,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  kind TEXT NOT NULL CHECK (kind IN ({{move_kind}})),
  bills TEXT NOT NULL CHECK (bills <> ''),
  coin_cents INTEGER NOT NULL CHECK (coin_cents BETWEEN 0 AND {{item_max_cents}}),
  reason TEXT NOT NULL,
  bag TEXT NOT NULL,
  witness TEXT NOT NULL,
  made_by TEXT NOT NULL CHECK (trim(made_by) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  PRIMARY KEY (drawer_id, ordinal),
  CHECK (kind = 'drop' OR trim(reason) <> ''),
  CHECK ((kind = 'drop') = (trim(bag) <> '')),
  CHECK ((kind = 'drop') = (trim(witness) <> ''))
) STRICT;

CREATE TABLE drawer_count (
  drawer_id INTEGER NOT NULL REFERENCES drawer_session,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  bills TEXT NOT NULL CHECK (bills <> ''),
  coin_cents INTEGER NOT NULL CHECK (coin_cents BETWEEN 0 AND {{item_max_cents}}),
  checks INTEGER NOT NULL CHECK (checks >= 0),
  money_orders INTEGER NOT NULL CHECK (money_orders >= 0),
  card_slips INTEGER NOT NULL CHECK (card_slips >= 0),
  counted_by TEXT NOT NULL CHECK (trim(counted_by) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  PRIMARY KEY (drawer_id, ordinal)
) STRICT;

CREATE TABLE drawer_bag (
  drawer_id INTEGER NOT NULL REFERENCES drawer_session,
  deposit_account TEXT NOT NULL CHECK (deposit_account <> ''),
  bills TEXT NOT NULL CHECK (bills <> ''),
  coin_cents INTEGER NOT NULL CHECK (coin_cents BETWEEN 0 AND {{item_max_cents}}),
  PRIMARY KEY (drawer_id, deposit_account)
) STRICT;

CREATE TABLE receipt (
  receipt_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  drawer_id INTEGER NOT NULL REFERENCES drawer_session,
  number INTEGER NOT NULL CHECK (number >= 1),
  transaction_id INTEGER NOT NULL UNIQUE REFERENCES lockbox_transaction,
  payer_sealed BLOB NOT NULL,
  note_sealed BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({{receipt_state}})),
  taken_by TEXT NOT NULL CHECK (trim(taken_by) <> ''),
  taken_at TEXT NOT NULL CHECK (taken_at <> ''),
  voided_by TEXT CHECK (trim(voided_by) <> ''),
  voided_because TEXT CHECK (trim(voided_because) <> ''),
  voided_at TEXT CHECK (voided_at <> ''),
  UNIQUE (site, number),
  CHECK ((state = 'voided') = (voided_by IS NOT NULL)),
  CHECK ((voided_by IS NULL) = (voided_because IS NULL)),
  CHECK ((voided_by IS NULL) = (voided_at IS NULL)),
  CHECK (voided_by IS NULL
         OR lower(replace(voided_by, ' ', '')) <> lower(replace(taken_by, ' ', '')))
) STRICT;
CREATE INDEX receipt_by_drawer ON receipt (drawer_id);

-- Of a card four digits of its number at most.
CREATE TABLE receipt_tender (
  receipt_id INTEGER NOT NULL REFERENCES receipt,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  document_id INTEGER NOT NULL UNIQUE REFERENCES document,
  kind TEXT NOT NULL CHECK (kind IN ({{tender_kind}})),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  given_cents INTEGER NOT NULL CHECK (given_cents >= amount_cents),
  number TEXT NOT NULL,
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL CHECK (length(last4) IN (0, 4)),
  authorisation TEXT NOT NULL,
  PRIMARY KEY (receipt_id, ordinal),
  CHECK (kind = 'cash' OR given_cents = amount_cents),
  CHECK ((kind = 'card_slip') = (last4 <> ''))
) STRICT;

-- Cash that two people counted in the mail is receipted once.
CREATE TABLE receipt_finding (
  finding_id INTEGER PRIMARY KEY REFERENCES custody_finding,
  receipt_id INTEGER NOT NULL REFERENCES receipt,
  ordinal INTEGER NOT NULL
) STRICT;
CREATE INDEX receipt_finding_by_receipt ON receipt_finding (receipt_id);

-- Accounts to which it was applied stand in the transaction; when the receipt is voided they stand
-- here alone.
CREATE TABLE receipt_account (
  receipt_id INTEGER NOT NULL REFERENCES receipt,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  account_sealed BLOB NOT NULL,
  bill_type TEXT NOT NULL,
  fund TEXT NOT NULL CHECK (fund <> ''),
  deposit_account TEXT NOT NULL CHECK (deposit_account <> ''),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  PRIMARY KEY (receipt_id, ordinal)
) STRICT;

CREATE TABLE receipt_charge (
  receipt_id INTEGER NOT NULL REFERENCES receipt,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  part INTEGER NOT NULL CHECK (part >= 1),
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL,
  gl_account TEXT NOT NULL CHECK (gl_account <> ''),
  fund TEXT NOT NULL CHECK (fund <> ''),
  deposit_account TEXT NOT NULL CHECK (deposit_account <> ''),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  PRIMARY KEY (receipt_id, ordinal, part)
) STRICT;
