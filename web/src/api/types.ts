// The shapes of the API, as the service sends them.  Amounts are whole cents.

export interface List<T> { items: T[]; next: string | null }

export type Right =
  | "capture" | "key" | "verify" | "balance" | "build_deposit" | "approve_deposit" | "close_day"
  | "force" | "adjust" | "read_account" | "administer" | "audit"
  | "set_rules" | "correct_accounts" | "decide" | "custody" | "take_receipts" | "maintain_accounts"
  | "watch" | "work_findings" | "arrange_credit" | "approve_credit";

export interface Me {
  user: { id: number; name: string; full_name: string };
  roles: string[];
  rights: Right[];
  site: { id: string; name: string };
  organisation: string;
  business_day: string | null;
  /// The day of new mail; after the cut-off it is the next banking day.
  mail_day: string | null;
  time_zone: string;
  /// "DEMO", or another word, where the money is not real.
  practice: string | null;
  idle_seconds: number;
  server_time: string;
}

export type WorkKind = "key" | "balance" | "approve" | "build" | "close" | "rescan" | "release";
export interface WorkLine { kind: WorkKind; count: number; text: string; href: string }
export interface Work { lines: WorkLine[]; mine: { keyed_today: number } }

export interface Totals { documents: number; amount_cents: number }
export interface Counted extends Totals { unkeyed: number }

export interface Batch {
  id: number; lockbox: string; source: string; business_day: string; job: string;
  prepared_by: string; state: string; version: number;
  declared: Totals | null; counted: Counted; difference: Totals | null;
  balanced: boolean; waits_for_release: boolean; sentence: string; open_tasks: number;
  held_cents: number; returned_cents: number; deposited_cents: number;
}
export interface TapeLine {
  sequence: number; document_id: number; transaction: number; kind: string;
  amount_cents: number | null; amount_source: string | null; state: string;
}
export interface Correction {
  from: Totals | null; to: Totals; corrected_by: string; reason: string;
}
export interface Unplaceable {
  sequence: number; amount_cents: number; cause: string; reason: string;
}
export type DecisionKind = "hold" | "return" | "resume";
/// About the envelope whose first document has this sequence.
export interface Decision { sequence: number; kind: DecisionKind; reason: string; decided_by: string }
export interface AcceptedDifference {
  documents: number; amount_cents: number; accepted_by: string; reason: string; holds: boolean;
}
/// A picture that was refused for its quality and counts as it is.
export type PaperKind = "check" | "money_order" | "coupon" | "correspondence";
export interface AcceptedPicture { reason: string; accepted_by: string }
/// What of mail that was scanned unsorted is worked as one batch.
export interface VirtualBatch {
  name: string; envelopes: number; documents: number; amount_cents: number; unkeyed: number;
  open_tasks: number; released_cents: number; done: boolean;
}
export interface BatchDetail extends Batch {
  virtual_batches: VirtualBatch[];
  corrections: Correction[];
  decisions: Decision[];
  accepted_differences: AcceptedDifference[];
  /// By whoever looks at it.
  may_release: boolean;
  releases: { documents: number; amount_cents: number; released_by: string; note: string }[];
  accepted_pictures: (AcceptedPicture & { sequence: number })[];
  kind_corrections: { sequence: number; kind: PaperKind; reason: string; corrected_by: string }[];
  tape: TapeLine[];
  differences: { text: string; sequence: number | null; document_id: number | null }[];
  unplaceable: Unplaceable[];
  deposits: Deposit[];
}

export type CauseKind =
  | "swapped_digits" | "slide" | "wrong_digit" | "digit_left_out" | "digit_too_many"
  | "other_expected" | "another_amount" | "wrong_side" | "missing_item" | "double_feed"
  | "counted_twice" | "wrong_batch" | "declared_amount" | "declared_count" | "two_causes";
/// Of a document, or of the declared totals; `effect` is what putting it right adds to the count.
export interface Suspicion {
  kind: CauseKind; batch: number; sequence: number | null; document_id: number | null;
  now_cents: number | null; then_cents: number | null; effect: Totals;
}
export interface Cause {
  kind: CauseKind; suspicions: Suspicion[]; effect: Totals; share_ppm: number; sentence: string;
}
/// Why a batch does not balance, the likeliest cause first.
export interface Diagnosis {
  batch: number; version: number; missing: Totals | null; sentence: string; causes: Cause[];
}

export interface JobAlert { sequence: number; code: string; message: string; action: string }
export interface QualityFault { side: "front" | "rear"; condition: string; text: string }
export interface JobRun {
  id: number; job: string; state: "running" | "done" | "failed"; stage: string;
  done: number; total: number; batch_id: number | null; detail: string;
  money_read_cents: number; last_documents: number[]; alerts: JobAlert[];
  quality: (QualityFault & { sequence: number })[];
}
export interface ScanJob {
  name: string; folder: string; lockbox: string; waiting: number; running: JobRun | null;
}

/// verify_amount is asked of another person than the first; third_amount where those two differ.
export type TaskField =
  | "amount" | "account" | "micr" | "boundary" | "duplicate" | "verify_amount" | "third_amount";
/// `part` is the name of a virtual batch of `batch`.
export interface TaskFilter { batch: number | null; field: TaskField | null; part: string | null }
export interface Suggestion { value: string; label: string; reason: string }
/// In parts of the picture's width and height.
export interface PartOfPicture { left: number; top: number; width: number; height: number }
export interface Crop extends PartOfPicture { side: Side }
export type Side = "front" | "rear";
/// A symbol as the reader saw it, "?" when in doubt; `best` and `second` are its candidates.
export interface SeenSymbol {
  symbol: string; best: string | null; second: string | null; second_chance: number;
  /// How likely the best candidate is wrong, at most; 1 where nothing is known.
  error: number;
  confidence: number; box: PartOfPicture;
}
export interface SeenLine { type: string; error: number; box: PartOfPicture; symbols: SeenSymbol[] }
export interface SeenPage { width: number; height: number; lines: SeenLine[] }
/// Each digit before the check digits is multiplied by a weight; the products and the value of the
/// check digits together leave a remainder.
export interface CheckDigitRule {
  modulus: number;
  /// From the end that `from` names, on the right beside the check digits; repeated.
  weights: number[];
  from: "right" | "left";
  /// Of a product its digits are added, not itself.
  sums_digits: boolean;
  remainder: number;
  /// How many check digits there are.
  digits: number;
}
/// A coupon's scan line of which only symbols in doubt are to be keyed; places count from 0.
export interface CouponLine {
  /// Which of the lines that were seen.
  line: number;
  bill_type: string;
  account: { first: number; count: number };
  literals: { first: number; text: string }[];
  /// Places whose digits end in their own check digits.
  checks: { of: "account" | "line"; places: number[]; rule: CheckDigitRule }[];
}
export interface Task {
  id: number; batch: number; document_id: number; sequence: number; field: TaskField;
  reason: string; state: string; version: number;
  lease: { by: string; since: string; until: string } | null;
  transaction: number;
  suggestions: Suggestion[];
  crop: Crop | null;
  previous: { document_id: number } | null;
  next: { document_id: number } | null;
  prior: {
    lockbox: string; batch: number; sequence: number; business_day: string;
    /// Null where this site has no such document.
    document_id: number | null;
    likeness: number | null;
  } | null;
  /// Of a line to repair.
  seen: SeenPage | null;
  coupon_line: CouponLine | null;
  /// Every symbol of the MICR line was read, and nothing proves it.
  unproved: boolean;
  division: Division | null;
}
/// Of a check whose coupons do not add up to it.
export interface Division {
  amount_cents: number; lines: { value: string; label: string; expected_cents: number[] }[];
}
export interface Leased { items: Task[]; until: string; remaining: number }
export interface Answered {
  task: Task;
  batch: {
    id: number; balanced: boolean; open_tasks: number; counted: Counted;
    difference: Totals | null;
  };
  transaction: Transaction;
}

export interface Transaction {
  key: number; work_type: string; state: string; outcome: string;
  documents: { id: number; sequence: number; kind: string }[];
  tender_cents: number;
  applied: { account: string; bill_type: string; fund: string; amount_cents: number }[];
  adjustments_cents: number; suspense_cents: number; suspense_reason: string | null;
  evidence: string[];
  matches: { sequence: number; rule: string; account: string; wrong_ppm: number | null }[];
}

export interface MatchRules {
  order: string[]; memory_confirmations_min: number; memory_needs_open_amount: boolean;
  split_confirmations_min: number; payer_holders_max: number;
  name_show_min: number; name_accept_min?: number;
}
export interface MatchRulesView {
  version: number; rules: MatchRules; known: { name: string; wrong_ppm: number | null }[];
  versions: { version: number; rules: MatchRules; set_by: string; set_at: string; reason: string }[];
}
export interface MatchCount {
  placed: number; differently: number; asked: number; by_rule: Record<string, number>;
}
export interface MatchTrial {
  envelopes: number; now: MatchCount; wanted: MatchCount;
  differences: { batch: number; transaction: number; document_id: number; sentence: string }[];
}
export interface Payer {
  is_whole: boolean; is_consolidator: boolean; caution: string;
  links: {
    account: string; ref: string; holder: string; confirmed: number; last_day: string;
    last_amount_cents: number; is_demoted: boolean;
  }[];
}
export interface PayerMark {
  kind: "not_this_account" | "consolidator" | "individual"; account_ref?: string; reason: string;
}
export type CaseAction = "accept" | "correct" | "hold_until" | "return_to_payer" | "send_to_department"
  | "ask_payer" | "send_to_collection" | "pull" | "paper_missing";
export interface ExceptionCase {
  id: number; batch: number; document_id: number; sequence: number; lockbox: string;
  amount_cents: number | null; reason: string; words: string; note: string; raised_by: string;
  raised_at: string; raised_on: string; when: "decide_first" | "deposit_first"; holds: boolean;
  state: "open" | "waiting_department" | "waiting_payer" | "decided" | "closed"; owner: string;
  due: string; action: CaseAction | null; proposed: CaseAction; is_overdue: boolean; is_due: boolean;
  may_decide: boolean; kept_at: "vault" | "treasurer" | "missing" | null;
  steps: { event: string; action: CaseAction | null; owner: string; due: string | null; note: string; by: string; at: string }[];
}
export interface ExceptionList {
  today: string | null; owners: { id: string; name: string }[];
  reasons: { name: string; words: string }[]; items: ExceptionCase[];
}
export interface StopEntry {
  id: number; reason: "stop_listed" | "cash_only"; note: string; from: string; until: string | null;
  set_by: string; set_at: string; lifted_by: string | null; lifted_because: string | null;
}
export interface ListRow {
  line: number; number: string; name: string; amount_cents: number | null; is_total: boolean;
  outcome: "found" | "proposed" | "unknown"; ref: string | null; account: string; holder: string;
  reason: string;
}

export interface AuditEvent {
  seq: number; entity: string; entity_key: string; event: string;
  from_state: string; to_state: string; actor: string; at: string; reason: string;
}

/// A question about a document, without its answer.
export interface RecordTask {
  id: number; version: number; field: TaskField; state: string; answered_by: string; reason: string;
}
export interface ItemRecord {
  id: number; batch: number; business_day: string; lockbox: string; sequence: number;
  state: string; kind: string; sides: Side[];
  faults: { code: string; message: string }[];
  quality: QualityFault[];
  /// It was refused for the quality of its picture alone.
  may_accept_picture: boolean; accepted_picture: AcceptedPicture | null;
  reads: { what: string; text: string; confidence: number | null; detail: string }[];
  item: {
    state: string; amount_cents: number | null; amount_source: string | null;
    keyed_by: string;
  } | null;
  transaction: Transaction | null;
  tasks: RecordTask[];
  deposit: {
    ticket: number; state: string; prepared_by: string; approved_by: string | null;
  } | null;
  posting_file: string | null;
  /// A check on this bank account came back; its drawer pays in cash until then.
  cash_only: { return: number; until: string } | null;
  paper: string;
  audit: AuditEvent[];
}

export type DepositEvent = "submit" | "approve" | "return_to_draft" | "send" | "confirm" | "adjust" | "reject" | "cancel";
export type SendMethod = "courier" | "counter" | "night_drop" | "image_file";
export type AdjustmentReason = "encoding_error" | "missing_item" | "listed_not_enclosed" | "piggyback" |
  "foreign" | "non_negotiable" | "counterfeit";
export interface Deposit {
  lockbox: string; ticket: number; batch: number; business_day: string;
  batches: number[]; banking_day: string; channel: string; kind: string; version: number;
  may: DepositEvent[]; adjusted_cents: number; confirmed_cents: number | null;
  in_transit_cents: number; in_transit_since: string | null;
  deposit_account: string; account_name: string; bank: string;
  items: number; total_cents: number; state: string;
  prepared_by: string; approved_by: string | null;
  may_approve: boolean; approval_note: string;
}
export interface ItemPlace { batch: number; sequence: number }
export interface DepositStep {
  event: string; actor: string; at: string; reason: string;
  method?: SendMethod; carried_by?: string; bag?: string; confirmed_cents?: number;
}
export interface BankAdjustment {
  reason: AdjustmentReason; amount_cents: number; item: ItemPlace | null; note: string; recorded_by: string;
}
export interface DepositDetail extends Deposit {
  sums: { items_cents: number; ledger_cents: number; ticket_cents: number };
  files: { name: string; kind: string }[];
  lines: (ItemPlace & { document_id: number; amount_cents: number })[];
  steps: DepositStep[];
  adjustments: BankAdjustment[];
}
export interface PlannedDeposit {
  deposit_account: string; account_name: string; bank: string; channel: string; kind: string;
  banking_day: string; number: number; ticket: string | null; total_cents: number;
  items: (ItemPlace & { amount_cents: number; reason: string })[];
}
export interface WaitingItem extends ItemPlace {
  deposit_account: string; amount_cents: number; cause: string; reason: string;
}
export interface PlanChange extends ItemPlace {
  kind: "joins" | "moves" | "leaves"; amount_cents: number; from: string | null; to: string | null; reason: string;
}
export interface PlanSum { items: number; amount_cents: number }
/// What could be deposited of a day, over all its batches, with its proof; nothing of it is stored.
export interface DayPlan {
  business_day: string; token: string; is_news: boolean;
  deposits: PlannedDeposit[]; waiting: WaitingItem[];
  refused_finals: { deposit_account: string; reason: string }[];
  changes: PlanChange[];
  proof: { holds: boolean; released: PlanSum; planned: PlanSum; waiting: PlanSum; deposits: PlanSum[] };
}
export interface Plan {
  batch: number;
  deposits: { deposit_account: string; items: number; total_cents: number }[];
  unplaceable: Unplaceable[];
  ready: boolean; reason: string;
}

/// Until when a bank takes the deposits of a day.
export interface CutOff {
  deposit_account: string; account_name: string; bank: string; time: string; at: string;
  waiting_deposits: number; waiting_cents: number;
}
export interface CutOffs { now: string; items: CutOff[] }
/// What one person did in one hour.
export interface HourWork {
  date: string; hour: number; person: string; documents: number; answers: number;
}

export interface Day { day: string; state: string; version: number }
export interface DayDetail extends Day {
  received_cents: number; deposited_cents: number; returned_cents: number; held_cents: number;
  suspense_cents: number; unexplained_cents: number;
  /// Held by an earlier day and carried into this one; of what is held, what goes on.
  brought_forward_cents: number; carried_forward_cents: number;
  steps: { event: string; actor: string; at: string; reason: string; asked_by: string | null }[];
  /// Somebody asks for the closed day to be reopened, and nobody else agreed yet.
  reopening: { asked_by: string; at: string; reason: string } | null;
  checklist: { text: string; done: boolean; href: string }[];
  may_close: boolean;
  by_hour: { hour: string; items: number }[];
  matched_without_person: { items: number; of: number };
  exceptions_by_age: { label: string; count: number }[];
  /// Null where no mail log is kept.
  unworked_by_age: UnworkedAge[] | null;
  batches: Batch[];
}

export interface TieLine {
  line: number; name: string; explanation: string; amount_cents: number; pieces: number;
  equation: number; equation_text: string; difference: number | null; must_tie: boolean; parts: number;
}
export interface TiePart {
  batch: number; sequence: number | null; ticket: string | null; text: string;
  amount_cents: number; pieces: number; href: string;
}
export interface Carried {
  kind: string; lockbox: string; batch: number; sequence: number | null; ticket: string | null;
  amount_cents: number | null; reason: string; owner: string | null; since: string;
  age_days: number; due: string | null; carried_by: string | null; href: string;
}
/// An envelope of the day that waits and that nobody carries forward yet.
export interface OpenEnvelope {
  batch: number; envelope: number; lockbox: string; since: string; age_days: number; pieces: number;
  amount_cents: number | null; why: string; may_carry: boolean; proposed_due: string | null; href: string;
}
/// An envelope that goes on to another day, or came in from an earlier one; the last four of those.
export interface Carry {
  id: number; batch: number; envelope: number; lockbox: string; since: string; age_days: number;
  from: string; into: string | null; pieces: number; amount_cents: number; reason: string;
  owner: string; due: string; state: "planned" | "carried"; carried_by: string; carried_at: string; href: string;
  brought_cents?: number; is_due?: boolean; tickets?: string[];
  became?: "waiting" | "carried_on" | "deposited" | "returned" | "filed" | "mixed";
}
export interface Carries { day: string; state: string; open: OpenEnvelope[]; carried: Carry[]; brought: Carry[] }
interface Rolled { opening_cents: number; in_cents: number; out_cents: number; closing_cents: number }
/// A place where paper or money is kept beside suspense: opening + in - out = closing.
export interface Roll extends Rolled {
  place: "vault" | "treasurer" | "missing" | "returned_items" | "rejected"; pieces: number; rows: RollRow[];
}
export interface RollRow extends Rolled {
  batch: number | null; sequence: number | null; return: number | null; what: string;
}
export interface Tie {
  day: string; lines: TieLine[]; to_be_posted_cents: number;
  equations: { id: string; sentence: string; fault: string | null }[];
  suspense: { opening_cents: number; added_cents: number; applied_cents: number;
    refunded_cents: number; returned_cents: number; escheated_cents: number; closing_cents: number };
  rolls: Roll[];
  carried: Carried[];
}
export interface Packet {
  name: string; signed: boolean; closing: number; made_by: string | null; at: string;
  audit_events: number; audit_hash: string;
  files: { name: string; kind: string; bytes: number; sha256: string }[];
}

export interface Account {
  ref: string; account: string; name: string; address: string; bill_type: string;
  balance_due_cents: number; due_date: string; fund: string; status: string;
}
export interface AccountDetail extends Account {
  lockbox: string; deposit_account: string; successor: string | null; is_merged: boolean;
  charges: { code: string; due_on: string; amount_cents: number }[];
  payments: {
    batch: number; business_day: string; transaction: number; state: string;
    amount_cents: number; ticket: number | null; document_ids: number[];
  }[];
}
export interface ImportResult {
  accounts: number; unchanged: boolean; bad_lines: { line: number; reason: string }[];
  conflicts: number;
}

export interface User {
  id: number; name: string; full_name: string; roles: string[]; is_active: boolean;
  version: number;
}
export type LimitedDeed = "approve_deposit" | "approve_correction" | "accept_difference" | "take_receipt";
export interface Role {
  name: string; rights: Right[];
  /// Roles that nobody holds beside it.
  conflicts: string[];
  limits: { deed: LimitedDeed; amount_max_cents: number }[];
}
export interface Invitation { invitation_url: string; expires?: string }
export interface SearchHit {
  kind: "batch" | "document" | "deposit" | "account" | "page"; text: string; href: string;
}
export interface Site {
  id: string; name: string;
  lockboxes: string[];
  deposit_accounts: Record<string, unknown>[];
  coupons: Record<string, unknown>[];
  suspense: unknown; overpayment: unknown;
}

// ---- Mail log and custody --------------------------------------------------------------------

export interface UnworkedAge { label: string; units: number; pieces: number }
export interface PickUp {
  id: number; day: string; source: string; picked_up_at: string; carrier_reference: string | null;
  trays: number; weight_grams: number | null; estimated_pieces: number | null;
  certified_numbers: string[]; logged_by: string; logged_at: string;
  confirmed_by: string | null; confirmed_at: string | null;
}
export interface NewTray { sort_class: string; pieces: number; label?: string; postmark?: string }
export interface NewPickUp {
  source: string; picked_up_at: string; carrier_reference?: string; weight_grams?: number;
  estimated_pieces?: number; certified_numbers: string[]; trays: NewTray[];
}
export interface CashCount {
  bills: number[]; coin_cents: number; total_cents: number; counted_by: string; at: string;
}
export interface Finding {
  id: number; unit: number; unit_number: number;
  kind: "count_differs" | "scan_differs" | "discovered" | "cash";
  day: string; found_by: string; at: string; note: string; expected: number; counted: number;
  found_unit: number | null; due: string | null; witnessed_by: string | null;
  counts_made: number; counts: CashCount[];
  resolution: string | null; resolved_by: string | null; resolved_at: string | null;
}
export interface WorkUnit {
  id: number; number: number; pick_up: number | null; found_in: number | null; label: string;
  sort_class: string; day: string; date_policy: string; dated_on: string; stage: string;
  pieces: number; holder: string | null; box: number | null; signed: boolean; version: number;
  steps: { event: string; day: string; pieces: number; actor: string; at: string; note: string }[];
  movements: { flow: string; pieces: number; day: string; actor: string; witness: string | null;
    at: string; reason: string }[];
  hand_offs: { state: string; day: string; giver: string; taker: string; offered_pieces: number;
    offered_at: string; taken_pieces: number | null; ended_at: string | null }[];
  batches: { batch: number; how: string; envelopes: number; documents: number; linked_by: string;
    at: string }[];
}
export interface UnitDetail extends WorkUnit { findings: Finding[] }
export interface StorageBox {
  id: number; name: string; location: string; retention: string; opened_by: string;
  opened_on: string; filled_on: string | null; units: number; pieces: number;
  due_on: string | null; why_kept: string | null; first_signer: string | null;
  second_signer: string | null; destroyed_on: string | null;
}
export interface Hold {
  id: number; box: number | null; unit: number | null; kind: string; reason: string;
  placed_by: string; placed_at: string;
}
export interface CustodyPolicy {
  version: number; date_policy: string; follow_up_days: number;
  retention_days: Record<string, number>;
  set_by: string | null; set_at: string | null; reason: string | null;
}
export interface Custody {
  day: string; kept: boolean; policy: CustodyPolicy; pick_ups: PickUp[]; units: WorkUnit[];
  findings: Finding[]; roll: Record<string, number>;
  stages: { stage: string; units: number; pieces: number; oldest_days: number }[];
  unworked_by_age: UnworkedAge[]; boxes: StorageBox[]; holds: Hold[];
  gaps: { text: string; unit: number | null }[];
}
export interface Instruction {
  payee: string; version: number; text: string; set_by: string; set_at: string; reason: string;
}
export interface LockboxInstructions { lockbox: string; current: Instruction[]; versions: Instruction[] }
