-- How money found its account, and what a lockbox goes by in looking for it.  All of it is only ever
-- added to, but the matches of a transaction, which are written anew with it.

-- PRIMARY KEY: the number of one account leads to one other.
CREATE TABLE account_successor (
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  number_fingerprint BLOB NOT NULL CHECK (length(number_fingerprint) = 32),
  successor_sealed BLOB NOT NULL,
  PRIMARY KEY (lockbox_id, number_fingerprint)
) STRICT;

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

-- The bank account that a check is drawn on, by a keyed hash; nothing where its line is not whole.
CREATE TABLE item_payer (
  item_id INTEGER PRIMARY KEY REFERENCES item,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  payer_fingerprint BLOB NOT NULL CHECK (length(payer_fingerprint) = 32)
) STRICT;
CREATE INDEX item_payer_by_payer ON item_payer (payer_fingerprint, item_id);

CREATE TABLE payer_mark (
  mark_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  payer_fingerprint BLOB NOT NULL CHECK (length(payer_fingerprint) = 32),
  kind TEXT NOT NULL CHECK (kind IN ({{payer_mark_kind}})),
  account_sealed BLOB,
  after_batch INTEGER NOT NULL,
  marked_by TEXT NOT NULL CHECK (trim(marked_by) <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  CHECK ((kind = 'not_this_account') = (account_sealed IS NOT NULL))
) STRICT;
CREATE INDEX payer_mark_by_payer ON payer_mark (payer_fingerprint, mark_id);

-- `rule_order` are names of rules in their order, separated by blanks; the last row of a lockbox
-- holds.
CREATE TABLE match_rules (
  match_rules_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  version INTEGER NOT NULL CHECK (version >= 1),
  rule_order TEXT NOT NULL,
  memory_confirmations_min INTEGER NOT NULL CHECK (memory_confirmations_min >= 1),
  memory_needs_open_amount INTEGER NOT NULL CHECK (memory_needs_open_amount IN (0, 1)),
  split_confirmations_min INTEGER NOT NULL CHECK (split_confirmations_min >= 1),
  payer_holders_max INTEGER NOT NULL CHECK (payer_holders_max >= 1),
  set_by TEXT NOT NULL CHECK (trim(set_by) <> ''),
  set_at TEXT NOT NULL CHECK (set_at <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  UNIQUE (lockbox_id, version)
) STRICT;
