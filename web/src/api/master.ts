// Master accounts that people keep here: shapes and calls.
import { get, post } from "./client";
import type { Adjustment } from "./ledger";
import type { Account, List } from "./types";

const id = encodeURIComponent;

export type AccountField = "name" | "address" | "bill_type" | "fund" | "deposit_account" | "status" | "successor";
export type ChangeKind = "create" | "change" | "merge" | "close" | "reopen" | "take_file";
export interface AccountChange {
  number: number; lockbox: string; kind: ChangeKind; ref: string; account: string;
  fields: { field: AccountField; before: string; after: string }[];
  effective_on: string; reason: string; needs_two: boolean; state: string; version: number;
  requested_by: string; requested_at: string;
  steps: { event: string; actor: string; at: string; note: string }[];
}
/// What a form asks for; fields that are not there stay as they are.
export interface AskedChange {
  kind: ChangeKind; reason: string; lockbox?: string; number?: string; ref?: string; into_ref?: string;
  name?: string; address?: string; bill_type?: string; fund?: string; deposit_account?: string;
  effective_on?: string;
}
export interface AccountConflict {
  lockbox: string; ref: string; account: string; field: AccountField; kept: string; file: string;
  change: number; seen_at: string; version: string;
}
export interface AccountReview {
  waiting: AccountChange[]; changed: AccountChange[]; conflicts: AccountConflict[];
  credits: Account[]; closed_with_balance: Account[];
  duplicates: { one: Account; other: Account; name_likeness: number; address_likeness: number }[];
  paid_closed: { lockbox: string; ref: string; account: string; business_day: string; batch: number;
    transaction: number; amount_cents: number }[];
}

/// A payment that is short by what its rule lets be written off.
export interface SmallRest {
  lockbox: string; ref: string; account: string; business_day: string; batch: number; transaction: number;
  bill_type: string; paid_cents: number; due_cents: number; rest_cents: number; note: string;
}

export const master = {
  ask: (change: AskedChange) => post<AccountChange>("/account-changes", change),
  approve: (one: AccountChange) => post<AccountChange>(`/account-changes/${one.number}/approve`, { version: one.version }),
  reject: (one: AccountChange, note: string) =>
    post<AccountChange>(`/account-changes/${one.number}/reject`, { version: one.version, note }),
  changes: (ref: string) => get<List<AccountChange>>(`/accounts/${id(ref)}/changes`),
  review: (since: string) => get<AccountReview>(`/account-reviews/${id(since)}`),
  settle: (one: AccountConflict, resolution: "keep" | "take_file", reason: string) =>
    post<AccountChange | null>(`/accounts/${id(one.ref)}/conflicts`, { field: one.field, resolution, version: one.version, reason }),
  rests: (since: string) => get<List<SmallRest>>(`/small-rests/${id(since)}`),
  writeOff: (one: SmallRest) => post<Adjustment>(`/write-offs/${one.batch}/${one.transaction}`, {}),
};
