// Measures, in Chromium on the real service, the time from the Enter that finishes an item to the
// next item's picture on the screen: on loopback, and at 40 ms and 10 Mbit/s.
//   npm run bench [-- ITEMS]      LOCKBOX_PROGRAM names the program, else ../build/lockbox
import { execFileSync, spawn } from "node:child_process";
import { closeSync, cpSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const program = process.env.LOCKBOX_PROGRAM ?? join(root, "../build/lockbox");
const items = Number(process.argv[2] ?? 110);
const warmUp = 5;
const keyDelayMs = 100;
const links = [
  { name: "loopback", aimMs: 50, conditions: null },
  { name: "40 ms, 10 Mbit/s", aimMs: 60,
    conditions: { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 } },
];

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];
const spread = (samples) => {
  const sorted = [...samples].sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), max: sorted.at(-1) };
};
const ms = (value) => `${value.toFixed(1)} ms`;
const times = async (count, run) => {
  const samples = [];
  for (let n = 0; n < count; ++n) {
    const begun = performance.now();
    await run(n);
    samples.push(performance.now() - begun);
  }
  return spread(samples);
};

/// The demonstration, with a tray of checks whose amounts are to be keyed.
async function startService(work) {
  const documents = 2 * links.length * (items + warmUp + 15);
  execFileSync(program, ["bench", "process", "--documents", String(documents), "--work-dir", join(work, "drawn")]);
  const office = join(work, "office");
  const service = spawn(program, ["demo", "--folder", office, "--port", "0"]);
  let said = "";
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no service: ${said}`)), 60_000);
    const hear = (piece) => {
      said += piece;
      const found = /^Open (\S+) /m.exec(said);
      if (found) { clearTimeout(timer); resolve(found[1]); }
    };
    service.stdout.on("data", hear);
    service.stderr.on("data", hear);
    service.once("exit", () => reject(new Error(`the service ended: ${said}`)));
  });
  cpSync(join(work, "drawn/scan"), join(office, "scan/6-bench"), { recursive: true });
  return { service, url, secret: /password "(.*)" as$/m.exec(said)[1] };
}

/// Notes when Enter comes, when a picture of another document is painted after it, and when the
/// browser says that what followed Enter was on the screen: it tells that in steps of 8 ms.
function watchKeys() {
  globalThis.samples = [];
  performance.setResourceTimingBufferSize(10_000);
  const shownAfter = new Map();
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries())
      if (name === "keydown") shownAfter.set(startTime, duration);
  }).observe({ type: "event", durationThreshold: 16 });
  // The later of the two counts.
  globalThis.measured = () => globalThis.samples.map(({ at, painted }) => Math.max(painted, shownAfter.get(at) ?? 0));
  let begun = null;
  const shown = () => document.querySelector("canvas.picture")?.dataset.document;
  addEventListener("keydown", (event) => {
    if (event.key === "Enter") begun = { at: event.timeStamp, document: shown() };
  }, true);
  const look = () => {
    if (!begun || !shown() || shown() === begun.document) return;
    const { at } = begun;
    begun = null;
    // The most urgent task that a frame posts runs as soon as the frame has been painted.
    requestAnimationFrame(() => {
      void globalThis.scheduler.postTask(() => globalThis.samples.push({ at, painted: performance.now() - at }),
        { priority: "user-blocking" });
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true,
    attributeFilter: ["data-document"] });
}

async function signIn(page, { url, secret }) {
  await page.goto(url);
  await page.waitForSelector("input[name=username]");
  await page.keyboard.type("maria");
  await page.keyboard.press("Tab");
  await page.keyboard.type(secret);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".app");
}

/// Scans the tray; its batch.
const scan = (page) => page.evaluate(async () => {
  const headers = { "X-Lockbox": "1", "Content-Type": "application/json", "Idempotency-Key": "bench" };
  const { business_day } = await (await fetch("/api/v1/session")).json();
  const body = JSON.stringify({ business_day, feed: "6-bench" });
  const begun = await fetch("/api/v1/scan-jobs/mail/runs", { method: "POST", headers, body });
  let run = await begun.json();
  if (!begun.ok) throw new Error(run.detail);
  const end = Date.now() + 300_000;
  while (run.state === "running" && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    run = await (await fetch(`/api/v1/job-runs/${run.id}`)).json();
  }
  if (run.state !== "done") throw new Error(`the tray was not read: ${run.state} ${run.detail}`);
  return run.batch_id;
});

async function keyItems(page, count) {
  await page.evaluate(() => { globalThis.samples.length = 0; });
  for (let n = 1; n <= count; ++n) {
    await page.keyboard.type("4321", { delay: keyDelayMs });
    await page.keyboard.press("Enter");
    await page.waitForFunction((wanted) => globalThis.samples.length === wanted, n, { timeout: 20_000 });
  }
  // What the browser says of the last one comes a little later.
  await page.waitForTimeout(500);
  return page.evaluate(() => globalThis.measured());
}

async function measure(page, batch, { conditions }) {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  if (conditions) await network.send("Network.emulateNetworkConditions", conditions);
  await page.evaluate((to) => { history.pushState(null, "", to); dispatchEvent(new PopStateEvent("popstate")); },
    `/key?batch=${batch}&field=amount`);
  await page.waitForSelector("#amount:focus");
  await page.waitForFunction(() => document.querySelector("canvas.picture")?.dataset.document);
  await keyItems(page, warmUp);
  const samples = await keyItems(page, items);
  await page.evaluate(() => { history.pushState(null, "", "/"); dispatchEvent(new PopStateEvent("popstate")); });
  await network.detach();
  const answers = await answerTimes(page);
  await page.evaluate(() => performance.clearResourceTimings());
  return { ...spread(samples), answers };
}

/// From sending an answer to hearing that it is durable.
const answerTimes = async (page) => spread(await page.evaluate(() =>
  performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/answer")).map(({ duration }) => duration)));

async function probe(page, work, url) {
  const file = openSync(join(work, "probe"), "w");
  const block = Buffer.alloc(4096, 1);
  const synced = await times(200, (n) => { writeSync(file, block, 0, block.length, n * block.length); fsyncSync(file); });
  closeSync(file);
  const [from, to] = [Buffer.alloc(1 << 26, 1), Buffer.alloc(1 << 26)];
  const copied = await times(20, () => { from.copy(to); });
  const healthy = await times(200, async () => { await (await fetch(`${url}/healthz`)).text(); });
  const decoded = spread(await page.evaluate(async () => {
    const blob = await (await fetch("/api/v1/documents/2/images/front")).blob();
    const samples = [];
    for (let n = 0; n < 50; ++n) {
      const begun = performance.now();
      (await createImageBitmap(blob)).close();
      samples.push(performance.now() - begun);
    }
    return samples;
  }));
  return [
    `fsync of 4 KiB     p50 ${ms(synced.p50)}, p95 ${ms(synced.p95)}`,
    `memcpy             ${((1 << 26) / copied.p50 / 1e6).toFixed(1)} GB/s`,
    `decode of a check  p50 ${ms(decoded.p50)}, p95 ${ms(decoded.p95)}`,
    `GET /healthz       p50 ${ms(healthy.p50)}, p95 ${ms(healthy.p95)}`,
    `load               ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`,
  ];
}

async function bench(work) {
  const office = await startService(work);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    await page.addInitScript(watchKeys);
    await signIn(page, office);
    const batch = await scan(page);
    for (const line of await probe(page, work, office.url)) console.log(`probe  ${line}`);
    for (const link of links) {
      const { p50, p95, max, answers } = await measure(page, batch, link);
      const verdict = p95 <= link.aimMs ? "met" : "missed";
      console.log(`key to next picture, ${link.name}: ${items} items, p50 ${ms(p50)}, p95 ${ms(p95)}, ` +
        `max ${ms(max)}; aim p95 ${link.aimMs} ms: ${verdict}`);
      console.log(`  answer sent to answer durable: p50 ${ms(answers.p50)}, p95 ${ms(answers.p95)}`);
    }
  } finally {
    await browser.close();
    const gone = new Promise((resolve) => office.service.once("exit", resolve));
    office.service.kill("SIGTERM");
    await gone;
  }
}

const work = mkdtempSync(join(tmpdir(), "lockbox-bench-key-"));
try {
  await bench(work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
