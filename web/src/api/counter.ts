// The counter: cash drawers by session, and receipts.  Amounts are whole cents.
import { get, post } from "./client";

export interface Cash { bills: number[]; coin_cents: number }
export interface CountedCash extends Cash { total_cents: number }
export type TenderKind = "cash" | "check" | "money_order" | "card_slip";

export interface Receipt {
  number: number; name: string; drawer: number; batch: number; transaction: number; day: string;
  payer: string; note: string; state: "issued" | "voided"; total_cents: number; change_cents: number;
  tenders: { kind: TenderKind; amount_cents: number; given_cents: number; number: string | null;
    brand: string | null; last4: string | null; authorisation: string | null; finding: number | null;
    sequence: number }[];
  lines: { account: string | null; bill_type: string | null; charge_code: string | null;
    name: string | null; amount_cents: number;
    parts: { gl_account: string; fund: string; amount_cents: number }[] }[];
  taken_by: string; taken_at: string;
  voided_by: string | null; voided_because: string | null; voided_at: string | null;
}
export interface Bag extends CountedCash { deposit_account: string }
export interface Session {
  id: number; number: number; lockbox: string; batch: number; day: string; person: string;
  state: "open" | "counted" | "accepted"; version: number; opened_at: string; opening: CountedCash;
  moves: (CountedCash & { kind: string; reason: string; bag: string | null; witness: string | null;
    made_by: string; at: string })[];
  counts_made: number;
  count: (CountedCash & { checks: number; money_orders: number; card_slips: number }) | null;
  /// Nothing while the drawer is open: it is counted blind.
  expected_cents: number | null; over_short_cents: number | null; alert: boolean;
  acknowledged_by: string | null; acknowledged_because: string | null;
  accepted_by: string | null; accepted_at: string | null; bag_number: string | null;
  bags: Bag[]; proposed_bags: Bag[] | null; receipts: Receipt[];
}
export interface ChargeCode { code: string; name: string; price_cents: number | null }
export interface CounterView {
  day: string; kept: boolean; over_short_alert_cents: number; charge_codes: ChargeCode[];
  own: Session | null; sessions: Session[];
  card_totals: { brand: string; slips: number; amount_cents: number }[];
  mail_cash: { finding: number; unit_number: number; amount_cents: number }[];
}
export interface AskedReceipt {
  version: number; payer: string; note?: string;
  tenders: { kind: TenderKind; amount_cents: number; given_cents?: number; number?: string;
    brand?: string; last4?: string; authorisation?: string; finding?: number }[];
  lines: { account_ref?: string; charge_code?: string; amount_cents?: number }[];
}

export const counter = {
  view: () => get<CounterView>("/counter"),
  open: (cash: Cash) => post<Session>("/drawers", { ...cash }),
  move: (drawer: number, body: Cash & { version: number; kind: string; reason?: string; bag?: string; witness?: string }) =>
    post<Session>(`/drawers/${drawer}/moves`, { ...body }),
  count: (drawer: number, body: Cash & { checks: number; money_orders: number; card_slips: number }) =>
    post<Session>(`/drawers/${drawer}/count`, { ...body }),
  sendBack: (one: Session, reason: string) =>
    post<Session>(`/drawers/${one.id}/send-back`, { version: one.version, reason }),
  accept: (one: Session, bag_number: string) =>
    post<Session>(`/drawers/${one.id}/accept`,
      bag_number === "" ? { version: one.version } : { version: one.version, bag_number }),
  acknowledge: (one: Session, reason: string) =>
    post<Session>(`/drawers/${one.id}/acknowledge`, { reason }),
  receipt: (asked: AskedReceipt) => post<Receipt>("/receipts", { ...asked }),
  paper: (number: number) => `/api/v1/receipts/${number}/paper`,
  void: (number: number, reason: string) => post<Receipt>(`/receipts/${number}/void`, { reason }),
};
