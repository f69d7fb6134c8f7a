-- By what accounts and payments are found without looking through all of them.

-- Follows from the account.  ref: the name under which pages speak of it.  revision: the next of its
-- lockbox whenever anything of the account is written, so that what has changed since is read alone.
CREATE TABLE account_index (
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  number_fingerprint BLOB NOT NULL CHECK (length(number_fingerprint) = 32),
  ref TEXT NOT NULL UNIQUE CHECK (length(ref) = 32),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  PRIMARY KEY (lockbox_id, number_fingerprint)
) STRICT;
CREATE UNIQUE INDEX account_index_by_revision ON account_index (lockbox_id, revision);

CREATE INDEX account_closed ON account (lockbox_id) WHERE status = 'closed';
CREATE INDEX item_by_amount ON item (amount_cents) WHERE kind = 'tender';
CREATE INDEX ledger_entry_by_return ON ledger_entry (return_id) WHERE return_id IS NOT NULL;
