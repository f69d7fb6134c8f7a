// A double of the service for tests of the screens: its shapes are those of the API, its books are
// in memory, and a test may make it slow, silent or contrary.
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { AddressInfo } from "node:net";
import type * as t from "../../src/api/types";
import { MailRoom } from "./custody";
import * as data from "./data";
import { CounterDouble } from "./counter";
import { LedgerDouble } from "./ledger";
import { CarryDouble } from "./carry";
import { OfficeDouble } from "./office";
import { MasterDouble } from "./master";
import { CreditDouble } from "./credit";
import { ExceptionsDouble } from "./exceptions";
import { WatchDouble } from "./watch";

class Refusal {
  constructor(readonly status: number, readonly detail: string, readonly current?: unknown) {}
}
interface Call { who: data.Person | null; parts: string[]; body: Record<string, unknown>; query: URLSearchParams }
type Answer = { status?: number; body?: unknown; cookie?: string } | Refusal;
type Handler = (call: Call) => Answer;

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
};
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; " +
  "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
export const password = "correct horse battery";

export interface Answered { task: number; value: string; key: string }
export interface Options { amountTasks?: number; couponTask?: boolean; cmc7Task?: boolean; divisionTask?: boolean; demo?: boolean;
  /// A person has to release what balances.
  releasesByPerson?: boolean }

export class Double {
  url = "";
  isDown = false;
  /// Before every answer of the API.
  delayMs = 0;
  /// Before every picture.
  pictureDelayMs = 0;
  /// Tasks whose answers are refused, and how.
  readonly contrary = new Map<number, Refusal>();
  readonly answers: Answered[] = [];
  readonly signedIn = new Map<string, data.Person>();
  people = data.people();
  batches = data.batches();
  tasks = data.tasks();
  deposits: t.DepositDetail[] = [data.depositOf(41, 9, [[2, 37095]], "sam")];
  dayState = "open";
  carries = new CarryDouble();
  dayVersion = 1;
  hasProvisional = false;
  /// Items that a person keeps out of deposits, with who and why.
  readonly keptBack = new Map<string, string>();
  matchRules = data.matchRules();
  readonly exceptions = new ExceptionsDouble();
  readonly ledger = new LedgerDouble();
  readonly counter = new CounterDouble();
  readonly office = new OfficeDouble();
  readonly master = new MasterDouble();
  readonly watch = new WatchDouble();
  readonly credit = new CreditDouble();
  reopening: t.DayDetail["reopening"] = null;
  mail = new MailRoom();
  daySteps: t.DayDetail["steps"] = [];
  run: t.JobRun | null = null;
  private readonly kept = new Map<string, Answer>();
  private readonly streams = new Set<ServerResponse>();
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private readonly demo: boolean;

  constructor(private readonly dist: string, private readonly pictures: string, options: Options = {}) {
    this.demo = options.demo ?? true;
    if (options.couponTask) this.tasks = [data.couponTask()];
    if (options.cmc7Task) this.tasks = [data.cmc7Task()];
    if (options.divisionTask) this.tasks = [data.divisionTask()];
    const balanced = this.batches.find((one) => one.id === 10);
    if (options.releasesByPerson && balanced) balanced.waits_for_release = true;
    if (options.amountTasks) this.fillWithAmounts(options.amountTasks);
  }

  private fillWithAmounts(count: number): void {
    const [first] = data.tasks();
    if (!first) return;
    this.tasks = Array.from({ length: count }, (_, at) => ({
      ...first, id: at + 1, sequence: at + 1, document_id: 1200 + (at % 14), suggestions: [],
    }));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }
  async stop(): Promise<void> {
    for (const stream of this.streams) stream.end();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
  tell(name: string): void {
    for (const stream of this.streams) stream.write(`event: ${name}\ndata: {}\n\n`);
  }
  static refusal(status: number, detail: string, current?: unknown): Refusal {
    return new Refusal(status, detail, current);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.isDown) { request.socket.destroy(); return; }
    const url = new URL(request.url ?? "/", "http://double");
    response.setHeader("Content-Security-Policy", policy);
    if (!url.pathname.startsWith("/api/v1/")) { this.serveFile(url.pathname, response); return; }
    const path = url.pathname.slice("/api/v1".length);
    if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (path === "/events") { this.stream(response); return; }
    const picture = /^\/documents\/(\d+)\/images\/(front|rear)$/.exec(path);
    if (picture && this.pictureDelayMs) await new Promise((resolve) => setTimeout(resolve, this.pictureDelayMs));
    if (picture) { this.servePicture(Number(picture[1]), picture[2] ?? "", response); return; }
    const who = this.signedIn.get(/lockbox=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? "") ?? null;
    let text = "";
    for await (const piece of request) text += piece;
    this.send(response, this.answer(request, path, who, text, url.searchParams));
  }

  private serveFile(path: string, response: ServerResponse): void {
    const name = extname(path) ? path : "/index.html";
    try {
      const bytes = readFileSync(join(this.dist, name));
      response.setHeader("Content-Type", types[extname(name)] ?? "application/octet-stream");
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  }
  private servePicture(id: number, side: string, response: ServerResponse): void {
    const fronts = ["coupon1", "check1", "coupon4", "check2", "coupon1", "check3", "coupon4", "check4", "coupon1", "check5"];
    const front = id === data.couponLineDocument ? "coupon_line" : id === data.cmc7Document ? "check_cmc7" : fronts[((id % 100) + 9) % 10] ?? "check1";
    const name = side === "rear" ? "rear" : front;
    response.setHeader("Content-Type", "image/png");
    response.end(readFileSync(join(this.pictures, `${name}.png`)));
  }
  private stream(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(": hello\n\n");
    this.streams.add(response);
    response.on("close", () => this.streams.delete(response));
  }

  private answer(request: IncomingMessage, path: string, who: data.Person | null, text: string,
    query: URLSearchParams): Answer {
    const method = request.method ?? "GET";
    const isPublic = path === "/session" || path.startsWith("/invitations/");
    if (method !== "GET" && request.headers["x-lockbox"] !== "1") return new Refusal(403, "X-Lockbox is missing.");
    if (!who && !isPublic) return new Refusal(401, "Sign in first.");
    const key = String(request.headers["idempotency-key"] ?? "");
    if (method === "POST" && path !== "/session" && !key) return new Refusal(400, "Idempotency-Key is missing.");
    const known = this.kept.get(key);
    if (key && known) return known;
    const body = text ? JSON.parse(text) as Record<string, unknown> : {};
    const told = this.ledger.answer(method, path, body, query, who) ?? this.counter.answer(method, path, body, who)
      ?? this.office.answer(method, path, body, query, who) ?? this.master.answer(method, path, body, who)
      ?? this.watch.answer(method, path, body, who) ?? this.credit.answer(method, path, body, query, who)
      ?? this.exceptions.answer(method, path, body, query, who) ?? this.mail.answer(method, path, body, who);
    if (told) {
      const answer = "refusal" in told ? new Refusal(told.status, told.refusal) : told;
      if (key) this.kept.set(key, answer);
      return answer;
    }
    for (const [pattern, handler] of this.routes(key)) {
      const found = new RegExp(`^${pattern}$`).exec(`${method} ${path}`);
      if (!found) continue;
      const answer = handler({ who, body, query, parts: found.slice(1).map(decodeURIComponent) });
      if (key) this.kept.set(key, answer);
      return answer;
    }
    return new Refusal(404, `There is no ${path}.`);
  }
  private send(response: ServerResponse, answer: Answer): void {
    if (answer instanceof Refusal) {
      response.writeHead(answer.status, { "Content-Type": "application/problem+json" });
      response.end(JSON.stringify({ type: "about:blank", title: "Refused", status: answer.status,
        detail: answer.detail, ...(answer.current === undefined ? {} : { current: answer.current }) }));
      return;
    }
    if (answer.cookie) response.setHeader("Set-Cookie", answer.cookie);
    response.writeHead(answer.status ?? (answer.body === undefined ? 204 : 200), { "Content-Type": "application/json" });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  private routes(key: string): [string, Handler][] {
    const list = (items: unknown[]): Answer => ({ body: { items, next: null } });
    return [
      ["POST /session", ({ body }) => this.signIn(body)],
      ["GET /session", ({ who }) => who ? { body: data.meOf(who, this.demo) } : new Refusal(401, "Not signed in.")],
      ["DELETE /session", ({ who }) => {
        for (const [cookie, one] of this.signedIn) if (one === who) this.signedIn.delete(cookie);
        return {};
      }],
      ["GET /invitations/(\\w+)", ({ parts }) => parts[0] === "gone" ? new Refusal(404, "This invitation was used or has ended.")
        : { body: { name: "lee", full_name: "Lee Park", needs: "password" } }],
      ["POST /invitations/\\w+/totp", () => ({ body: { secret: "JBSW Y3DP EHPK 3PXP", uri: "otpauth://totp/Lockbox:lee" } })],
      ["POST /invitations/\\w+", () => ({})],
      ["POST /session/password", ({ body, who }) => body["current_password"] === password
        ? { body: who && data.meOf(who, this.demo) } : new Refusal(422, "This is not your password.")],
      ["GET /work", ({ who }) => ({ body: this.work(who) })],
      ["GET /batches", () => list(this.batches)],
      ["GET /batches/(\\d+)", ({ parts, who }) => this.batch(Number(parts[0]), who)],
      ["GET /batches/(\\d+)/diagnosis", ({ parts }) => {
        const found = this.batches.find((one) => one.id === Number(parts[0]));
        return found ? { body: data.diagnosisOf(found) } : new Refusal(404, "There is no such batch.");
      }],
      ["POST /batches/(\\d+)/control", (call) => this.correct(call)],
      ["POST /batches/(\\d+)/(hold|return|resumption)s", (call) => this.decide(call)],
      ["POST /batches/(\\d+)/force", (call) => this.force(call)],
      ["POST /batches/(\\d+)/release", (call) => this.release(call)],
      ["POST /batches/(\\d+)/deposits", (call) => this.build(call)],
      ["GET /scan-jobs", () => list([
        { name: "utility", folder: "/var/spool/lockbox/utility", lockbox: "UTIL", waiting: 3,
          running: this.run?.state === "running" ? this.run : null },
        { name: "parking", folder: "/var/spool/lockbox/parking", lockbox: "PARK", waiting: 0, running: null },
      ])],
      ["POST /scan-jobs/(\\w+)/runs", ({ parts }) => this.startRun(parts[0] ?? "")],
      ["GET /job-runs/\\d+", () => ({ body: this.run })],
      ["GET /tasks", () => list(this.tasks)],
      ["POST /leases", ({ body }) => this.lease(body)],
      ["POST /leases/renew", () => ({ body: { until: new Date(Date.now() + 120000).toISOString() } })],
      ["POST /leases/give-back", () => ({})],
      ["POST /batches/(\\d+)/accepted-pictures", (call) => this.acceptPicture(call)],
      ["POST /batches/(\\d+)/kinds", (call) => this.correctKind(call)],
      ["POST /tasks/(\\d+)/answer", (call) => this.take(call, key)],
      ["POST /tasks/\\d+/correct", ({ body }) => body["reason"] ? { body: {} } : new Refusal(422, "Say why.")],
      ["GET /documents/(\\d+)/symbols", () => ({ body: data.seenLine() })],
      ["GET /documents/(\\d+)", ({ parts }) => {
        const record = data.recordOf(Number(parts[0]), this.batches);
        return record ? { body: record } : new Refusal(404, "There is no such document.");
      }],
      ["GET /documents/\\d+/payer", () => ({ body: data.payer })],
      ["POST /documents/\\d+/payer-marks", ({ body }) => body["reason"]
        ? { body: { ...data.payer, is_consolidator: body["kind"] === "consolidator", links: [] } } : new Refusal(422, "Say why.")],
      ["POST /tasks/\\d+/list", () => ({ body: { rows: data.listRows } })],
      ["GET /match-rules/\\w+", () => ({ body: this.matchRules })],
      ["POST /match-rules/\\w+", ({ body, who }) => this.setRules(body, who?.name ?? "")],
      ["POST /match-rules/\\w+/trial", () => ({ body: data.matchTrial })],
      ["GET /deposits", ({ who, query }) => list(this.deposits
        .filter((one) => query.get("unsettled") !== "true" || ["draft", "awaiting_approval", "approved", "sent"].includes(one.state))
        .map((one) => this.seenBy(one, who)))],
      ["GET /deposits/\\w+/(\\d+)", ({ parts, who }) => {
        const found = this.deposits.find((one) => one.ticket === Number(parts[0]));
        return found ? { body: this.seenBy(found, who) } : new Refusal(404, "There is no such deposit.");
      }],
      ["POST /deposits/\\w+/(\\d+)/approve", (call) => this.approve(call)],
      ["POST /deposits/\\w+/(\\d+)/(submit|return|send|confirm|adjust|reject|cancel)", (call) => this.stepDeposit(call)],
      ["GET /plan", () => list(this.plans())],
      ["GET /deposit-plan", () => ({ body: data.dayPlanOf(this.batches, this.deposits, this.keptBack) })],
      ["POST /deposit-plan", (call) => this.buildPlan(call)],
      ["POST /deposit-plan/(keep|put)-back", ({ parts, body, who }) => {
        const name = `${body["batch"]}/${body["sequence"]}`;
        if (parts[0] === "keep") this.keptBack.set(name, `${who?.name} keeps it back: ${body["reason"]}`);
        else this.keptBack.delete(name);
        return { body: {} };
      }],
      ["GET /days", () => list([{ day: data.day, state: this.dayState, version: this.dayVersion },
        { day: "2026-11-20", state: "closed", version: 3 }])],
      ["GET /days/[\\d-]+/cut-offs", () => ({ body: data.cutOffs })],
      ["GET /reports/throughput/[\\d-]+.json", () => list(data.hours)],
      ["GET /days/([\\d-]+)", () => ({ body: this.day() })],
      ["GET /days/[\\d-]+/carries", () => ({ body: this.carries.today })],
      ["POST /days/[\\d-]+/carries", ({ body, who }) => {
        const fault = this.carries.carry(body, who?.name ?? "");
        return fault ? new Refusal(422, fault) : { body: this.carries.today };
      }],
      ["POST /days/[\\d-]+/carries/(\\d+)/take-back", ({ parts }) => {
        this.carries.takeBack(Number(parts[0]));
        return { body: this.carries.today };
      }],
      ["GET /days/[\\d-]+/tie", () => ({ body: data.tieOf(this.deposits, this.batches) })],
      ["GET /days/[\\d-]+/tie/(\\d+)", ({ parts }) => list(data.tieParts(Number(parts[0])))],
      ["GET /days/[\\d-]+/packets", () => list(this.packets())],
      ["POST /days/[\\d-]+/packets", () => { this.hasProvisional = true; return list(this.packets()); }],
      ["POST /days/[\\d-]+/(cut-off|close|reopen|reopen/decline)", (call) => this.stepDay(call)],
      ["GET /accounts", ({ query }) => list(data.accounts.filter((one) =>
        `${one.name} ${one.account}`.toLowerCase().includes((query.get("q") ?? "").toLowerCase())))],
      ["GET /accounts/(\\w+)", ({ parts }) => this.account(parts[0] ?? "")],
      ["POST /accounts/\\w+/reveal", () => ({ body: { account: "5104062417" } })],
      ["POST /account-files", ({ body }) => this.importAccounts(String(body["text"]))],
      ["GET /users", () => list(this.people.map(({ code: _, ...user }) => user))],
      ["POST /users", ({ body }) => this.addUser(body)],
      ["PATCH /users/(\\d+)", ({ parts, body }) => {
        const one = this.people.find(({ id }) => id === Number(parts[0]));
        return one ? { body: Object.assign(one, body, { version: one.version + 1 }) } : new Refusal(404, "Nobody.");
      }],
      ["POST /users/\\d+/invitation", () => ({ body: { invitation_url: "/invitation/abc123", expires: "2026-11-26T15:00:00.000Z" } })],
      ["GET /roles", () => list(data.roles)],
      ["GET /audit", () => list(data.audit)],
      ["GET /search", ({ query }) => list(this.search(query.get("q") ?? ""))],
      ["GET /site", () => ({ body: data.siteFile })],
    ];
  }

  private setRules({ version, reason, ...rules }: Record<string, unknown>, set_by: string): Answer {
    if (version !== this.matchRules.version) return new Refusal(409, "The rules have changed meanwhile.", this.matchRules);
    const next = Number(version) + 1;
    const set = { version: next, rules: rules as unknown as t.MatchRules, set_by, set_at: "2026-11-23T15:40:00.000Z", reason: String(reason) };
    this.matchRules = { ...this.matchRules, version: next, rules: set.rules, versions: [set, ...this.matchRules.versions] };
    return { body: this.matchRules };
  }
  private signIn(body: Record<string, unknown>): Answer {
    const one = this.people.find(({ name }) => name === body["name"]);
    if (!one || body["password"] !== password) return new Refusal(401, "Name or password is wrong.");
    if (one.code && body["totp_code"] === undefined) return new Refusal(428, "code wanted");
    if (one.code && body["totp_code"] !== one.code) return new Refusal(401, "The code is wrong.");
    const cookie = `c${Math.random().toString(36).slice(2)}`;
    this.signedIn.set(cookie, one);
    return { body: data.meOf(one, this.demo), cookie: `lockbox=${cookie}; HttpOnly; SameSite=Strict; Path=/` };
  }
  private work(who: data.Person | null): t.Work {
    const may = new Set(who ? data.meOf(who, this.demo).rights : []);
    const lines: t.WorkLine[] = [];
    const open = this.tasks.length;
    if (may.has("key") && open) lines.push({ kind: "key", count: open, text: `Key ${open} fields of batch 12`, href: "/key?batch=12" });
    if (may.has("balance")) lines.push({ kind: "balance", count: 1, text: "Batch 11 is 0.72 short", href: "/batches/11" });
    if (may.has("build_deposit")) lines.push({ kind: "build", count: 1, text: "Batch 10 is ready for its deposit", href: "/deposits" });
    if (may.has("approve_deposit")) lines.push({ kind: "approve", count: 1, text: "Approve ticket 41, 370.95", href: "/deposits/UTIL/41" });
    return { lines, mine: { keyed_today: this.answers.length } };
  }
  private batch(id: number, who: data.Person | null): Answer {
    const found = this.batches.find((one) => one.id === id);
    const mayForce = who !== null && data.meOf(who, this.demo).rights.includes("force");
    if (found) found.may_release = found.waits_for_release && mayForce;
    return found ? { body: found } : new Refusal(404, `There is no batch ${id}.`);
  }
  private correct({ parts, body }: Call): Answer {
    const found = this.batches.find((one) => one.id === Number(parts[0]));
    if (!found) return new Refusal(404, "There is no such batch.");
    if (body["version"] !== found.version) return new Refusal(409, "Somebody else changed this batch. Look again.", found);
    const to = { documents: Number(body["documents"]), amount_cents: Number(body["amount_cents"]) };
    found.corrections = [...found.corrections, { from: found.declared, to, corrected_by: "maria", reason: String(body["reason"]) }];
    found.declared = to;
    found.difference = { documents: found.counted.documents - to.documents, amount_cents: found.counted.amount_cents - to.amount_cents };
    found.balanced = found.difference.amount_cents === 0 && found.open_tasks === 0;
    found.sentence = found.balanced ? `Batch ${found.id} is in balance.` : found.sentence;
    if (found.balanced) found.differences = [];
    ++found.version;
    return { body: found };
  }
  private decide({ parts, body, who }: Call): Answer {
    const found = this.batches.find((one) => one.id === Number(parts[0]));
    if (!found) return new Refusal(404, "There is no such batch.");
    const kind = parts[1] === "resumption" ? "resume" : parts[1] as t.DecisionKind;
    found.decisions = [...found.decisions, { sequence: Number(body["sequence"]), kind,
      reason: String(body["reason"]), decided_by: who?.name ?? "" }];
    return { body: found };
  }
  private force({ parts, body, who }: Call): Answer {
    const found = this.batches.find((one) => one.id === Number(parts[0]));
    if (!found?.difference) return new Refusal(404, "There is no such batch.");
    if (body["version"] !== found.version) return new Refusal(409, "Somebody else changed this batch. Look again.", found);
    found.accepted_differences = [{ ...found.difference, accepted_by: who?.name ?? "", reason: String(body["reason"]), holds: true }];
    found.balanced = true;
    return { body: found };
  }
  private release({ parts, body, who }: Call): Answer {
    const found = this.batches.find((one) => one.id === Number(parts[0]));
    if (!found?.waits_for_release) return new Refusal(409, "This batch is released already.", found);
    found.releases = [...found.releases, { documents: found.counted.documents, amount_cents: found.counted.amount_cents,
      released_by: who?.name ?? "", note: String(body["note"] ?? "") }];
    found.waits_for_release = found.may_release = false;
    return { body: found };
  }
  private plans(): t.Plan[] {
    return this.batches.filter((one) => one.deposits.length === 0).map((one) => ({
      batch: one.id, unplaceable: [], ready: one.balanced, reason: one.balanced ? "" : one.sentence,
      deposits: [{ deposit_account: "\u2022\u2022\u2022\u20224471", items: one.tape.filter((line) => line.amount_cents).length,
        total_cents: one.counted.amount_cents }],
    }));
  }
  private build({ parts, who }: Call): Answer {
    const found = this.batches.find((one) => one.id === Number(parts[0]));
    if (!found?.balanced) return new Refusal(422, "The batch is out of balance. Balance it first.");
    const lines = found.tape.flatMap((line): [number, number][] => line.amount_cents ? [[line.sequence, line.amount_cents]] : []);
    const made = data.depositOf(41 + this.deposits.length, found.id, lines, who?.name ?? "");
    this.deposits.push(made);
    found.deposits = [made];
    return { body: { deposits: [made], unplaceable: [] } };
  }
  /// One draft of the account, as the plan says.
  private buildPlan({ body, who }: Call): Answer {
    const plan = data.dayPlanOf(this.batches, this.deposits, this.keptBack);
    if (body["token"] !== plan.token) return new Refusal(409, "The plan has changed since it was shown; look at it again, then build it.", plan);
    const lines = plan.deposits.flatMap((one) => one.items);
    const draft = this.deposits.find((one) => one.state === "draft");
    const made = draft ?? data.depositOf(41 + this.deposits.length, lines[0]?.batch ?? 0, [], who?.name ?? "");
    const total = lines.reduce((sum, one) => sum + one.amount_cents, 0);
    Object.assign(made, { state: "draft", version: made.version + 1, items: lines.length, total_cents: total,
      deposit_account: "OPERATING-UTILITY", batches: [...new Set(lines.map((one) => one.batch))], files: [],
      sums: { items_cents: total, ledger_cents: 0, ticket_cents: total }, steps: draft ? made.steps : [],
      lines: lines.map(({ batch, sequence, amount_cents }) => ({ batch, sequence, amount_cents, document_id: batch * 100 + sequence })) });
    if (!draft) this.deposits.push(made);
    return { status: 201, body: { deposits: [this.seenBy(made, who)] } };
  }
  private stepDeposit({ parts, body, who }: Call): Answer {
    const found = this.deposits.find((one) => one.ticket === Number(parts[0]));
    if (!found) return new Refusal(404, "There is no such deposit.");
    if (body["version"] !== found.version) return new Refusal(409, "The deposit has changed meanwhile; look at it again.", found);
    const event = parts[1] === "return" ? "return_to_draft" : parts[1];
    const next = data.stepsFrom(found.state).find(([name]) => name === event);
    if (!next) return new Refusal(409, `The state '${found.state}' does not allow '${event}'.`, found);
    if (event === "send" && !body["bag"]) return new Refusal(422, "Paper goes to the bank in a sealed bag; give the number of the bag.");
    const { version: _, adjustments, ...said } = body;
    found.state = next[1];
    found.version += 1;
    found.steps.push({ event: String(event), actor: who?.name ?? "", at: "2026-11-23T16:00:00.000Z", reason: "", ...said });
    for (const one of (adjustments ?? []) as Record<string, unknown>[]) {
      found.adjustments.push({ reason: one["reason"] as t.AdjustmentReason, amount_cents: Number(one["amount_cents"]),
        item: one["batch"] ? { batch: Number(one["batch"]), sequence: Number(one["sequence"]) } : null, note: "", recorded_by: who?.name ?? "" });
    }
    found.adjusted_cents = found.adjustments.reduce((sum, one) => sum + one.amount_cents, 0);
    if (body["confirmed_cents"] !== undefined) found.confirmed_cents = Number(body["confirmed_cents"]);
    found.sums = { ...found.sums, ledger_cents: ["draft", "rejected", "cancelled"].includes(found.state) ? 0 : found.total_cents };
    return { body: this.seenBy(found, who) };
  }
  private seenBy(one: t.DepositDetail, who: data.Person | null): t.DepositDetail {
    const may = who !== null && data.meOf(who, this.demo).rights.includes("approve_deposit") && one.prepared_by !== who.name;
    const note = one.prepared_by === who?.name
      ? "You built this deposit, so someone else must approve it: Theo Grant or Sam Okafor."
      : may ? "" : "You may not approve deposits. Theo Grant or Sam Okafor may.";
    const rights = who ? data.meOf(who, this.demo).rights : [];
    const steps = data.stepsFrom(one.state).map(([event]) => event)
      .filter((event) => event !== "approve" && rights.includes(["confirm", "adjust", "reject"].includes(event) ? "approve_deposit" : "build_deposit"));
    const isOut = one.state === "approved" || one.state === "sent";
    return { ...one, may_approve: may && one.state === "awaiting_approval", approval_note: note, may: steps,
      in_transit_cents: isOut ? one.total_cents : 0,
      in_transit_since: isOut ? one.steps.at(-1)?.at ?? "2026-11-23T16:00:00.000Z" : null };
  }
  private approve({ parts, body, who }: Call): Answer {
    const found = this.deposits.find((one) => one.ticket === Number(parts[0]));
    if (!found) return new Refusal(404, "There is no such deposit.");
    if (!this.seenBy(found, who).may_approve) return new Refusal(403, "Someone else must approve it.");
    if (body["total_cents"] !== found.total_cents) return new Refusal(409, "The total has changed. Look again.", found);
    found.state = "approved";
    found.version += 1;
    found.steps.push({ event: "approve", actor: who?.name ?? "", at: "2026-11-23T15:50:00.000Z", reason: "" });
    found.approved_by = who?.name ?? null;
    return { body: this.seenBy(found, who) };
  }
  private packets(): t.Packet[] {
    const closer = this.daySteps.find(({ event }) => event === "close");
    return [...(closer ? [data.packetOf(closer.actor)] : []), ...(this.hasProvisional ? [data.packetOf(null)] : [])];
  }
  private day(): t.DayDetail {
    return { ...data.dayOf(this.dayState, this.dayVersion, this.daySteps, this.deposits, this.batches),
      carried_forward_cents: this.carries.carriedCents,
      unworked_by_age: this.mail.ages(), reopening: this.reopening };
  }
  private stepDay({ parts, body, who }: Call): Answer {
    if (body["version"] !== this.dayVersion) return new Refusal(409, "Somebody else changed this day. Look again.", this.day());
    if (parts[0] === "close" && !this.day().may_close) return new Refusal(422, "The day cannot be closed: a deposit awaits approval.");
    if (parts[0]?.startsWith("reopen") && !this.mayReopen(parts[0], body, who)) return this.reopenAnswer(body, who);
    this.dayState = { "cut-off": "cut_off", close: "closed", reopen: "reopened" }[parts[0] ?? ""] ?? this.dayState;
    ++this.dayVersion;
    this.daySteps = [...this.daySteps, { event: String(parts[0]).replace("-", "_"), actor: who?.name ?? "",
      at: `2026-11-23T22:0${this.dayVersion}:00.000Z`, reason: this.reopening?.reason ?? String(body["reason"] ?? ""),
      asked_by: this.reopening?.asked_by ?? null }];
    this.reopening = null;
    return { body: this.day() };
  }
  /// Whether this very call opens the day: somebody asked, and another person agrees.
  private mayReopen(step: string, body: Record<string, unknown>, who: data.Person | null): boolean {
    return step === "reopen" && this.reopening !== null && this.reopening.asked_by !== who?.name && body !== null;
  }
  private reopenAnswer(body: Record<string, unknown>, who: data.Person | null): Answer {
    const reason = String(body["reason"] ?? "");
    if (this.reopening && this.reopening.asked_by === who?.name && !reason)
      return new Refusal(403, "You asked for it; another person must agree.");
    this.reopening = this.reopening ? null : { asked_by: who?.name ?? "", at: "2026-11-23T22:05:00.000Z", reason };
    ++this.dayVersion;
    return { body: this.day() };
  }
  private startRun(job: string): Answer {
    this.run = { id: 1, job, state: "running", stage: "reading", done: 92, total: 148, batch_id: null, detail: "",
      money_read_cents: 1120844, last_documents: [1202, 1201, 1204],
      alerts: [{ sequence: 88, code: "double_feed", message: "Two papers went through together", action: "Scan papers 87 and 88 again" }], quality: [] };
    return { status: 202, body: this.run };
  }
  private lease(body: Record<string, unknown>): Answer {
    const fit = this.tasks.filter((task) => (body["batch"] === undefined || task.batch === body["batch"]) &&
      (body["field"] === undefined || task.field === body["field"]) &&
      (body["virtual_batch"] !== "Checks alone" || task.field === "account"));
    const most = Number(body["at_most"]);
    return { body: { items: fit.slice(0, most), until: new Date(Date.now() + 120000).toISOString(),
      remaining: Math.max(0, fit.length - most) } };
  }
  private take({ parts, body }: Call, key: string): Answer {
    const id = Number(parts[0]);
    const task = this.tasks.find((one) => one.id === id);
    const refusal = this.contrary.get(id);
    if (refusal) { this.contrary.delete(id); return refusal; }
    if (!task) return new Refusal(409, "Theo Grant has answered this already.", null);
    if (task.field === "micr" && !/^([\d\u2446-\u2449]+|[\da-e]+)$/.test(String(body["value"])))
      return new Refusal(422, "Symbol 10 of the MICR line is not E-13B.");
    this.answers.push({ task: id, value: String(body["value"]), key });
    this.tasks = this.tasks.filter((one) => one !== task);
    const batch = this.batches.find((one) => one.id === task.batch);
    if (batch) {
      batch.open_tasks = this.tasks.length;
      if (task.field === "amount") batch.counted = { ...batch.counted, amount_cents: batch.counted.amount_cents + Number(body["value"]) };
      if (batch.declared) batch.difference = { documents: 0, amount_cents: batch.counted.amount_cents - batch.declared.amount_cents };
    }
    return { body: { task: { ...task, state: "answered" }, batch, transaction: data.recordOf(task.document_id, this.batches)?.transaction } };
  }
  private acceptPicture({ who, parts, body }: Call): Answer {
    const batch = this.batches.find(({ id }) => id === Number(parts[0]));
    if (!batch || !who) return new Refusal(404, "There is no such batch.");
    if (!data.meOf(who, this.demo).rights.includes("force"))
      return new Refusal(403, "You may not accept a refused picture.");
    const [sequence, reason] = [Number(body["sequence"]), String(body["reason"])];
    batch.accepted_pictures = [...batch.accepted_pictures, { sequence, reason, accepted_by: who.name }];
    return { body: batch };
  }
  private correctKind({ who, parts, body }: Call): Answer {
    const batch = this.batches.find(({ id }) => id === Number(parts[0]));
    if (!batch || !who) return new Refusal(404, "There is no such batch.");
    batch.kind_corrections = [...batch.kind_corrections, { sequence: Number(body["sequence"]),
      kind: body["kind"] as t.PaperKind, reason: String(body["reason"]), corrected_by: who.name }];
    return { body: batch };
  }
  private account(ref: string): Answer {
    const found = data.accounts.find((one) => one.ref === ref);
    if (!found) return new Refusal(404, "There is no such account.");
    return { body: { ...found, lockbox: "UTIL", deposit_account: "OPERATING-UTILITY", successor: null, is_merged: false,
      charges: [{ code: "WATER", due_on: "2026-12-05", amount_cents: found.balance_due_cents }], payments: [{ batch: 9, business_day: data.day, transaction: 1, state: "deposited",
      amount_cents: 37095, ticket: 41, document_ids: [901, 902] }] } };
  }
  private importAccounts(text: string): Answer {
    const lines = text.trim().split("\n").slice(1);
    const bad_lines = lines.flatMap((line, at) => line.split(",").length < 9
      ? [{ line: at + 2, reason: "This line has too few columns." }] : []);
    return { body: { accounts: lines.length, unchanged: false, bad_lines, conflicts: 0 } };
  }
  private addUser(body: Record<string, unknown>): Answer {
    const user = { id: this.people.length + 1, name: String(body["name"]), full_name: String(body["full_name"]),
      roles: body["roles"] as string[], is_active: true, version: 1, code: null };
    this.people = [...this.people, user];
    return { body: { user, invitation_url: "/invitation/abc123" } };
  }
  private search(text: string): t.SearchHit[] {
    return this.batches.filter((one) => `batch ${one.id}`.includes(text.toLowerCase()))
      .map((one) => ({ kind: "batch", text: `Batch ${one.id}`, href: `/batches/${one.id}` }));
  }
}
