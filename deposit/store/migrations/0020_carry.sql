-- Envelopes that go on from one business day to another.

-- day_id: the day that closes without it; into_day_id: the one that it comes into, NULL until the
-- close, and as long as no later day has begun.  envelope: the key of its transaction then.
CREATE TABLE carry_forward (
  carry_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  envelope INTEGER NOT NULL CHECK (envelope >= 1),
  day_id INTEGER NOT NULL REFERENCES business_day,
  into_day_id INTEGER REFERENCES business_day CHECK (into_day_id <> day_id),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  owner TEXT NOT NULL CHECK (trim(owner) <> ''),
  due TEXT NOT NULL CHECK (due <> ''),
  state TEXT NOT NULL CHECK (state IN ({{carry_state}})),
  carried_by TEXT NOT NULL CHECK (trim(carried_by) <> ''),
  carried_at TEXT NOT NULL CHECK (carried_at <> ''),
  CHECK (into_day_id IS NULL OR state = 'carried')
) STRICT;
CREATE INDEX carry_forward_day ON carry_forward (day_id);
CREATE INDEX carry_forward_into ON carry_forward (into_day_id);
CREATE INDEX carry_forward_batch ON carry_forward (batch_id);

-- amount_cents: of tender, as the day was closed.
CREATE TABLE carried_document (
  carry_id INTEGER NOT NULL REFERENCES carry_forward,
  document_id INTEGER NOT NULL REFERENCES document,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  amount_cents INTEGER CHECK (amount_cents >= 0),
  PRIMARY KEY (carry_id, document_id)
) STRICT;
CREATE INDEX carried_document_document ON carried_document (document_id);

-- Each piece of paper that is carried out of a day, or planned to be.
CREATE VIEW carried_piece AS
  SELECT document_id, f.carry_id, f.batch_id, f.state, site_day.site, site_day.day AS from_day,
    into_day.day AS into_day, into_day.state AS into_state
  FROM carried_document JOIN carry_forward f USING (carry_id)
  JOIN business_day site_day ON site_day.day_id = f.day_id
  LEFT JOIN business_day into_day ON into_day.day_id = f.into_day_id
  WHERE f.state <> 'taken_back';
