// What happens after the deposit: shapes and calls.  Amounts are whole cents.
import { get, post, query } from "./client";
import type { List } from "./types";

const id = encodeURIComponent;

export interface Envelope { batch: number; transaction: number }
export interface FoundItem {
  document_id: number; batch: number; transaction: number | null; sequence: number; lockbox: string;
  business_day: string; amount_cents: number | null; check_number: string; routing: string;
  account_tail: string; ticket: string | null; return: number | null;
  status: "captured" | "held" | "deposited" | "returned" | "sent_back"; sentence: string;
}
export type ReturnEvent = "identify" | "redeposit" | "clear" | "return_again" | "charge_back" | "post_fee"
  | "send_letter" | "pay_back" | "refer" | "reverse";
export interface ReturnedItem {
  number: number; lockbox: string; state: string; version: number; amount_cents: number;
  check_number: string; account_tail: string; reason_code: string; reason: string; returned_on: string;
  reference: string | null; note: string | null; document_id: number | null; envelope: Envelope | null;
  presentments: number; uncovered_cents: number; fee_cents: number; cash_only_until: string | null;
  letter: { name: string; sha256: string; sent_on: string; notice_until: string; demand_until: string } | null;
  received_by: string; received_at: string;
  steps: { event: ReturnEvent; reason_code: string; actor: string; at: string; note: string | null; asked_by: string | null }[];
  wish: { event: ReturnEvent; asked_by: string; asked_at: string; note: string; document_id: number | null } | null;
  paid_by: Envelope | null; needs_two: ReturnEvent[]; next: ReturnEvent[]; due: string | null; late: boolean; waits_for: string;
}
export interface ReturnReason {
  code: string; name: string; sentence: string; may_present_again: boolean; fee: boolean; cash_only: boolean;
}
export interface CorrectionReasons {
  returns: ReturnReason[];
  adjustments: { code: string; sentence: string }[];
  rules: { rule: string; valid_from: string; above_cents: number; amount_cents: number; percent: number;
    count: number; unit: string | null; source: string }[];
}
export type AdjustmentKind = "transfer" | "apply" | "credit" | "debit" | "refund" | "write_off" | "escheat";
export interface Spot { ref: string; account: string; fund: string }
export interface Adjustment {
  number: number; lockbox: string; kind: AdjustmentKind; state: string; version: number; amount_cents: number;
  envelope: Envelope | null; from: Spot | null; to: Spot | null; reason_code: string; note: string;
  requested_by: string; requested_at: string; needs_two: boolean;
  steps: { event: string; actor: string; at: string; note: string | null }[];
}
export interface AskedAdjustment {
  kind: AdjustmentKind; amount_cents: number; batch?: number; transaction?: number; from_ref?: string;
  to_ref?: string; reason_code: string; note: string;
}
export interface LedgerEntry {
  entry: number; kind: string; amount_cents: number; made_by: string; at: string; reason_code: string;
  note: string | null; return: number | null; adjustment: number | null; file: string | null;
  lines: { place: string; fund: string; account: string | null; ref: string | null; amount_cents: number }[];
}
export interface DayAdjustments {
  day: string; entries: LedgerEntry[];
  reviews: { entries: number; reviewed_by: string; at: string; note: string | null }[];
  reviewed: boolean;
  files: { name: string; lockbox: string; lines: number; amount_cents: number; sha256: string }[];
}
export interface SuspenseItem extends Envelope {
  lockbox: string; since: string; age_days: number; amount_cents: number; reason: string | null;
  owner: string | null; next_day: string | null; note: string | null; unclaimed_after: string;
}
export interface HistoryRow {
  day: string; kind: string; text: string; amount_cents: number | null; received_cents: number;
  envelope: Envelope | null; document_ids: number[]; state: string | null; check: string | null;
  ticket: string | null; who: string | null; why: string | null; return: number | null; adjustment: number | null;
}
export interface AccountHistory { ref: string; account: string; name: string; rows: HistoryRow[] }

export interface ItemSearch {
  amount_cents?: number | null; check_number?: string; account_tail?: string; ticket?: string; business_day?: string;
}
export interface PaymentSearch {
  account_ref?: string; amount_cents?: number | null; check_number?: string; from?: string; to?: string;
}

export const ledger = {
  reasons: () => get<CorrectionReasons>("/correction-reasons"),
  candidates: (search: ItemSearch) => get<List<FoundItem>>(`/return-candidates${query({ ...search })}`),
  payments: (search: PaymentSearch) => get<List<FoundItem>>(`/payments${query({ ...search })}`),
  returns: (cursor?: string) => get<List<ReturnedItem>>(`/returns${query({ cursor, limit: 100 })}`),
  returned: (number: number) => get<ReturnedItem>(`/returns/${number}`),
  receive: (body: {
    lockbox: string; amount_cents: number; check_number?: string; account_tail?: string; reason_code: string;
    returned_on: string; reference?: string; document_id?: number; note?: string;
  }) => post<ReturnedItem>("/returns", body),
  step: (number: number, body: {
    event: ReturnEvent; version: number; note?: string; reason_code?: string; document_id?: number;
    waive_fee?: boolean;
  }) => post<ReturnedItem>(`/returns/${number}/steps`, body),
  decline: (number: number, version: number, note: string) =>
    post<ReturnedItem>(`/returns/${number}/decline`, { version, note }),
  letter: (number: number) => `/api/v1/returns/${number}/letter.pdf`,
  adjustments: (cursor?: string) => get<List<Adjustment>>(`/adjustments${query({ cursor, limit: 50 })}`),
  ask: (body: AskedAdjustment) => post<Adjustment>("/adjustments", body),
  approve: (one: Adjustment) => post<Adjustment>(`/adjustments/${one.number}/approve`, { version: one.version }),
  reject: (one: Adjustment, note: string) =>
    post<Adjustment>(`/adjustments/${one.number}/reject`, { version: one.version, note }),
  day: (day: string) => get<DayAdjustments>(`/days/${id(day)}/adjustments`),
  review: (day: string, note: string) =>
    post<DayAdjustments>(`/days/${id(day)}/adjustment-reviews`, note === "" ? {} : { note }),
  makeFiles: (day: string) => post<DayAdjustments>(`/days/${id(day)}/adjustment-files`),
  file: (day: string, name: string) => `/api/v1/days/${id(day)}/adjustment-files/${id(name)}`,
  suspense: () => get<List<SuspenseItem>>("/suspense"),
  care: (one: Envelope, body: { owner: string; next_day: string; note?: string }) =>
    post<List<SuspenseItem>>(`/suspense/${one.batch}/${one.transaction}/care`, body),
  history: (ref: string) => get<AccountHistory>(`/accounts/${id(ref)}/history`),
  historyCsv: (ref: string) => `/api/v1/accounts/${id(ref)}/history.csv`,
};
