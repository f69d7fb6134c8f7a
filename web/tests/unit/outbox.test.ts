import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../src/api/client";
import { Outbox } from "../../src/api/outbox";

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function outboxWith(replies: (Problem | string)[]) {
  const sent: { path: string; key: string }[] = [];
  const outbox = new Outbox(async (path, _body, key) => {
    sent.push({ path, key });
    const reply = replies.shift() ?? "ok";
    if (reply instanceof Problem) throw reply;
    return reply;
  }, async () => {});
  return { outbox, sent };
}

const parcel = (path: string, log: string[]) => ({
  path, body: {},
  delivered: (answer: string) => log.push(`${path} ${answer}`),
  refused: (problem: Problem) => log.push(`${path} refused ${problem.status}`),
});

test("answers go in order, one at a time", async () => {
  const log: string[] = [];
  const { outbox, sent } = outboxWith(["a", "b"]);
  outbox.put(parcel("/1", log));
  outbox.put(parcel("/2", log));
  await settle();
  assert.deepEqual(log, ["/1 a", "/2 b"]);
  assert.notEqual(sent[0]?.key, sent[1]?.key);
});

test("a retry carries the key of the first try", async () => {
  const log: string[] = [];
  const { outbox, sent } = outboxWith([new Problem(0, "", ""), new Problem(503, "", ""), "done"]);
  outbox.put(parcel("/1", log));
  await settle();
  assert.equal(sent.length, 3);
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1);
  assert.deepEqual(log, ["/1 done"]);
  assert.equal(outbox.failures, 0);
});

test("after signing in again, what waited goes on", async () => {
  const log: string[] = [];
  const { outbox } = outboxWith([new Problem(401, "", ""), "done"]);
  outbox.put(parcel("/1", log));
  await settle();
  assert.deepEqual(log, ["/1 done"]);
});

test("a refusal is told and does not hold up the next", async () => {
  const log: string[] = [];
  const { outbox } = outboxWith([new Problem(409, "", ""), "b"]);
  outbox.put(parcel("/1", log));
  outbox.put(parcel("/2", log));
  await settle();
  assert.deepEqual(log, ["/1 refused 409", "/2 b"]);
  assert.equal(outbox.count, 0);
});

test("what waits for a later moment goes out once, also when it is hurried", async () => {
  const log: string[] = [];
  const waiting: (() => void)[] = [];
  const sent: string[] = [];
  const outbox = new Outbox(async (path) => { sent.push(path); return "ok"; }, undefined, (run) => waiting.push(run));
  outbox.put(parcel("/1", log));
  outbox.put(parcel("/2", log));
  await settle();
  assert.deepEqual(sent, []);
  outbox.hurry();
  await settle();
  for (const run of waiting) run();
  await settle();
  assert.deepEqual(sent, ["/1", "/2"]);
});
