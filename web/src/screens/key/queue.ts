// The queue of tasks in a person's hands.  It runs ahead of the service: tasks are leased before
// they are needed, and answers go out on their own while the next item is keyed.
import { signal } from "@preact/signals";
import { tasks as taskCalls } from "../../api/calls";
import { Problem } from "../../api/client";
import type { Outbox } from "../../api/outbox";
import type { Answered, Leased, Task, TaskFilter } from "../../api/types";
import { freshDraft, judge, typeCharacter } from "./draft";
import type { Draft } from "./draft";
import type { WayBack } from "./send_back";

export interface TapeEntry { task: number; sequence: number; text: string; cents: number | null }
export interface Message { tone: "bad" | "warn" | "plain"; text: string }
interface Held { task: Task; draft: Draft; value: string }

export interface Leases {
  lease: (filter: TaskFilter, atMost: number) => Promise<Leased>;
  renew: () => Promise<{ until: string }>;
  giveBack: (task: number | null) => Promise<void>;
}

const leasedMax = 10;
const aheadMin = 7;
/// The last answer stays here this long, so that it can be taken back.
export const holdMs = 4000;
const renewMs = 40_000;

export class KeyQueue {
  readonly tasks = signal<Task[]>([]);
  readonly draft = signal<Draft | null>(null);
  readonly message = signal<Message | null>(null);
  readonly tape = signal<TapeEntry[]>([]);
  readonly state = signal<"loading" | "keying" | "done" | "problem">("loading");
  readonly done = signal(0);
  /// Open tasks beyond those leased here, at the last look.
  readonly beyond = signal(0);
  readonly held = signal<Held | null>(null);
  readonly answered = signal<Answered | null>(null);
  /// The id of the field of a MICR line that is to get the focus.
  readonly focusPart = signal<string | null>(null);

  private readonly pending = new Set<number>();
  /// Versions that were answered here: a lease that was on its way meanwhile may still name them.
  private readonly settled = new Map<number, number>();
  private isLeasing = false;
  /// Something changed while a lease was on its way, so that what it brings is not the last word.
  private isOutdated = false;
  private isClosed = false;
  private holdTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly renewTimer: ReturnType<typeof setInterval>;

  constructor(
    private readonly filter: TaskFilter,
    private readonly outbox: Outbox,
    private readonly refuse: (text: string) => void,
    private readonly leases: Leases = taskCalls,
    /// Puts off what need not happen before the next picture is on the screen.
    private readonly putOff: (run: () => void) => void = (run) => run(),
  ) {
    this.renewTimer = setInterval(() => {
      if (this.tasks.value.length > 0) void this.leases.renew().catch(() => {});
    }, renewMs);
    void this.topUp();
  }

  get current(): Task | null { return this.tasks.value[0] ?? null; }
  get left(): number { return this.tasks.value.length + this.beyond.value; }

  /// Leases more when few are left; those on their way out are not shown again.
  async topUp(): Promise<void> {
    if (this.isLeasing) {
      this.isOutdated = true;
      return;
    }
    if (this.isClosed || this.tasks.value.length >= aheadMin) return;
    this.isLeasing = true;
    this.isOutdated = false;
    let isFuller = false;
    try {
      const got = await this.leases.lease(this.filter, leasedMax);
      if (this.isClosed) return;
      isFuller = this.admit(got);
    } catch (error) {
      this.leaseFailed(error);
    } finally {
      this.isLeasing = false;
    }
    // A fast hand took items meanwhile, or an answer that arrived has brought new ones.
    if (isFuller || this.isOutdated) await this.topUp();
  }

  /// Whether it brought any that were not here yet.
  private admit(got: Leased): boolean {
    const known = new Set([...this.tasks.value.map(({ id }) => id), ...this.pending]);
    if (this.held.value) known.add(this.held.value.task.id);
    const fresh = got.items.filter(({ id, version }) =>
      !known.has(id) && version > (this.settled.get(id) ?? -1));
    this.beyond.value = got.remaining;
    if (fresh.length > 0) {
      const wasEmpty = this.tasks.value.length === 0;
      this.tasks.value = [...this.tasks.value, ...fresh];
      if (wasEmpty) this.begin();
    }
    // While answers are on their way, the service may still name new tasks.
    const isOver = this.tasks.value.length === 0 && this.pending.size === 0 && !this.isOutdated;
    this.state.value = isOver ? "done" : this.tasks.value.length > 0 ? "keying" : "loading";
    return fresh.length > 0;
  }

  private leaseFailed(error: unknown): void {
    const problem = error instanceof Problem ? error : new Problem(0, "", String(error));
    this.isOutdated = false;
    if (problem.isPassing || problem.status === 401) {
      setTimeout(() => void this.topUp(), 2000);
      if (this.tasks.value.length === 0) this.say("warn", problem.detail);
      return;
    }
    this.say("bad", problem.detail);
    if (this.tasks.value.length === 0) this.state.value = "problem";
  }

  private begin(draft?: Draft): void {
    const task = this.current;
    this.draft.value = task ? draft ?? freshDraft(task) : null;
    this.focusPart.value = null;
  }

  say(tone: Message["tone"], text: string): void { this.message.value = { tone, text }; }

  /// A character that was typed for the task in hand.
  type(character: string): void {
    if (this.draft.value) this.edit(typeCharacter(this.draft.value, character));
  }

  edit(draft: Draft): void {
    this.draft.value = draft;
    this.message.value = null;
    const refusal = draft.field === "amount" ? draft.amount.refusal : null;
    if (refusal) {
      this.say("bad", refusal);
      this.refuse(refusal);
    }
  }

  accept(): void {
    const [task, draft] = [this.current, this.draft.value];
    if (!task || !draft) return;
    const verdict = judge(draft, task);
    if (verdict.is === "refused") {
      this.focusPart.value = verdict.focus ?? null;
      this.say("bad", verdict.text);
      this.refuse(verdict.text);
      return;
    }
    if (verdict.is === "doubted") {
      this.draft.value = verdict.draft;
      this.say("warn", verdict.text);
      this.refuse(verdict.text);
      return;
    }
    this.message.value = null;
    this.flush();
    this.hold({ task, draft, value: verdict.value });
    const entry = { task: task.id, sequence: task.sequence, text: verdict.text, cents: verdict.cents };
    this.tape.value = [...this.tape.value, entry];
    this.advance();
  }

  private advance(): void {
    this.done.value += 1;
    this.tasks.value = this.tasks.value.slice(1);
    this.begin();
    if (this.tasks.value.length === 0) this.state.value = "loading";
    this.putOff(() => void this.topUp());
  }

  private hold(held: Held): void {
    this.held.value = held;
    this.holdTimer = setTimeout(() => this.flush(), holdMs);
  }

  /// Sends the answer that could still be taken back.
  flush(): void {
    const held = this.held.value;
    clearTimeout(this.holdTimer);
    if (!held) return;
    this.held.value = null;
    this.pending.add(held.task.id);
    this.outbox.put<Answered>({
      path: `/tasks/${held.task.id}/answer`,
      body: { value: held.value, version: held.task.version },
      delivered: (answer) => this.delivered(held, answer),
      refused: (problem) => this.refused(held, problem),
    });
  }

  private delivered(held: Held, answer: Answered): void {
    this.settle(held.task);
    this.answered.value = answer;
    void this.topUp();
  }

  private settle(task: Task): void {
    this.pending.delete(task.id);
    this.settled.set(task.id, task.version);
  }

  /// What another person answered is theirs; what the service refused comes back next.
  private refused(held: Held, problem: Problem): void {
    this.settle(held.task);
    this.tape.value = this.tape.value.filter(({ task }) => task !== held.task.id);
    this.done.value -= 1;
    const text = `Item ${held.task.sequence}: ${problem.detail}`;
    this.say("bad", text);
    this.refuse(text);
    if (problem.status === 422 && !this.isClosed) this.putNext(held);
    void this.topUp();
  }

  private putNext(held: Held): void {
    const [first, ...rest] = this.tasks.value;
    this.tasks.value = first ? [first, held.task, ...rest] : [held.task];
    if (!first) this.begin(held.draft);
    this.state.value = "keying";
  }

  undo(): void {
    const held = this.held.value;
    if (!held) {
      this.say("plain", "Nothing to take back: what was keyed before has been sent.");
      return;
    }
    clearTimeout(this.holdTimer);
    this.held.value = null;
    this.tape.value = this.tape.value.slice(0, -1);
    this.done.value -= 1;
    this.tasks.value = [held.task, ...this.tasks.value];
    this.state.value = "keying";
    this.message.value = null;
    this.begin(held.draft);
  }

  later(): void {
    const [first, ...rest] = this.tasks.value;
    if (!first || rest.length === 0) {
      this.say("plain", "This is the only item left.");
      return;
    }
    this.tasks.value = [...rest, first];
    this.message.value = null;
    this.begin();
  }

  giveBack(): void {
    const task = this.current;
    if (!task) return;
    this.settle(task);
    this.tasks.value = this.tasks.value.slice(1);
    this.begin();
    this.say("plain", `Item ${task.sequence} was given back.`);
    this.leases.giveBack(task.id).catch((error: unknown) => {
      this.say("bad", error instanceof Problem ? error.detail : "It could not be given back.");
    });
    if (this.tasks.value.length === 0) this.state.value = "done";
    else void this.topUp();
  }

  /// Lets the envelope in hand wait for a supervisor.
  holdEnvelope(reason: string): void {
    const task = this.current;
    if (!task) return;
    this.putAside(task, `is held: ${reason}`,
      { path: `/batches/${task.batch}/holds`, body: { sequence: task.sequence, reason } });
  }

  /// Marks the envelope in hand as an exception that should go back.
  proposeReturn({ reason, note }: WayBack): void {
    const task = this.current;
    if (!task) return;
    this.putAside(task, `waits to be sent back: ${note}`, {
      path: `/documents/${task.document_id}/exceptions`,
      body: { reason, note, proposed: "return_to_payer" } });
  }

  /// What else was here of the envelope goes with it.
  private putAside(task: Task, said: string, what: { path: string; body: object }): void {
    this.flush();
    const isOfIt = (one: Task) => one.batch === task.batch && one.transaction === task.transaction;
    const gone = this.tasks.value.filter(isOfIt);
    for (const one of gone) this.settle(one);
    this.tasks.value = this.tasks.value.filter((one) => !isOfIt(one));
    this.begin();
    this.say("plain", `Envelope ${task.transaction} ${said}`);
    this.outbox.put({
      ...what,
      delivered: () => {
        // A held envelope is still asked for its amounts, by whoever takes them.
        for (const one of gone) void this.leases.giveBack(one.id).catch(() => {});
        void this.topUp();
      },
      refused: (problem) => this.undecided(gone, problem),
    });
    if (this.tasks.value.length === 0) this.state.value = "loading";
    void this.topUp();
  }

  private undecided(gone: Task[], problem: Problem): void {
    for (const one of gone) this.settled.delete(one.id);
    const text = `Item ${gone[0]?.sequence}: ${problem.detail}`;
    this.say("bad", text);
    this.refuse(text);
    void this.topUp();
  }

  /// Sends what is held and gives back what was not keyed.
  close(): void {
    this.flush();
    this.isClosed = true;
    clearInterval(this.renewTimer);
    if (this.tasks.value.length > 0) void this.leases.giveBack(null).catch(() => {});
  }
}
