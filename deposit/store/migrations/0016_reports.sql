-- What is signed of reports, what is written to payers and asked by them, what went wrong in the
-- office, and whose checks a lockbox takes.  Signatures, steps and versions are only ever added to.

-- `sha256` is that of the report's CSV; a department signs for itself, a reviewer for the office.
CREATE TABLE report_signature (
  signature_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  report TEXT NOT NULL CHECK (report <> ''),
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL CHECK (to_day >= from_day),
  lockbox TEXT NOT NULL,
  deposit_account TEXT NOT NULL,
  department TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  verdict TEXT NOT NULL CHECK (verdict IN ({{signature_verdict}})),
  note TEXT NOT NULL,
  signed_by TEXT NOT NULL CHECK (trim(signed_by) <> ''),
  signed_at TEXT NOT NULL CHECK (signed_at <> ''),
  CHECK (verdict <> 'differs' OR trim(note) <> '')
) STRICT;
CREATE INDEX report_signature_by_period ON report_signature (site, report, from_day, to_day);

CREATE TABLE inquiry (
  inquiry_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  kind TEXT NOT NULL CHECK (kind IN ({{inquiry_kind}})),
  channel TEXT NOT NULL CHECK (channel IN ({{inquiry_channel}})),
  day TEXT NOT NULL,
  account_ref TEXT NOT NULL,
  words_sealed BLOB NOT NULL,
  owner TEXT NOT NULL CHECK (trim(owner) <> ''),
  due TEXT NOT NULL CHECK (due >= day),
  state TEXT NOT NULL CHECK (state IN ({{inquiry_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  logged_by TEXT NOT NULL CHECK (trim(logged_by) <> ''),
  logged_at TEXT NOT NULL CHECK (logged_at <> '')
) STRICT;
CREATE INDEX inquiry_open ON inquiry (site, due) WHERE state <> 'answered';

CREATE TABLE inquiry_step (
  inquiry_id INTEGER NOT NULL REFERENCES inquiry,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  event TEXT NOT NULL CHECK (event IN ({{inquiry_event}})),
  owner TEXT NOT NULL,
  due TEXT NOT NULL,
  note TEXT NOT NULL CHECK (trim(note) <> ''),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  PRIMARY KEY (inquiry_id, ordinal)
) STRICT;

-- `text_sealed` are recipient, address, subject and paragraphs as they were written; `sha256` is
-- that of the PDF.  `about` is the ref of an account, "batch/document", or the number of an inquiry.
CREATE TABLE letter (
  letter_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  template TEXT NOT NULL CHECK (template <> ''),
  about_kind TEXT NOT NULL CHECK (about_kind IN ({{letter_about}})),
  about TEXT NOT NULL CHECK (about <> ''),
  day TEXT NOT NULL,
  text_sealed BLOB NOT NULL,
  paragraphs INTEGER NOT NULL CHECK (paragraphs >= 1),
  file TEXT NOT NULL UNIQUE CHECK (file <> '' AND file NOT GLOB '*/*'),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  reply_due TEXT CHECK (reply_due >= day),
  state TEXT NOT NULL CHECK (state IN ({{letter_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  drafted_by TEXT NOT NULL CHECK (trim(drafted_by) <> ''),
  drafted_at TEXT NOT NULL CHECK (drafted_at <> '')
) STRICT;
CREATE INDEX letter_due ON letter (site, reply_due) WHERE state = 'sent';

CREATE TABLE letter_step (
  letter_id INTEGER NOT NULL REFERENCES letter,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  event TEXT NOT NULL CHECK (event IN ({{letter_event}})),
  note TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  PRIMARY KEY (letter_id, ordinal),
  CHECK (event = 'send' OR trim(note) <> '')
) STRICT;

-- An empty lockbox is all of them.
CREATE TABLE incident (
  incident_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  lockbox TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ({{incident_kind}})),
  began_at TEXT NOT NULL CHECK (began_at <> ''),
  what TEXT NOT NULL CHECK (trim(what) <> ''),
  logged_by TEXT NOT NULL CHECK (trim(logged_by) <> ''),
  logged_at TEXT NOT NULL CHECK (logged_at <> ''),
  state TEXT NOT NULL CHECK (state IN ({{incident_state}})),
  ended_at TEXT CHECK (ended_at >= began_at),
  ended_by TEXT CHECK (trim(ended_by) <> ''),
  outcome TEXT CHECK (trim(outcome) <> ''),
  CHECK ((state = 'over') = (ended_at IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX incident_by_time ON incident (site, began_at);

-- `payees` stand one a line; the last version of a lockbox holds.
CREATE TABLE payee_list (
  payee_list_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  version INTEGER NOT NULL CHECK (version >= 1),
  payees TEXT NOT NULL CHECK (trim(payees) <> ''),
  set_by TEXT NOT NULL CHECK (trim(set_by) <> ''),
  set_at TEXT NOT NULL CHECK (set_at <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  UNIQUE (lockbox_id, version)
) STRICT;

-- What a period is reported from.
CREATE INDEX audit_event_by_time ON audit_event (at);
