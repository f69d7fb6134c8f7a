-- What somebody must decide about a piece of mail, step by step, and payers whose checks are looked
-- at or not taken.

CREATE TABLE exception_case (
  case_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  document_id INTEGER NOT NULL REFERENCES document,
  reason TEXT NOT NULL CHECK (reason IN ({{exception_reason}})),
  note TEXT NOT NULL,
  raised_by TEXT NOT NULL CHECK (trim(raised_by) <> ''),
  raised_at TEXT NOT NULL CHECK (raised_at <> ''),
  raised_on TEXT NOT NULL,
  decide_when TEXT NOT NULL CHECK (decide_when IN ({{decide_when}})),
  holds INTEGER NOT NULL CHECK (holds IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ({{case_state}})),
  owner TEXT NOT NULL CHECK (trim(owner) <> ''),
  due TEXT NOT NULL,
  action TEXT CHECK (action IN ({{exception_action}})),
  CHECK (holds = 0 OR decide_when = 'decide_first'),
  CHECK (state <> 'closed' OR (holds = 0 AND action IS NOT NULL))
) STRICT;
CREATE INDEX exception_case_by_batch ON exception_case (batch_id, case_id);
CREATE INDEX exception_case_to_decide ON exception_case (due) WHERE state <> 'closed';
-- The same is asked about a document once at a time.
CREATE UNIQUE INDEX exception_case_open ON exception_case (document_id, reason)
  WHERE state <> 'closed';

CREATE TABLE exception_step (
  case_id INTEGER NOT NULL REFERENCES exception_case,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  event TEXT NOT NULL CHECK (event IN ({{case_event}})),
  action TEXT CHECK (action IN ({{exception_action}})),
  owner TEXT NOT NULL,
  due TEXT,
  note TEXT NOT NULL CHECK (trim(note) <> ''),
  taken_by TEXT NOT NULL CHECK (trim(taken_by) <> ''),
  taken_at TEXT NOT NULL CHECK (taken_at <> ''),
  PRIMARY KEY (case_id, ordinal),
  CHECK ((event = 'miss_paper') = (action IS NULL))
) STRICT;

-- The payer by a keyed hash of the bank account.
CREATE TABLE stop_entry (
  stop_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  payer_fingerprint BLOB NOT NULL CHECK (length(payer_fingerprint) = 32),
  reason TEXT NOT NULL CHECK (reason IN ('stop_listed', 'cash_only')),
  note TEXT NOT NULL CHECK (trim(note) <> ''),
  from_day TEXT NOT NULL,
  until_day TEXT CHECK (until_day >= from_day),
  set_by TEXT NOT NULL CHECK (trim(set_by) <> ''),
  set_at TEXT NOT NULL CHECK (set_at <> ''),
  lifted_by TEXT CHECK (trim(lifted_by) <> ''),
  lifted_because TEXT CHECK (trim(lifted_because) <> ''),
  CHECK ((lifted_by IS NULL) = (lifted_because IS NULL))
) STRICT;
CREATE INDEX stop_entry_by_payer ON stop_entry (payer_fingerprint) WHERE lifted_by IS NULL;
