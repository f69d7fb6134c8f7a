-- The mail log and the custody of paper: what was fetched, the trays of it as work units, what
-- happened to each and who had it, boxes, holds, and what people are told of a lockbox's mail.
-- Steps, movements, hand-offs, counts and versions are only ever added to; a hand-off, a finding, a
-- box and a hold end once.
CREATE TABLE pick_up (
  pick_up_id INTEGER PRIMARY KEY,
  day_id INTEGER NOT NULL REFERENCES business_day,
  source TEXT NOT NULL CHECK (source IN ({{mail_source}})),
  picked_up_at TEXT NOT NULL CHECK (picked_up_at <> ''),
  carrier_reference TEXT NOT NULL,
  trays INTEGER NOT NULL CHECK (trays >= 1),
  weight_grams INTEGER CHECK (weight_grams >= 1),
  estimated_pieces INTEGER CHECK (estimated_pieces >= 0),
  certified_numbers TEXT NOT NULL,
  logged_by TEXT NOT NULL CHECK (trim(logged_by) <> ''),
  logged_at TEXT NOT NULL CHECK (logged_at <> ''),
  confirmed_by TEXT CHECK (trim(confirmed_by) <> ''),
  confirmed_at TEXT CHECK (confirmed_at <> ''),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
) STRICT;
CREATE INDEX pick_up_by_day ON pick_up (day_id);

CREATE TABLE storage_box (
  box_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  location TEXT NOT NULL CHECK (trim(location) <> ''),
  retention TEXT NOT NULL CHECK (retention IN ({{retention_class}})),
  opened_by TEXT NOT NULL CHECK (trim(opened_by) <> ''),
  opened_on TEXT NOT NULL CHECK (opened_on <> ''),
  filled_on TEXT CHECK (filled_on <> ''),
  first_signer TEXT CHECK (trim(first_signer) <> ''),
  first_signed_at TEXT CHECK (first_signed_at <> ''),
  second_signer TEXT CHECK (trim(second_signer) <> ''),
  second_signed_at TEXT CHECK (second_signed_at <> ''),
  destroyed_on TEXT CHECK (destroyed_on <> ''),
  UNIQUE (site, name),
  CHECK ((first_signer IS NULL) = (first_signed_at IS NULL)),
  CHECK ((second_signer IS NULL) = (second_signed_at IS NULL)),
  CHECK ((second_signer IS NULL) = (destroyed_on IS NULL)),
  CHECK (second_signer IS NULL OR first_signer IS NOT NULL)
) STRICT;

-- `last_day` is the day of the last thing that happened to it.
CREATE TABLE work_unit (
  unit_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  number INTEGER NOT NULL CHECK (number >= 1),
  pick_up_id INTEGER REFERENCES pick_up,
  found_in INTEGER REFERENCES work_unit,
  label TEXT NOT NULL,
  sort_class TEXT NOT NULL CHECK (sort_class IN ({{sort_class}})),
  day TEXT NOT NULL CHECK (day <> ''),
  date_policy TEXT NOT NULL CHECK (date_policy IN ({{date_policy}})),
  dated_on TEXT NOT NULL CHECK (dated_on <> ''),
  state TEXT NOT NULL CHECK (state IN ({{custody_stage}})),
  pieces INTEGER NOT NULL CHECK (pieces >= 0),
  holder TEXT NOT NULL,
  box_id INTEGER REFERENCES storage_box,
  last_day TEXT NOT NULL CHECK (last_day <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  UNIQUE (site, number),
  CHECK ((pick_up_id IS NULL) <> (found_in IS NULL)),
  CHECK (state <> 'destroyed' OR pieces = 0)
) STRICT;
CREATE INDEX work_unit_in_custody ON work_unit (site) WHERE pieces > 0;
CREATE INDEX work_unit_by_last_day ON work_unit (site, last_day);
CREATE INDEX work_unit_by_box ON work_unit (box_id) WHERE box_id IS NOT NULL;
CREATE INDEX work_unit_by_pick_up ON work_unit (pick_up_id);

CREATE TABLE work_unit_step (
  unit_id INTEGER NOT NULL REFERENCES work_unit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  event TEXT NOT NULL CHECK (event IN ({{unit_event}})),
  day TEXT NOT NULL CHECK (day <> ''),
  pieces INTEGER NOT NULL CHECK (pieces >= 0),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  PRIMARY KEY (unit_id, ordinal)
) STRICT;

CREATE TABLE piece_movement (
  unit_id INTEGER NOT NULL REFERENCES work_unit,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  flow TEXT NOT NULL CHECK (flow IN ({{piece_flow}})),
  pieces INTEGER NOT NULL CHECK (pieces <> 0 AND (pieces > 0 OR flow = 'corrected')),
  day TEXT NOT NULL CHECK (day <> ''),
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  witness TEXT NOT NULL,
  at TEXT NOT NULL CHECK (at <> ''),
  reason TEXT NOT NULL,
  PRIMARY KEY (unit_id, ordinal)
) STRICT;

CREATE TABLE hand_off (
  hand_off_id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES work_unit,
  day TEXT NOT NULL CHECK (day <> ''),
  hand_off_state TEXT NOT NULL CHECK (hand_off_state IN ({{hand_off_state}})),
  giver TEXT NOT NULL CHECK (trim(giver) <> ''),
  taker TEXT NOT NULL CHECK (trim(taker) <> ''),
  offered_pieces INTEGER NOT NULL CHECK (offered_pieces >= 0),
  offered_at TEXT NOT NULL CHECK (offered_at <> ''),
  taken_pieces INTEGER CHECK (taken_pieces >= 0),
  ended_at TEXT CHECK (ended_at <> ''),
  CHECK ((hand_off_state = 'offered') = (ended_at IS NULL)),
  CHECK ((hand_off_state = 'taken') = (taken_pieces IS NOT NULL))
) STRICT;
CREATE INDEX hand_off_by_unit ON hand_off (unit_id);

CREATE TABLE unit_batch (
  unit_id INTEGER NOT NULL REFERENCES work_unit,
  batch_id INTEGER NOT NULL REFERENCES batch,
  how TEXT NOT NULL CHECK (how IN ({{linked_by}})),
  linked_by TEXT NOT NULL CHECK (trim(linked_by) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  PRIMARY KEY (unit_id, batch_id)
) STRICT;

CREATE TABLE custody_finding (
  finding_id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES work_unit,
  kind TEXT NOT NULL CHECK (kind IN ({{finding_kind}})),
  day TEXT NOT NULL CHECK (day <> ''),
  found_by TEXT NOT NULL CHECK (trim(found_by) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  note TEXT NOT NULL,
  expected INTEGER NOT NULL CHECK (expected >= 0),
  counted INTEGER NOT NULL CHECK (counted >= 0),
  found_unit_id INTEGER REFERENCES work_unit,
  due_day TEXT CHECK (due_day <> ''),
  witnessed_by TEXT CHECK (trim(witnessed_by) <> ''),
  witnessed_at TEXT CHECK (witnessed_at <> ''),
  resolution TEXT CHECK (trim(resolution) <> ''),
  resolved_by TEXT CHECK (trim(resolved_by) <> ''),
  resolved_at TEXT CHECK (resolved_at <> ''),
  resolved_day TEXT CHECK (resolved_day <> ''),
  CHECK ((kind = 'discovered') = (found_unit_id IS NOT NULL)),
  CHECK ((found_unit_id IS NULL) = (due_day IS NULL)),
  CHECK ((witnessed_by IS NULL) = (witnessed_at IS NULL)),
  CHECK ((resolution IS NULL) = (resolved_by IS NULL)),
  CHECK ((resolution IS NULL) = (resolved_at IS NULL)),
  CHECK ((resolution IS NULL) = (resolved_day IS NULL))
) STRICT;
CREATE INDEX custody_finding_by_unit ON custody_finding (unit_id);
CREATE INDEX custody_finding_by_found_unit ON custody_finding (found_unit_id);

-- `bills` are numbers of bills of 100, 50, 20, 10, 5, 2 and 1 dollars, separated by blanks.
CREATE TABLE cash_count (
  finding_id INTEGER NOT NULL REFERENCES custody_finding,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  bills TEXT NOT NULL CHECK (bills <> ''),
  coin_cents INTEGER NOT NULL CHECK (coin_cents BETWEEN 0 AND {{item_max_cents}}),
  total_cents INTEGER NOT NULL CHECK (total_cents >= 1),
  counted_by TEXT NOT NULL CHECK (trim(counted_by) <> ''),
  at TEXT NOT NULL CHECK (at <> ''),
  PRIMARY KEY (finding_id, ordinal)
) STRICT;

CREATE TABLE custody_hold (
  hold_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  box_id INTEGER REFERENCES storage_box,
  unit_id INTEGER REFERENCES work_unit,
  kind TEXT NOT NULL CHECK (kind IN ({{hold_kind}})),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  placed_by TEXT NOT NULL CHECK (trim(placed_by) <> ''),
  placed_at TEXT NOT NULL CHECK (placed_at <> ''),
  released_by TEXT CHECK (trim(released_by) <> ''),
  released_at TEXT CHECK (released_at <> ''),
  release_reason TEXT CHECK (trim(release_reason) <> ''),
  CHECK ((box_id IS NULL) <> (unit_id IS NULL)),
  CHECK ((released_by IS NULL) = (released_at IS NULL)),
  CHECK ((released_by IS NULL) = (release_reason IS NULL))
) STRICT;

-- The last row of a site holds; `retention_days` are those of the classes in their order, separated
-- by blanks.
CREATE TABLE custody_policy (
  policy_id INTEGER PRIMARY KEY,
  site TEXT NOT NULL CHECK (site <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  date_policy TEXT NOT NULL CHECK (date_policy IN ({{date_policy}})),
  follow_up_days INTEGER NOT NULL CHECK (follow_up_days >= 1),
  retention_days TEXT NOT NULL CHECK (retention_days <> ''),
  set_by TEXT NOT NULL CHECK (trim(set_by) <> ''),
  set_at TEXT NOT NULL CHECK (set_at <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  UNIQUE (site, version)
) STRICT;

-- The last row of a payee holds; an empty payee is the whole lockbox, an empty text takes the
-- instruction back.
CREATE TABLE special_instruction (
  instruction_id INTEGER PRIMARY KEY,
  lockbox_id INTEGER NOT NULL REFERENCES lockbox,
  payee TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  instruction TEXT NOT NULL,
  set_by TEXT NOT NULL CHECK (trim(set_by) <> ''),
  set_at TEXT NOT NULL CHECK (set_at <> ''),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  UNIQUE (lockbox_id, payee, version)
) STRICT;
