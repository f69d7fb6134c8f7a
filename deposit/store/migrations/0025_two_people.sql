-- Steps of a returned item that need two people, and what books one back.  Tables whose lists grow
-- are made anew: rows that refer to them wait for the end of the change.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE returned_item_kept AS SELECT * FROM returned_item;
DROP TABLE returned_item;
CREATE TABLE returned_item (
  return_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  item_id INTEGER REFERENCES item,
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
  CHECK (state = 'reversed' OR (state = 'received') = (item_id IS NULL))
) STRICT;
INSERT INTO returned_item SELECT * FROM returned_item_kept;
DROP TABLE returned_item_kept;
-- UNIQUE: one paper comes back under one number, however often; what is reversed never came back.
CREATE UNIQUE INDEX returned_item_once ON returned_item (item_id) WHERE state <> 'reversed';

CREATE TABLE returned_item_step_kept AS SELECT * FROM returned_item_step;
DROP TABLE returned_item_step;
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
INSERT INTO returned_item_step SELECT * FROM returned_item_step_kept;
DROP TABLE returned_item_step_kept;

CREATE TABLE ledger_entry_kept AS SELECT * FROM ledger_entry;
DROP TABLE ledger_entry;
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
  CHECK ((kind IN ('return', 'redeposit', 'charge_back', 'fee', 'reversal', 'pay_back'))
         = (return_id IS NOT NULL))
) STRICT;
INSERT INTO ledger_entry SELECT * FROM ledger_entry_kept;
DROP TABLE ledger_entry_kept;
CREATE INDEX ledger_entry_by_transaction ON ledger_entry (transaction_id);
CREATE INDEX ledger_entry_by_day ON ledger_entry (business_day);
CREATE INDEX ledger_entry_by_return ON ledger_entry (return_id) WHERE return_id IS NOT NULL;
-- UNIQUE: an item is charged back once, and its fee is posted once.
CREATE UNIQUE INDEX ledger_entry_once ON ledger_entry (return_id, kind)
  WHERE kind IN ('charge_back', 'fee');

-- What one person asked for; another agrees, and the step of that ordinal is taken.
CREATE TABLE return_wish (
  wish_id INTEGER PRIMARY KEY,
  return_id INTEGER NOT NULL REFERENCES returned_item,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{return_event}})),
  asked_by TEXT NOT NULL CHECK (trim(asked_by) <> ''),
  asked_at TEXT NOT NULL CHECK (asked_at <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  state TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'declined')),
  decided_by TEXT CHECK (trim(decided_by) <> ''),
  decided_at TEXT CHECK (decided_at <> ''),
  note TEXT NOT NULL,
  step_ordinal INTEGER CHECK (step_ordinal >= 1),
  CHECK ((state = 'asked') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((state = 'agreed') = (step_ordinal IS NOT NULL)),
  CHECK (state <> 'agreed'
         OR lower(replace(asked_by, ' ', '')) <> lower(replace(decided_by, ' ', '')))
) STRICT;
CREATE UNIQUE INDEX return_wish_open ON return_wish (return_id) WHERE state = 'asked';
CREATE UNIQUE INDEX return_wish_step ON return_wish (return_id, step_ordinal);

-- The envelope that the drawer paid with.  kept_cents: what of its money stays where it stands for
-- this return, on accounts or in suspense; it pays for no other.
CREATE TABLE return_payment (
  return_id INTEGER PRIMARY KEY REFERENCES returned_item,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  transaction_id INTEGER NOT NULL REFERENCES lockbox_transaction,
  kept_cents INTEGER NOT NULL CHECK (kept_cents BETWEEN 0 AND {{total_max_cents}})
) STRICT;
CREATE INDEX return_payment_by_transaction ON return_payment (transaction_id);

-- Where paper is kept that left its batch, move by move.  from_place: NULL where it comes from its
-- batch; to_place: NULL where it is gone.
CREATE TABLE vault_move (
  vault_move_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  case_id INTEGER NOT NULL REFERENCES exception_case,
  document_id INTEGER NOT NULL REFERENCES document,
  business_day TEXT NOT NULL CHECK (business_day <> ''),
  from_place TEXT CHECK (from_place IN ({{vault_place}})),
  to_place TEXT CHECK (to_place IN ({{vault_place}})),
  way TEXT NOT NULL CHECK (way IN ({{vault_way}})),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 0 AND {{item_max_cents}}),
  recaptured_id INTEGER REFERENCES document CHECK (recaptured_id <> document_id),
  moved_by TEXT NOT NULL CHECK (trim(moved_by) <> ''),
  moved_at TEXT NOT NULL CHECK (moved_at <> ''),
  CHECK (from_place IS NOT to_place),
  CHECK ((way = 'recaptured') = (recaptured_id IS NOT NULL)),
  CHECK ((way IN ('kept', 'pulled', 'missed')) = (to_place IS NOT NULL))
) STRICT;
CREATE INDEX vault_move_by_document ON vault_move (document_id, vault_move_id);
CREATE INDEX vault_move_by_case ON vault_move (case_id);
CREATE INDEX vault_move_by_recaptured ON vault_move (recaptured_id)
  WHERE recaptured_id IS NOT NULL;
