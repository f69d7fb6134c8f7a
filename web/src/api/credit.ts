// Payment arrangements, security deposits, referrals and notices.  Amounts are whole cents.
import { get, post, query, whole } from "./client";
import type { List } from "./types";

export type ArrangementState = "proposed" | "approved" | "active" | "kept" | "broken" | "reinstating" | "closed" | "rejected";
export type Rhythm = "weekly" | "biweekly" | "monthly";
export interface Installment { due: string; amount_cents: number }
export interface PaidPart { day: string; batch: number; transaction: number; amount_cents: number }
export interface CreditStep { event: string; actor: string; at: string; note: string }
interface OfAccount { ref: string; lockbox: string; account: string; name: string }
export interface Credited extends OfAccount {
  number: number; version: number; proposed_by: string; proposed_at: string; next: string[]; steps: CreditStep[];
}
export interface InstallmentView extends Installment {
  limit: string; standing: "open" | "paid" | "late" | "short"; paid_cents: number; short_cents: number; parts: PaidPart[];
}
export interface Arrangement extends Credited {
  total_cents: number; grace_days: number; active_from: string; terms: string; state: ArrangementState; shows: ArrangementState;
  installments: InstallmentView[]; paid_cents: number; left_cents: number; beyond_cents: number; why: string;
  catch_up: string | null; shares_with: number | null;
}
export interface AskedArrangement {
  ref: string; total_cents: number; count?: number; first_due?: string; rhythm?: Rhythm; installments?: Installment[];
  grace_days: number; active_from?: string; terms: string;
}
export interface SecurityRule {
  bill_type: string; from: string | null; amount_cents: number | null; bills: number; percent: number;
  interest_basis_points: number; refund_months: number; waivers: string[];
}
export interface Security extends Credited {
  bill_type: string; basis: "rule" | "hand"; amount_cents: number; why: string;
  state: "proposed" | "approved" | "held" | "releasing" | "closed" | "waived" | "rejected";
  received_cents: number; interest_cents: number; interest_until: string; uncovered_cents: number;
  refund_due: { day: string; why: string } | null; waivers: string[];
  receipts: { amount_cents: number; day: string; batch: number | null; transaction: number | null; receipt: string | null;
    added_by: string }[];
  release: { kind: "refund" | "apply"; amount_cents: number; interest_cents: number; until: string; adjustment: number | null;
    reference: string | null; asked_by: string } | null;
}
export interface Referral extends Credited {
  day: string; amount_cents: number; points: number; why: string;
  state: "proposed" | "approved" | "referred" | "recalled" | "closed" | "rejected";
  file: string | null; referred_on: string | null; recall_file: string | null; paid_since: PaidPart[];
}
export interface Scored extends OfAccount {
  amount_cents: number; points: number; parts: { factor: string; points: number; why: string }[];
}
export interface ReferralList { day: string; items: Scored[]; beyond: number; arranged: number; referred: number }
export interface ReferralFile {
  number: number; kind: "referral" | "recall"; day: string; name: string; sha256: string; amount_cents: number;
  referrals: number[]; made_by: string; made_at: string;
}
/// `left_out`: approved ones that the books do not bear out any more.
export interface MadeReferralFile extends ReferralFile { left_out: { referral: number; why: string }[] }
export interface Notice {
  kind: "arrangement_broken" | "installment_due" | "return_clock" | "suspense_inquiry" | "refund_due";
  since: string; age_days: number; owner: string; ref: string | null; account: string | null; batch: number | null;
  transaction: number | null; number: number | null; amount_cents: number; text: string;
}

export type Kept = "arrangements" | "securities" | "referrals";
/// What a step says beside its event.
export interface StepWords { note?: string; catch_up?: string; kind?: string; adjustment?: number; reference?: string }

export const credit = {
  arrangements: () => whole<Arrangement>("/credit/arrangements"),
  securities: () => whole<Security, List<Security> & { rules: SecurityRule[] }>("/credit/securities"),
  referrals: () => whole<Referral>("/credit/referrals"),
  ofAccount: (ref: string) => Promise.all([
    get<List<Arrangement>>(`/credit/arrangements${query({ ref })}`),
    get<List<Security>>(`/credit/securities${query({ ref })}`),
    get<List<Referral>>(`/credit/referrals${query({ ref })}`),
  ]),
  schedule: (total_cents: number, count: number, first_due: string, rhythm: Rhythm) =>
    get<List<Installment>>(`/credit/schedule${query({ total_cents, count, first_due, rhythm })}`),
  propose: (asked: AskedArrangement) => post<Arrangement>("/credit/arrangements", asked),
  record: () => post<{ moved: number }>("/credit/arrangement-records"),
  proposeSecurity: (asked: { ref: string; amount_cents?: number; bills_cents?: number[]; reason?: string }) =>
    post<Security>("/credit/securities", asked),
  receive: (one: Security, said: { amount_cents: number; batch?: number; transaction?: number; receipt?: string; day?: string }) =>
    post<Security>(`/credit/securities/${one.number}/receipts`, { version: one.version, ...said }),
  list: () => get<ReferralList>("/credit/referral-list"),
  refer: (ref: string, reason: string) => post<Referral>("/credit/referrals", reason ? { ref, reason } : { ref }),
  files: () => get<List<ReferralFile>>("/credit/referral-files"),
  makeFile: (kind: "referral" | "recall") => post<MadeReferralFile>("/credit/referral-files", { kind }),
  fileHref: (file: ReferralFile) => `/api/v1/credit/referral-files/${file.number}`,
  notices: () => get<List<Notice>>("/credit/notices"),
  step: (kept: Kept, one: Credited, route: "steps" | "decisions", event: string, words: StepWords) =>
    post<Credited>(`/credit/${kept}/${one.number}/${route}`, { event, version: one.version, ...words }),
};
