-- An amount may be asked of a second and a third person: the list of a task's fields grows.

CREATE TABLE task_of_more_fields (
  task_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  document_id INTEGER NOT NULL REFERENCES document,
  field TEXT NOT NULL CHECK (field IN ({{task_field}})),
  reason TEXT NOT NULL,
  transaction_key INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({{task_state}})),
  answer_sealed BLOB,
  answered_by TEXT,
  lease_by TEXT,
  lease_until TEXT,
  version INTEGER NOT NULL CHECK (version >= 0),
  UNIQUE (document_id, field),
  CHECK ((state = 'answered') = (answer_sealed IS NOT NULL)),
  CHECK ((answer_sealed IS NULL) = (answered_by IS NULL))
) STRICT;
INSERT INTO task_of_more_fields SELECT * FROM task;
DROP TABLE task;
ALTER TABLE task_of_more_fields RENAME TO task;
CREATE INDEX task_by_batch ON task (batch_id);
