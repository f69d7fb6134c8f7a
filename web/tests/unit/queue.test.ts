import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Problem } from "../../src/api/client";
import { Outbox } from "../../src/api/outbox";
import type { Leased, Task } from "../../src/api/types";
import { KeyQueue } from "../../src/screens/key/queue";

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const task = (id: number, version = 1): Task => ({
  id, batch: 1, document_id: id, sequence: id, field: "amount", reason: "", state: "open", version,
  lease: null, transaction: 1, suggestions: [], crop: null, previous: null, next: null, prior: null,
  seen: null, coupon_line: null, unproved: false, division: null,
});

const open: KeyQueue[] = [];
// The clock of a queue that a failed test left open would keep the whole run waiting.
afterEach(() => { for (const queue of open.splice(0)) queue.close(); });

/// A queue over a service whose leases are these, one after the other.
function queueOver(leases: (Task[] | Promise<Task[]>)[], refusal: Problem | null = null) {
  const sent: string[] = [];
  const outbox = new Outbox(async (path, body) => {
    sent.push(`${path} ${(body as { value: string }).value}`);
    if (refusal) throw refusal;
    return { task: {}, batch: { id: 1 }, transaction: {} };
  }, async () => {});
  const queue = new KeyQueue({ batch: null, field: null, part: null }, outbox, () => {}, {
    lease: async (): Promise<Leased> => ({ items: await leases.shift() ?? [], until: "", remaining: 0 }),
    renew: async () => ({ until: "" }), giveBack: async () => {},
  });
  open.push(queue);
  const key = (digits: string) => { for (const digit of digits) queue.type(digit); queue.accept(); };
  return { queue, sent, key };
}

test("a lease that was on its way does not bring back what was answered meanwhile", async () => {
  const { queue, sent, key } = queueOver([[task(1), task(2)], [], [task(1), task(2), task(3)]]);
  await settle();
  key("111");
  key("222");
  await settle();
  assert.deepEqual(queue.tasks.value.map(({ id }) => id), [3]);
  queue.close();
  await settle();
  assert.deepEqual(sent, ["/tasks/1/answer 111", "/tasks/2/answer 222"]);
});

test("an answer that brings new items while a lease is on its way does not end the queue", async () => {
  let arrive: (items: Task[]) => void = () => {};
  const onItsWay = new Promise<Task[]>((resolve) => { arrive = resolve; });
  const { queue, key } = queueOver([[task(1), task(2)], onItsWay, [task(3)]]);
  await settle();
  key("111");
  key("222");
  queue.flush();
  // Both answers are there before the lease that was asked for in between brings nothing.
  await settle();
  arrive([]);
  await settle();
  assert.equal(queue.current?.id, 3);
  assert.equal(queue.state.value, "keying");
});

test("the last answer waits until the next is accepted, and can be taken back", async () => {
  const { queue, sent, key } = queueOver([[task(1), task(2)]]);
  await settle();
  key("111");
  assert.deepEqual(sent, []);
  queue.undo();
  assert.equal(queue.current?.id, 1);
  assert.equal(queue.done.value, 0);
  key("");
  assert.equal(queue.current?.id, 2);
});

test("what the service refuses comes back next, with its reason", async () => {
  const { queue, key } = queueOver([[task(1), task(2), task(3)]], new Problem(422, "", "Too much."));
  await settle();
  key("111");
  key("222");
  await settle();
  assert.deepEqual(queue.tasks.value.map(({ id }) => id), [3, 1]);
  assert.equal(queue.message.value?.text, "Item 1: Too much.");
});

test("what another person answered does not come back", async () => {
  const { queue, key } = queueOver([[task(1), task(2), task(3)]], new Problem(409, "", "Theo did."));
  await settle();
  key("111");
  key("222");
  await settle();
  assert.deepEqual(queue.tasks.value.map(({ id }) => id), [3]);
});

test("an empty amount is refused and nothing moves", async () => {
  const { queue, key } = queueOver([[task(1)]]);
  await settle();
  key("");
  assert.equal(queue.current?.id, 1);
  assert.match(queue.message.value?.text ?? "", /Key the amount/);
});
