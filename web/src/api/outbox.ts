// Answers on their way.  They go one after the other, each under its own idempotency key, and a
// silent service only makes them wait: nobody has to stop keying for it.
import { newIdempotencyKey, Problem, request } from "./client";

export interface Parcel<T> {
  path: string;
  body: unknown;
  delivered: (answer: T) => void;
  refused: (problem: Problem) => void;
}

type Send = (path: string, body: unknown, key: string) => Promise<unknown>;
type Wait = (ms: number) => Promise<void>;
type Later = (run: () => void) => void;

const sendByFetch: Send = (path, body, key) =>
  request("POST", path, body, { key, keepalive: true });
const waitByTimer: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Outbox {
  private readonly parcels: { parcel: Parcel<never>; key: string }[] = [];
  private isSending = false;
  private changed: () => void = () => {};
  /// Attempts that the front parcel has failed; 0 while all goes well.
  failures = 0;

  /// `later` says when a parcel that was put goes out, if nobody hurries.
  constructor(private readonly send: Send = sendByFetch, private readonly wait = waitByTimer,
    private readonly later: Later = (run) => run()) {}

  get count(): number { return this.parcels.length; }
  onChange(call: () => void): void { this.changed = call; }

  put<T>(parcel: Parcel<T>): void {
    this.parcels.push({ parcel: parcel as unknown as Parcel<never>, key: newIdempotencyKey() });
    this.changed();
    if (!this.isSending) this.later(() => this.hurry());
  }

  /// Sends at once: there may be no later.
  hurry(): void {
    if (!this.isSending && this.parcels.length > 0) void this.run();
  }

  private async run(): Promise<void> {
    this.isSending = true;
    while (this.parcels.length > 0) await this.deliverFirst();
    this.isSending = false;
  }

  private async deliverFirst(): Promise<void> {
    const first = this.parcels[0];
    if (!first) return;
    const { parcel, key } = first;
    try {
      const answer = await this.send(parcel.path, parcel.body, key);
      this.drop();
      parcel.delivered(answer as never);
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, "No answer", "");
      // Signed out is passing too: after signing in again, the answers go on.
      if (problem.isPassing || problem.status === 401) {
        ++this.failures;
        this.changed();
        await this.wait((problem.retryAfterSeconds ?? Math.min(this.failures, 10)) * 500);
        return;
      }
      this.drop();
      parcel.refused(problem);
    }
  }

  private drop(): void {
    this.parcels.shift();
    this.failures = 0;
    this.changed();
  }
}
