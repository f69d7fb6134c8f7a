-- Payment arrangements, security deposits and referrals to collection.  Schedules, receipts, steps,
-- releases and files are only ever added to.
CREATE TABLE payment_arrangement (
  arrangement_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  account_sealed BLOB NOT NULL,
  account_fingerprint BLOB NOT NULL CHECK (length(account_fingerprint) = 32),
  total_cents INTEGER NOT NULL CHECK (total_cents BETWEEN 1 AND {{item_max_cents}}),
  grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
  active_from TEXT NOT NULL CHECK (active_from <> ''),
  terms_sealed BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({{arrangement_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  proposed_by TEXT NOT NULL CHECK (trim(proposed_by) <> ''),
  proposed_at TEXT NOT NULL CHECK (proposed_at <> ''),
  ended_on TEXT CHECK (ended_on <> ''),
  CHECK ((ended_on IS NOT NULL) = (state IN ('closed', 'rejected')))
) STRICT;
-- UNIQUE: an account has one arrangement at a time.
CREATE UNIQUE INDEX payment_arrangement_live ON payment_arrangement
  (lockbox_id, account_fingerprint) WHERE state NOT IN ('closed', 'rejected');

CREATE TABLE arrangement_installment (
  arrangement_id INTEGER NOT NULL REFERENCES payment_arrangement,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  due_on TEXT NOT NULL CHECK (due_on <> ''),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  PRIMARY KEY (arrangement_id, ordinal)
) STRICT;

CREATE TABLE arrangement_step (
  arrangement_id INTEGER NOT NULL REFERENCES payment_arrangement,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{arrangement_event}})),
  catch_up TEXT CHECK (catch_up <> ''),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (arrangement_id, ordinal),
  CHECK ((event = 'ask_reinstatement') = (catch_up IS NOT NULL))
) STRICT;

CREATE TABLE security_deposit (
  security_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  account_sealed BLOB NOT NULL,
  account_fingerprint BLOB NOT NULL CHECK (length(account_fingerprint) = 32),
  bill_type TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ({{security_basis}})),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{security_max_cents}}),
  why TEXT NOT NULL CHECK (trim(why) <> ''),
  refund_months INTEGER NOT NULL CHECK (refund_months >= 0),
  state TEXT NOT NULL CHECK (state IN ({{security_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  proposed_by TEXT NOT NULL CHECK (trim(proposed_by) <> ''),
  proposed_at TEXT NOT NULL CHECK (proposed_at <> ''),
  proposed_on TEXT NOT NULL CHECK (proposed_on <> '')
) STRICT;
-- UNIQUE: an account has one deposit at a time.
CREATE UNIQUE INDEX security_deposit_live ON security_deposit (lockbox_id, account_fingerprint)
  WHERE state NOT IN ('closed', 'waived', 'rejected');

CREATE TABLE security_step (
  security_id INTEGER NOT NULL REFERENCES security_deposit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{security_event}})),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (security_id, ordinal)
) STRICT;

CREATE TABLE security_receipt (
  security_id INTEGER NOT NULL REFERENCES security_deposit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{security_max_cents}}),
  received_on TEXT NOT NULL CHECK (received_on <> ''),
  transaction_id INTEGER REFERENCES lockbox_transaction,
  receipt TEXT NOT NULL CHECK (receipt = trim(receipt)),
  added_by TEXT NOT NULL CHECK (trim(added_by) <> ''),
  added_at TEXT NOT NULL CHECK (added_at <> ''),
  PRIMARY KEY (security_id, ordinal),
  CHECK ((transaction_id IS NULL) = (receipt <> ''))
) STRICT;
CREATE INDEX security_receipt_by_transaction ON security_receipt (transaction_id);
-- UNIQUE: a receipt is named once, however its letters are written.
CREATE UNIQUE INDEX security_receipt_once ON security_receipt (lockbox_id, receipt COLLATE NOCASE)
  WHERE receipt <> '';

CREATE TABLE security_release (
  security_id INTEGER NOT NULL REFERENCES security_deposit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  kind TEXT NOT NULL CHECK (kind IN ({{release_kind}})),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{security_max_cents}}),
  interest_cents INTEGER NOT NULL CHECK (interest_cents >= 0),
  interest_until TEXT NOT NULL CHECK (interest_until <> ''),
  adjustment_id INTEGER REFERENCES adjustment,
  reference TEXT NOT NULL,
  asked_by TEXT NOT NULL CHECK (trim(asked_by) <> ''),
  asked_at TEXT NOT NULL CHECK (asked_at <> ''),
  PRIMARY KEY (security_id, ordinal),
  CHECK (adjustment_id IS NOT NULL OR trim(reference) <> '')
) STRICT;

CREATE TABLE referral (
  referral_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  account_sealed BLOB NOT NULL,
  account_fingerprint BLOB NOT NULL CHECK (length(account_fingerprint) = 32),
  business_day TEXT NOT NULL CHECK (business_day <> ''),
  amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND {{item_max_cents}}),
  points INTEGER NOT NULL CHECK (points >= 0),
  why TEXT NOT NULL CHECK (trim(why) <> ''),
  state TEXT NOT NULL CHECK (state IN ({{referral_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  proposed_by TEXT NOT NULL CHECK (trim(proposed_by) <> ''),
  proposed_at TEXT NOT NULL CHECK (proposed_at <> '')
) STRICT;
-- UNIQUE: an account is referred once at a time.
CREATE UNIQUE INDEX referral_live ON referral (lockbox_id, account_fingerprint)
  WHERE state NOT IN ('closed', 'rejected');

CREATE TABLE referral_step (
  referral_id INTEGER NOT NULL REFERENCES referral,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{referral_event}})),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (referral_id, ordinal)
) STRICT;

CREATE TABLE referral_file (
  referral_file_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  number INTEGER NOT NULL CHECK (number >= 1),
  kind TEXT NOT NULL CHECK (kind IN ({{referral_file_kind}})),
  business_day TEXT NOT NULL CHECK (business_day <> ''),
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  amount_cents INTEGER NOT NULL CHECK (amount_cents >= 1),
  made_by TEXT NOT NULL CHECK (trim(made_by) <> ''),
  made_at TEXT NOT NULL CHECK (made_at <> ''),
  UNIQUE (site, number)
) STRICT;

-- PRIMARY KEY: the agency is told once of a referral, and once of its recall.
CREATE TABLE referral_file_entry (
  referral_id INTEGER NOT NULL REFERENCES referral,
  kind TEXT NOT NULL CHECK (kind IN ({{referral_file_kind}})),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  referral_file_id INTEGER NOT NULL REFERENCES referral_file,
  PRIMARY KEY (referral_id, kind)
) STRICT;
CREATE INDEX referral_file_entry_by_file ON referral_file_entry (referral_file_id);
