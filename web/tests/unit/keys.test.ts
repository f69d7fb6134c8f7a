import assert from "node:assert/strict";
import { test } from "node:test";
import { digitOf, padCharacter, showsNumLock } from "../../src/input/pad";
import { beginsSequence, claimedFunctionKeys, keyTable, meanings } from "../../src/keys";
import type { Context, KeyStroke, Situation } from "../../src/keys";

const stroke = (code: string, key = "", held: Partial<KeyStroke> = {}): KeyStroke =>
  ({ code, key, ctrlKey: false, metaKey: false, altKey: false, ...held });
const open: Situation = { field: "none", letters: true, before: null };
const deeds = (contexts: Context[], key: KeyStroke, situation: Situation) =>
  meanings(contexts, key, situation).map(({ binding }) => binding.does);

test("with Num Lock off the pad still means its digits", () => {
  for (const [code, key, digit] of [["Numpad1", "End", "1"], ["Numpad5", "Clear", "5"],
    ["Numpad0", "Insert", "0"], ["NumpadDecimal", "Delete", "."]] as const) {
    assert.equal(padCharacter({ code, key }), digit);
    assert.equal(showsNumLock({ code, key }), "off");
  }
  assert.equal(padCharacter({ code: "Numpad1", key: "1" }), null);
  assert.equal(showsNumLock({ code: "Numpad1", key: "1" }), "on");
  assert.equal(padCharacter({ code: "End", key: "End" }), null);
  assert.equal(showsNumLock({ code: "Digit1", key: "1" }), null);
  assert.equal(digitOf({ code: "Numpad7", key: "Home" }), "7");
});

test("an arrow key is not the pad's digit", () => {
  assert.equal(digitOf({ code: "ArrowDown", key: "ArrowDown" }), null);
});

test("pad signs work in every field, top row signs only where they mean nothing else", () => {
  const inAccount: Situation = { ...open, field: "text" };
  const inAmount: Situation = { ...open, field: "amount" };
  assert.deepEqual(deeds(["key"], stroke("NumpadSubtract", "-"), inAccount), ["undo"]);
  assert.deepEqual(deeds(["key"], stroke("Minus", "-"), inAccount), []);
  assert.deepEqual(deeds(["key"], stroke("Minus", "-"), inAmount), ["undo"]);
});

test("letters do nothing while typing or when switched off", () => {
  assert.deepEqual(deeds(["day"], stroke("KeyC", "c"), open), ["close"]);
  assert.deepEqual(deeds(["day"], stroke("KeyC", "c"), { ...open, field: "text" }), []);
  assert.deepEqual(deeds(["day"], stroke("KeyC", "c"), { ...open, letters: false }), []);
  assert.equal(beginsSequence(stroke("KeyG", "g"), { ...open, letters: false }), false);
});

test("a letter with Ctrl is not the letter", () => {
  assert.deepEqual(deeds(["day"], stroke("KeyC", "c", { ctrlKey: true }), open), []);
  assert.deepEqual(deeds(["everywhere"], stroke("KeyK", "k", { ctrlKey: true }), open), ["palette"]);
});

test("G then a letter goes to a screen", () => {
  assert.equal(beginsSequence(stroke("KeyG", "g"), open), true);
  assert.deepEqual(deeds(["everywhere", "day"], stroke("KeyD", "d"), { ...open, before: "KeyG" }),
    ["go-day"]);
});

test("no key means two things in one context", () => {
  for (const [context, bindings] of Object.entries(keyTable)) {
    const codes = bindings.flatMap((binding) => binding.codes);
    assert.equal(new Set(codes).size, codes.length, context);
  }
});

test("the browser's own keys are never taken", () => {
  const all = Object.values(keyTable).flat().flatMap((binding) => binding.codes);
  for (const code of ["Ctrl+KeyN", "Ctrl+KeyT", "Ctrl+KeyW", "F5", "F11", "F12"])
    assert.ok(!all.includes(code), code);
  assert.ok(claimedFunctionKeys.has("F3"));
});

test("every binding says what it does in words", () => {
  for (const binding of Object.values(keyTable).flat()) {
    assert.ok(binding.help.length > 3 && binding.label.length > 1 && binding.caps.length > 0);
  }
});
