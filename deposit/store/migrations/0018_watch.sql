-- A closed day is reopened by two people: one asks, another agrees.  Findings of the watch over the
-- books, with what speaks for them and what was done about them.

-- UNIQUE below: one wish at a time.  step_ordinal: the step of the day that came of it.
CREATE TABLE day_reopening (
  reopening_id INTEGER PRIMARY KEY,
  day_id INTEGER NOT NULL REFERENCES business_day,
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
CREATE UNIQUE INDEX day_reopening_open ON day_reopening (day_id) WHERE state = 'asked';
CREATE UNIQUE INDEX day_reopening_step ON day_reopening (day_id, step_ordinal);

-- `fingerprint` is that of its lens and what it is about: found again, it is the same finding.
CREATE TABLE watch_finding (
  finding_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  lens TEXT NOT NULL CHECK (lens IN ({{watch_lens}})),
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  sentence TEXT NOT NULL CHECK (sentence <> ''),
  people TEXT NOT NULL,
  found_at TEXT NOT NULL CHECK (found_at <> ''),
  state TEXT NOT NULL CHECK (state IN ({{finding_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  UNIQUE (site, fingerprint)
) STRICT;

CREATE TABLE watch_evidence (
  finding_id INTEGER NOT NULL REFERENCES watch_finding,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  text TEXT NOT NULL CHECK (text <> ''),
  day TEXT NOT NULL CHECK (day <> ''),
  amount_cents INTEGER,
  person TEXT NOT NULL,
  document_id INTEGER REFERENCES document,
  lockbox TEXT NOT NULL,
  ticket TEXT NOT NULL,
  PRIMARY KEY (finding_id, ordinal)
) STRICT;

-- Only ever added to.
CREATE TABLE watch_step (
  finding_id INTEGER NOT NULL REFERENCES watch_finding,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  event TEXT NOT NULL CHECK (event IN ({{finding_event}})),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (finding_id, ordinal),
  CHECK (event = 'grow' OR trim(note) <> '')
) STRICT;
