// Every call the screens make, by name.
import { get, post, query, request, whole } from "./client";
import type * as t from "./types";

const id = encodeURIComponent;

export const session = {
  me: () => request<t.Me>("GET", "/session", undefined, { quiet: true }),
  changePassword: (current_password: string, new_password: string) =>
    post<t.Me>("/session/password", { current_password, new_password }),
  signIn: (name: string, password: string, code: string | null) =>
    request<t.Me>("POST", "/session",
      code === null ? { name, password } : { name, password, totp_code: code }, { quiet: true }),
  signOut: () => request<void>("DELETE", "/session"),
};

export const invitations = {
  get: (token: string) => request<{ name: string; full_name: string }>(
    "GET", `/invitations/${id(token)}`, undefined, { quiet: true }),
  offerCode: (token: string) =>
    post<{ secret: string; uri: string }>(`/invitations/${id(token)}/totp`),
  accept: (token: string, body: { password: string; totp_code?: string; totp_secret?: string }) =>
    post<void>(`/invitations/${id(token)}`, body),
};

export const work = () => get<t.Work>("/work");

export const batches = {
  list: (day: string | null, cursor?: string) =>
    get<t.List<t.Batch>>(`/batches${query({ business_day: day, cursor })}`),
  get: (batch: number) => get<t.BatchDetail>(`/batches/${batch}`),
  diagnosis: (batch: number) => get<t.Diagnosis>(`/batches/${batch}/diagnosis`),
  correct: (batch: number, body: {
    documents: number; amount_cents: number; reason: string; version: number;
  }) => post<t.BatchDetail>(`/batches/${batch}/control`, body),
  resume: (batch: number, sequence: number, reason: string) =>
    post<t.BatchDetail>(`/batches/${batch}/resumptions`, { sequence, reason }),
  acceptPicture: (batch: number, sequence: number, reason: string) =>
    post<t.BatchDetail>(`/batches/${batch}/accepted-pictures`, { sequence, reason }),
  correctKind: (batch: number, sequence: number, kind: t.PaperKind, reason: string) =>
    post<t.BatchDetail>(`/batches/${batch}/kinds`, { sequence, kind, reason }),
  force: (batch: number, version: number, reason: string) =>
    post<t.BatchDetail>(`/batches/${batch}/force`, { version, reason }),
  release: (batch: number, version: number, note: string) =>
    post<t.BatchDetail>(`/batches/${batch}/release`, { version, note }),
  build: (batch: number) =>
    post<{ deposits: t.Deposit[]; unplaceable: t.Unplaceable[] }>(`/batches/${batch}/deposits`),
};

export const scan = {
  jobs: () => get<t.List<t.ScanJob>>("/scan-jobs"),
  start: (job: string, body: {
    business_day: string; declared_documents?: number; declared_cents?: number;
  }) => post<t.JobRun>(`/scan-jobs/${id(job)}/runs`, body),
  run: (run: number) => get<t.JobRun>(`/job-runs/${run}`),
};

export const tasks = {
  list: (cursor?: string) => get<t.List<t.Task>>(`/tasks${query({ cursor, limit: 200 })}`),
  lease: ({ batch, field, part }: t.TaskFilter, atMost: number) =>
    post<t.Leased>("/leases", {
      ...(batch === null ? {} : { batch }), ...(field === null ? {} : { field }),
      ...(part === null ? {} : { virtual_batch: part }), at_most: atMost,
    }),
  renew: () => post<{ until: string }>("/leases/renew"),
  giveBack: (task: number | null) =>
    post<void>("/leases/give-back", task === null ? {} : { task }),
  correct: (task: number, body: { value: string; reason: string; version: number }) =>
    post<t.Answered>(`/tasks/${task}/correct`, body),
};

export const documents = {
  get: (document: number) => get<t.ItemRecord>(`/documents/${document}`),
  symbols: (document: number) => get<t.SeenPage>(`/documents/${document}/symbols`),
  image: (document: number, side: t.Side) => `/api/v1/documents/${document}/images/${side}`,
};

export const deposits = {
  list: (day: string | null) =>
    whole<t.Deposit>("/deposits", { business_day: day }),
  get: (lockbox: string, ticket: string | number) =>
    get<t.DepositDetail>(`/deposits/${id(lockbox)}/${ticket}`),
  ticketPdf: (lockbox: string, ticket: number) =>
    `/api/v1/deposits/${id(lockbox)}/${ticket}/ticket.pdf`,
  approve: (lockbox: string, ticket: number, total_cents: number) =>
    post<t.Deposit>(`/deposits/${id(lockbox)}/${ticket}/approve`, { total_cents }),
  unsettled: () => whole<t.Deposit>("/deposits", { unsettled: "true" }),
  step: (lockbox: string, ticket: number, event: t.DepositEvent, body: object) =>
    post<t.DepositDetail>(`/deposits/${id(lockbox)}/${ticket}/${event === "return_to_draft" ? "return" : event}`, body),
  dayPlan: (day: string, finals: string[]) =>
    get<t.DayPlan>(`/deposit-plan${query({ business_day: day, finals: finals.join(",") || null })}`),
  buildPlan: (business_day: string, finals: string[], token: string) =>
    post<{ deposits: t.Deposit[] }>("/deposit-plan", { business_day, finals, token }),
  keep: (item: t.ItemPlace, isKept: boolean, reason: string) =>
    post<object>(`/deposit-plan/${isKept ? "keep-back" : "put-back"}`,
      { batch: item.batch, sequence: item.sequence, reason }),
};

export type DayStep = "cut-off" | "close" | "reopen" | "reopen/decline";
export const days = {
  list: () => get<t.List<t.Day>>("/days"),
  get: (day: string) => get<t.DayDetail>(`/days/${id(day)}`),
  cutOffs: (day: string) => get<t.CutOffs>(`/days/${id(day)}/cut-offs`),
  carries: (day: string) => get<t.Carries>(`/days/${id(day)}/carries`),
  carry: (day: string, wanted: { envelopes: t.ItemPlace[]; reason: string; owner: string; due: string }) =>
    post<t.Carries>(`/days/${id(day)}/carries`, wanted),
  takeBack: (day: string, carry: number, reason: string) =>
    post<t.Carries>(`/days/${id(day)}/carries/${carry}/take-back`, { reason }),
  step: (day: string, step: DayStep, version: number, reason?: string) =>
    post<t.DayDetail>(`/days/${id(day)}/${step}`,
      reason === undefined ? { version } : { version, reason }),
};

export const closing = {
  tie: (day: string) => get<t.Tie>(`/days/${id(day)}/tie`),
  parts: (day: string, line: number, cursor?: string) =>
    get<t.List<t.TiePart>>(`/days/${id(day)}/tie/${line}${query({ cursor, limit: 50 })}`),
  packets: (day: string) => get<t.List<t.Packet>>(`/days/${id(day)}/packets`),
  makePacket: (day: string) => post<t.List<t.Packet>>(`/days/${id(day)}/packets`),
  file: (day: string, name: string) => `/api/v1/days/${id(day)}/packets/${id(name)}`,
};

export const accounts = {
  find: (q: string, cursor?: string) =>
    get<t.List<t.Account>>(`/accounts${query({ q, cursor })}`),
  get: (ref: string) => get<t.AccountDetail>(`/accounts/${id(ref)}`),
  reveal: (ref: string, reason: string) =>
    post<{ account: string }>(`/accounts/${id(ref)}/reveal`, { reason }),
  importFile: (lockbox: string, text: string, dry_run: boolean) =>
    post<t.ImportResult>("/account-files", { lockbox, text, dry_run }),
};

export const exceptions = {
  list: (of: { document?: number } = {}) => get<t.ExceptionList>(`/exceptions${query({
    document: of.document, closed: of.document ? "1" : undefined })}`),
  raise: (document: number, body: { reason: string; note: string; until?: string }) =>
    post<t.ExceptionCase>(`/documents/${document}/exceptions`, body),
  step: (number: number, body: { step: t.CaseAction; note: string; until?: string; owner?: string; document_id?: number }) =>
    post<t.ExceptionCase>(`/exceptions/${number}/steps`, body),
  defaults: (note: string) => post<{ applied: number }>("/exceptions/defaults", { note }),
  letter: (number: number) => `/api/v1/exceptions/${number}/letter`,
  stops: () => get<t.List<t.StopEntry>>("/stop-list"),
  stop: (document: number, body: { reason: t.StopEntry["reason"]; note: string; until?: string }) =>
    post<t.List<t.StopEntry>>(`/documents/${document}/stop-entries`, body),
  lift: (entry: number, reason: string) => post<t.List<t.StopEntry>>(`/stop-list/${entry}/lifts`, { reason }),
};

export const matching = {
  rules: (lockbox: string) => get<t.MatchRulesView>(`/match-rules/${id(lockbox)}`),
  set: (lockbox: string, body: t.MatchRules & { version: number; reason: string }) =>
    post<t.MatchRulesView>(`/match-rules/${id(lockbox)}`, body),
  attempt: (lockbox: string, rules: t.MatchRules) =>
    post<t.MatchTrial>(`/match-rules/${id(lockbox)}/trial`, rules),
  payer: (document: number) => get<t.Payer>(`/documents/${document}/payer`),
  mark: (document: number, mark: t.PayerMark) =>
    post<t.Payer>(`/documents/${document}/payer-marks`, mark),
  list: (task: number, text: string) =>
    post<{ rows: t.ListRow[] }>(`/tasks/${task}/list`, { text }),
  divide: (task: number, value: string, version: number) =>
    post<t.Answered>(`/tasks/${task}/answer`, { value, version }),
};

export const people = {
  list: () => get<t.List<t.User>>("/users"),
  roles: () => get<t.List<t.Role>>("/roles"),
  add: (name: string, full_name: string, roles: string[]) =>
    post<{ user: t.User; invitation_url: string }>("/users", { name, full_name, roles }),
  change: (user: t.User) => request<t.User>("PATCH", `/users/${user.id}`, {
    full_name: user.full_name, roles: user.roles, is_active: user.is_active,
    version: user.version,
  }),
  invite: (user: number) => post<t.Invitation>(`/users/${user}/invitation`),
};

export const audit = (filter: {
  batch?: string; entity?: string; entity_key?: string; cursor?: string;
}) => get<t.List<t.AuditEvent>>(`/audit${query({ ...filter, limit: 100 })}`);

export const search = (q: string) => get<t.List<t.SearchHit>>(`/search${query({ q })}`);
export const site = () => get<t.Site>("/site");

export const reports = {
  day: (day: string, form: "csv" | "json") => `/api/v1/reports/day/${id(day)}.${form}`,
  deposits: (day: string) => `/api/v1/reports/deposits/${id(day)}.csv`,
  throughput: (day: string) => `/api/v1/reports/throughput/${id(day)}.csv`,
  hours: (day: string) => get<t.List<t.HourWork>>(`/reports/throughput/${id(day)}.json`),
  tape: (batch: number | string) => `/api/v1/reports/tape/${batch}.csv`,
};

export const custody = {
  get: (day: string) => get<t.Custody>(`/custody/${id(day)}`),
  logPickUp: (day: string, pickUp: t.NewPickUp) =>
    post<{ id: number }>(`/custody/${id(day)}/pick-ups`, pickUp),
  signPickUp: (pickUp: number) => post<{ id: number }>(`/pick-ups/${pickUp}/signature`),
  openBox: (box: { name: string; location: string; retention: string }) =>
    post<{ id: number }>("/boxes", box),
  signDestruction: (box: number) => post<{ id: number }>(`/boxes/${box}/destruction`),
  hold: (hold: { box?: number; unit?: number; kind: string; reason: string }) =>
    post<{ id: number }>("/custody-holds", hold),
  release: (hold: number, reason: string) =>
    post<{ id: number }>(`/custody-holds/${hold}/release`, { reason }),
  setPolicy: (policy: { version: number; date_policy: string; follow_up_days: number;
    retention_days: number[]; reason: string }) => post<t.CustodyPolicy>("/custody-policy", policy),
  instructions: (lockbox: string) => get<t.LockboxInstructions>(`/instructions/${id(lockbox)}`),
  instruct: (lockbox: string, body: { payee: string; version: number; text: string; reason: string }) =>
    post<t.LockboxInstructions>(`/instructions/${id(lockbox)}`, body),
};

type Cash = { bills: number[]; coin_cents: number };
export const units = {
  get: (unit: number) => get<t.UnitDetail>(`/work-units/${unit}`),
  step: (unit: number, body: { event: string; version: number; counted?: number; box?: number;
    batches?: number[]; note?: string }) => post<t.UnitDetail>(`/work-units/${unit}/steps`, body),
  sendAway: (unit: number, body: { flow: string; pieces: number; version: number; reason: string }) =>
    post<t.UnitDetail>(`/work-units/${unit}/departures`, body),
  link: (unit: number, batch: number) =>
    post<t.UnitDetail>(`/work-units/${unit}/batches`, { batch }),
  explain: (unit: number, reason: string) =>
    post<t.UnitDetail>(`/work-units/${unit}/scan-explanations`, { reason }),
  offer: (unit: number, body: { taker: string; pieces: number; version: number;
    on_behalf_reason?: string }) => post<t.UnitDetail>(`/work-units/${unit}/offers`, body),
  take: (unit: number, pieces: number) =>
    post<t.UnitDetail>(`/work-units/${unit}/offers/take`, { pieces }),
  withdraw: (unit: number) => post<t.UnitDetail>(`/work-units/${unit}/offers/withdraw`),
  discover: (unit: number, body: { pieces: number; sort_class: string; note: string }) =>
    post<t.UnitDetail>(`/work-units/${unit}/discoveries`, body),
  findCash: (unit: number, cash: Cash & { note: string }) =>
    post<t.UnitDetail>(`/work-units/${unit}/cash`, cash),
  countCash: (finding: number, cash: Cash) =>
    post<t.UnitDetail>(`/findings/${finding}/counts`, cash),
  witness: (finding: number) => post<t.UnitDetail>(`/findings/${finding}/signature`),
  resolve: (finding: number, text: string, count_stands?: boolean) =>
    post<t.UnitDetail>(`/findings/${finding}/resolution`,
      count_stands === undefined ? { text } : { text, count_stands }),
};
