-- What the screens of a day read, found without a look at the days before it.

-- With the amounts, so that the ledger of suspense adds up without its lines.
DROP INDEX journal_line_in_suspense;
CREATE INDEX journal_line_in_suspense ON journal_line (entry_id, amount_cents)
  WHERE ledger = 'suspense';
CREATE INDEX ledger_line_in_suspense ON ledger_line (ledger_entry_id) WHERE place = 'suspense';
CREATE INDEX transaction_in_suspense ON lockbox_transaction (transaction_id)
  WHERE suspense_cents > 0;

-- What still waits.
CREATE INDEX transaction_held ON lockbox_transaction (batch_id) WHERE state = 'held';
CREATE INDEX item_waiting ON item (batch_id)
  WHERE kind = 'tender' AND state NOT IN ('in_deposit', 'returned', 'duplicate_confirmed');
CREATE INDEX deposit_unapproved ON deposit (deposit_id) WHERE approved_by IS NULL;
CREATE INDEX deposit_unsettled ON deposit (ticket_number, deposit_id)
  WHERE state IN ('draft', 'awaiting_approval', 'approved', 'sent');
CREATE INDEX deposit_terms_by_day ON deposit_terms (banking_day);

-- When entries were booked, when work was done, when days were closed.
CREATE INDEX audit_event_of_entry ON audit_event (batch_id, entity, row_id)
  WHERE entity = 'entry';
CREATE INDEX audit_event_of_work ON audit_event (batch_id, entity, event, at, actor)
  WHERE event IN ('file', 'answer');
CREATE INDEX audit_event_of_day ON audit_event (row_id) WHERE entity = 'day';
