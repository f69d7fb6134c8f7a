-- What happens after the deposit: returned items, adjustments, and the entries that both make.
-- Entries, lines and steps are only ever added.

-- UNIQUE: one paper comes back under one number, however often.
CREATE TABLE returned_item (
  return_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  item_id INTEGER UNIQUE REFERENCES item,
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  check_number TEXT NOT NULL,
  account_tail TEXT NOT NULL CHECK (length(account_tail) <= 4),
  reason_code TEXT NOT NULL CHECK (reason_code <> ''),
  returned_on TEXT NOT NULL,
  bank_reference TEXT NOT NULL,
  note TEXT NOT NULL,
  presentments INTEGER NOT NULL CHECK (presentments >= 1),
  uncovered_cents INTEGER NOT NULL CHECK (uncovered_cents BETWEEN 0 AND amount_cents),
  state TEXT NOT NULL CHECK (state IN ({{return_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  received_by TEXT NOT NULL CHECK (trim(received_by) <> ''),
  received_at TEXT NOT NULL CHECK (received_at <> ''),
  CHECK ((state = 'received') = (item_id IS NULL))
) STRICT;

CREATE TABLE returned_item_step (
  return_id INTEGER NOT NULL REFERENCES returned_item,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{return_event}})),
  reason_code TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (return_id, ordinal)
) STRICT;

CREATE TABLE return_letter (
  return_id INTEGER PRIMARY KEY REFERENCES returned_item,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  sent_on TEXT NOT NULL,
  notice_until TEXT NOT NULL CHECK (notice_until >= sent_on),
  demand_until TEXT NOT NULL CHECK (demand_until >= sent_on)
) STRICT;

-- The drawer's bank account by its keyed hash, as in item_payer.
CREATE TABLE cash_only (
  return_id INTEGER PRIMARY KEY REFERENCES returned_item,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  payer_fingerprint BLOB NOT NULL CHECK (length(payer_fingerprint) = 32),
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL CHECK (until_day >= from_day),
  source TEXT NOT NULL CHECK (source <> '')
) STRICT;
CREATE INDEX cash_only_by_payer ON cash_only (payer_fingerprint);

CREATE TABLE adjustment (
  adjustment_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  kind TEXT NOT NULL CHECK (kind IN ({{adjustment_kind}})),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  transaction_id INTEGER REFERENCES lockbox_transaction,
  from_sealed BLOB,
  from_fund TEXT NOT NULL,
  from_deposit_account TEXT NOT NULL,
  to_sealed BLOB,
  to_fund TEXT NOT NULL,
  to_deposit_account TEXT NOT NULL,
  reason_code TEXT NOT NULL CHECK (reason_code <> ''),
  note TEXT NOT NULL CHECK (trim(note) <> ''),
  state TEXT NOT NULL CHECK (state IN ({{adjustment_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  requested_by TEXT NOT NULL CHECK (trim(requested_by) <> ''),
  requested_at TEXT NOT NULL CHECK (requested_at <> ''),
  CHECK ((kind = 'transfer') = (from_sealed IS NOT NULL)),
  CHECK ((kind IN ('refund', 'escheat')) = (to_sealed IS NULL)),
  CHECK ((kind IN ('transfer', 'apply', 'refund', 'escheat')) = (transaction_id IS NOT NULL))
) STRICT;

CREATE TABLE adjustment_step (
  adjustment_id INTEGER NOT NULL REFERENCES adjustment,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{adjustment_event}})),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (adjustment_id, ordinal)
) STRICT;

CREATE TABLE ledger_entry (
  ledger_entry_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  business_day TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ({{ledger_entry_kind}})),
  transaction_id INTEGER REFERENCES lockbox_transaction,
  return_id INTEGER REFERENCES returned_item,
  adjustment_id INTEGER UNIQUE REFERENCES adjustment,
  reason_code TEXT NOT NULL,
  note TEXT NOT NULL,
  made_by TEXT NOT NULL CHECK (trim(made_by) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  CHECK ((return_id IS NULL) <> (adjustment_id IS NULL)),
  CHECK ((kind IN ('return', 'redeposit', 'charge_back', 'fee')) = (return_id IS NOT NULL))
) STRICT;
CREATE INDEX ledger_entry_by_transaction ON ledger_entry (transaction_id);
CREATE INDEX ledger_entry_by_day ON ledger_entry (business_day);
-- UNIQUE: an item is charged back once, and its fee is posted once.
CREATE UNIQUE INDEX ledger_entry_once ON ledger_entry (return_id, kind)
  WHERE kind IN ('charge_back', 'fee');

CREATE TABLE ledger_line (
  ledger_line_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  ledger_entry_id INTEGER NOT NULL REFERENCES ledger_entry,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  place TEXT NOT NULL CHECK (place IN ({{ledger_place}})),
  fund TEXT NOT NULL CHECK (fund <> ''),
  deposit_account TEXT NOT NULL,
  account_sealed BLOB,
  account_fingerprint BLOB CHECK (length(account_fingerprint) = 32),
  amount_cents INTEGER NOT NULL
    CHECK (amount_cents <> 0 AND amount_cents BETWEEN -{{item_max_cents}} AND {{item_max_cents}}),
  UNIQUE (ledger_entry_id, ordinal),
  CHECK ((place = 'receivable') = (account_sealed IS NOT NULL)),
  CHECK ((account_sealed IS NULL) = (account_fingerprint IS NULL))
) STRICT;
CREATE INDEX ledger_line_by_account ON ledger_line (account_fingerprint);

-- Who looks after an amount in suspense; the last word of an envelope holds.
CREATE TABLE suspense_care (
  care_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  transaction_id INTEGER NOT NULL REFERENCES lockbox_transaction,
  owner TEXT NOT NULL CHECK (trim(owner) <> ''),
  next_day TEXT NOT NULL,
  note TEXT NOT NULL,
  set_by TEXT NOT NULL CHECK (trim(set_by) <> ''),
  set_at TEXT NOT NULL CHECK (set_at <> '')
) STRICT;

CREATE TABLE adjustment_review (
  review_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  day TEXT NOT NULL,
  entries INTEGER NOT NULL CHECK (entries >= 1),
  through_entry INTEGER NOT NULL REFERENCES ledger_entry,
  reviewed_by TEXT NOT NULL CHECK (trim(reviewed_by) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  UNIQUE (site, day, through_entry)
) STRICT;

CREATE TABLE adjustment_file (
  adjustment_file_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  business_day TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  lines INTEGER NOT NULL CHECK (lines >= 1),
  amount_cents INTEGER NOT NULL,
  made_by TEXT NOT NULL CHECK (trim(made_by) <> ''),
  UNIQUE (lockbox_id, business_day, sequence)
) STRICT;

-- PRIMARY KEY: the host is told of an entry once.
CREATE TABLE adjustment_file_entry (
  ledger_entry_id INTEGER PRIMARY KEY REFERENCES ledger_entry,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  adjustment_file_id INTEGER NOT NULL REFERENCES adjustment_file
) STRICT;
CREATE INDEX adjustment_file_entry_by_file ON adjustment_file_entry (adjustment_file_id);
