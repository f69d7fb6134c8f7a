-- What whoever raised an exception proposes, where it is not what the rule of its reason says.
CREATE TABLE exception_proposal (
  case_id INTEGER PRIMARY KEY REFERENCES exception_case,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  action TEXT NOT NULL CHECK (action IN ({{exception_action}}))
) STRICT;

-- What a paper is by a person's word, where it was taken for something else.  Only ever added to;
-- the last one of a document holds.
CREATE TABLE kind_correction (
  kind_correction_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  batch_id INTEGER NOT NULL REFERENCES batch,
  document_id INTEGER NOT NULL REFERENCES document,
  kind TEXT NOT NULL CHECK (kind IN ({{paper_kind}})),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  corrected_by TEXT NOT NULL CHECK (trim(corrected_by) <> '')
) STRICT;
CREATE INDEX kind_correction_by_document ON kind_correction (document_id, kind_correction_id);
CREATE INDEX kind_correction_by_batch ON kind_correction (batch_id, kind_correction_id);
