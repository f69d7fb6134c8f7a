-- What a service with several people keeps: who they are, the days they close, who has which task,
-- and the answers that a repeated request gets.  These rows belong to a site or to nobody, so they
-- name no lockbox; and history speaks of them, so it may be of no lockbox too.

CREATE TABLE audit_event_of_any (
  seq INTEGER PRIMARY KEY,
  lockbox_id INTEGER REFERENCES lockbox,
  batch_id INTEGER REFERENCES batch,
  entity TEXT NOT NULL CHECK (entity <> ''),
  row_id INTEGER NOT NULL,
  entity_key TEXT NOT NULL CHECK (entity_key <> ''),
  event TEXT NOT NULL CHECK (event <> ''),
  from_state TEXT,
  to_state TEXT,
  actor TEXT NOT NULL CHECK (actor <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  reason TEXT NOT NULL,
  row_digest BLOB NOT NULL CHECK (length(row_digest) = 32),
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (batch_id IS NULL OR lockbox_id IS NOT NULL)
) STRICT;
INSERT INTO audit_event_of_any
  SELECT seq, lockbox_id, batch_id, entity, row_id, entity_key, event, from_state, to_state,
         actor, at, reason, row_digest, previous_hash, hash
  FROM audit_event;
DROP TABLE audit_event;
ALTER TABLE audit_event_of_any RENAME TO audit_event;
CREATE INDEX audit_event_by_batch ON audit_event (batch_id, seq);
CREATE INDEX audit_event_by_key ON audit_event (entity_key, seq);

-- name_folded: the one spelling in which two names are compared.
CREATE TABLE user (
  user_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  name_folded TEXT NOT NULL UNIQUE CHECK (name_folded <> ''),
  full_name TEXT NOT NULL,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  password_hash TEXT CHECK (password_hash <> ''),
  totp_secret_sealed BLOB,
  totp_last_step INTEGER NOT NULL CHECK (totp_last_step >= 0),
  version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE user_role (
  user_id INTEGER NOT NULL REFERENCES user,
  ordinal INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role <> ''),
  PRIMARY KEY (user_id, ordinal),
  UNIQUE (user_id, role)
) STRICT;

-- PRIMARY KEY: a new invitation takes the place of the last; one that was used is gone.
CREATE TABLE invitation (
  user_id INTEGER PRIMARY KEY REFERENCES user,
  token_digest BLOB NOT NULL UNIQUE CHECK (length(token_digest) = 32),
  expires TEXT NOT NULL CHECK (expires <> '')
) STRICT;

-- Sessions and failures come and go; history keeps who signed in and out.
CREATE TABLE session (
  token_digest BLOB PRIMARY KEY CHECK (length(token_digest) = 32),
  user_id INTEGER NOT NULL REFERENCES user,
  created TEXT NOT NULL CHECK (created <> ''),
  last_seen TEXT NOT NULL CHECK (last_seen <> ''),
  address TEXT NOT NULL
) STRICT;
CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE sign_in_failure (
  key TEXT PRIMARY KEY CHECK (key <> ''),
  failures INTEGER NOT NULL CHECK (failures >= 1),
  last TEXT NOT NULL CHECK (last <> '')
) STRICT;

CREATE TABLE business_day (
  day_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  state TEXT NOT NULL CHECK (state IN ({{day_state}})),
  version INTEGER NOT NULL CHECK (version >= 1),
  UNIQUE (site, day)
) STRICT;

-- Only ever added to.
CREATE TABLE business_day_step (
  day_id INTEGER NOT NULL REFERENCES business_day,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  event TEXT NOT NULL CHECK (event IN ({{day_event}})),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  reason TEXT NOT NULL,
  PRIMARY KEY (day_id, ordinal),
  CHECK (event <> 'reopen' OR trim(reason) <> '')
) STRICT;

-- A lease: who has the task, since when, until when.  It ends by itself and is no part of history.
ALTER TABLE task ADD COLUMN lease_since TEXT;
CREATE INDEX task_by_lease ON task (lease_by) WHERE lease_by IS NOT NULL;
CREATE INDEX task_open ON task (batch_id) WHERE state = 'open';

-- An answer may name an account, so it is sealed.  No status: begun and not ended.
CREATE TABLE kept_answer (
  person TEXT NOT NULL CHECK (person <> ''),
  key TEXT NOT NULL CHECK (key <> ''),
  request BLOB NOT NULL CHECK (length(request) = 32),
  begun TEXT NOT NULL CHECK (begun <> ''),
  status INTEGER CHECK (status BETWEEN 100 AND 599),
  body_sealed BLOB,
  PRIMARY KEY (person, key),
  CHECK ((status IS NULL) = (body_sealed IS NULL))
) STRICT;
CREATE INDEX kept_answer_by_time ON kept_answer (begun);

CREATE INDEX application_by_account ON application (account_fingerprint);
CREATE INDEX batch_by_day ON batch (business_day);
