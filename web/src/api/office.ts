// Reports with their signatures, letters and inquiries, incidents, payees and policies.
import { get, post, query } from "./client";
import type { List } from "./types";

const id = encodeURIComponent;

export type Cell = string | number | null;
export type ColumnKind = "text" | "day" | "count" | "money" | "share";
export interface ReportColumn { name: string; title: string; kind: ColumnKind }
export type ReportFilter = "lockbox" | "deposit_account" | "department";
export interface ReportKind {
  key: string; title: string; group: "money" | "exceptions" | "work" | "audit" | "indicators"; about: string;
  signed_by_department: boolean;
  /// What it can be asked of; it is refused with another filter.
  filters: ReportFilter[];
}
export interface ReportKinds {
  kinds: ReportKind[]; lockboxes: string[]; deposit_accounts: { id: string; name: string }[];
  departments: { id: string; name: string }[]; days_max: number;
}
/// What a report is asked of; empty texts ask for all.
export interface Scope { from: string; to: string; lockbox: string; deposit_account: string; department: string }
export type Verdict = "reviewed" | "agrees" | "differs";
export interface Signature {
  number: number; report: string; sha256: string; rows: number; verdict: Verdict; note: string | null;
  signed_by: string; signed_at: string; is_current: boolean;
}
export interface Chart { kind: "bars" | "lines"; title: string; label: number; columns: number[] }
export interface Report extends ReportKind {
  columns: ReportColumn[]; rows: Cell[][]; row_count: number; totals: Cell[] | null;
  definitions: { term: string; text: string }[]; chart: Chart | null; sha256: string;
  signatures: Signature[];
  /// Why this person may not sign it; nothing when they may.
  cannot_sign: string | null;
}
export const reportForms = ["pdf", "xlsx", "csv"] as const;
export type ReportForm = typeof reportForms[number];

const of = (scope: Scope) => query({
  from: scope.from, to: scope.to, lockbox: scope.lockbox || null,
  deposit_account: scope.deposit_account || null, department: scope.department || null,
});

export const tradeReports = {
  kinds: () => get<ReportKinds>("/report-kinds"),
  get: (key: string, scope: Scope) => get<Report>(`/report-kinds/${id(key)}${of(scope)}`),
  file: (key: string, form: ReportForm, scope: Scope) =>
    `/api/v1/report-kinds/${id(key)}/${form}${of(scope)}`,
  sign: (key: string, scope: Scope, body: { sha256: string; verdict: Verdict; note?: string }) =>
    post<Report>(`/report-kinds/${id(key)}/signatures${of(scope)}`, body),
};

export interface Letter {
  number: number; template: string; about_kind: "account" | "envelope" | "inquiry"; about: string;
  day: string; recipient: string | null; subject: string; paragraphs: string[]; sha256: string;
  reply_due: string | null; is_overdue: boolean; state: "drafted" | "sent" | "answered" | "withdrawn";
  version: number; drafted_by: string; drafted_at: string;
  steps: { event: string; note: string | null; by: string; at: string }[];
}
export interface Letters extends List<Letter> { templates: { id: string; name: string; reply_days: number }[] }
export interface Inquiry {
  number: number; kind: string; channel: string; day: string; account_ref: string | null;
  asked_by: string | null; words: string; owner: string; due: string; is_overdue: boolean;
  state: "open" | "with_department" | "answered"; may_answer: boolean; version: number;
  logged_by: string; logged_at: string;
  steps: { event: string; owner: string; due: string; note: string; by: string; at: string }[];
}
export interface Inquiries extends List<Inquiry> { owners: string[] }
export interface NewLetter {
  template: string; about_kind: Letter["about_kind"]; about: string; fields: { name: string; value: string }[];
}
export interface NewInquiry {
  kind: string; channel: string; words: string; owner: string; due: string; account_ref?: string; asked_by?: string;
}

export const correspondence = {
  letters: () => get<Letters>(`/letters${query({ limit: 200 })}`),
  draft: (letter: NewLetter) => post<Letter>("/letters", letter),
  stepLetter: (letter: Letter, event: "send" | "answer" | "withdraw", note: string) =>
    post<Letter>(`/letters/${letter.number}/steps`,
      { event, version: letter.version, ...(note === "" ? {} : { note }) }),
  pdf: (letter: Letter) => `/api/v1/letters/${letter.number}/letter.pdf`,
  inquiries: () => get<Inquiries>(`/inquiries${query({ limit: 200 })}`),
  log: (inquiry: NewInquiry) => post<Inquiry>("/inquiries", inquiry),
  stepInquiry: (inquiry: Inquiry, body: { event: "answer" | "pass_on"; note: string; owner?: string; due?: string }) =>
    post<Inquiry>(`/inquiries/${inquiry.number}/steps`, { ...body, version: inquiry.version }),
};

export interface Incident {
  number: number; lockbox: string | null; kind: string; began_at: string; what: string;
  state: "lasting" | "over"; logged_by: string; logged_at: string; ended_at: string | null;
  ended_by: string | null; outcome: string | null;
}
export const incidents = {
  list: () => get<List<Incident>>(`/incidents${query({ limit: 100 })}`),
  log: (body: { kind: string; what: string; lockbox?: string; began_at?: string }) =>
    post<Incident>("/incidents", body),
  end: (incident: Incident, outcome: string) =>
    post<Incident>(`/incidents/${incident.number}/end`, { outcome }),
};

export interface PayeeVersion { version: number; payees: string[]; set_by: string; set_at: string; reason: string }
export interface Payees { lockbox: string; version: number; payees: string[]; versions: PayeeVersion[] }
export const payees = {
  get: (lockbox: string) => get<Payees>(`/payees/${id(lockbox)}`),
  set: (lockbox: string, body: { version: number; payees: string[]; reason: string }) =>
    post<Payees>(`/payees/${id(lockbox)}`, body),
};

export interface Policy { number: string; title: string; screens: string[] }
export const policies = () => get<List<Policy>>("/policies");
