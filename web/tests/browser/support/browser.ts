// A browser that has a keyboard and no mouse.
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after } from "node:test";
import assert from "node:assert/strict";
import { Double, password } from "../../double/server";
import type { Options } from "../../double/server";

const require = createRequire(import.meta.url);
/// npm runs every script in the folder of package.json.
const root = process.cwd();
export const dist = join(root, "dist");
export const pictures = join(root, "tests/double/pictures");

const banned = ["mouse", "click", "dblclick", "tap", "hover", "dragAndDrop", "touchscreen"];

/// Every use of a mouse or a finger through this page throws.
export function keyboardOnly<T extends object>(subject: T): T {
  return new Proxy(subject, {
    get(target, name, receiver) {
      if (banned.includes(String(name))) throw new Error(`${String(name)}: there is no mouse here`);
      const value: unknown = Reflect.get(target, name, receiver === undefined ? target : target);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        const result: unknown = value.apply(target, given);
        const isLocator = typeof result === "object" && result !== null && "elementHandles" in result;
        return isLocator ? keyboardOnly(result) : result;
      };
    },
  });
}

export const launch = (): Promise<Browser> => chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"],
});

export interface Visit { page: Page; double: Double; faults: string[]; close: () => Promise<void> }

// A test that fails leaves its page and its double behind, and with them a process that never ends.
const open = new Set<() => Promise<void>>();
after(async () => { for (const close of open) await close(); });

/// A page at the double, signed in as the person; what the browser complains of is kept.
export async function visit(browser: Browser, given: {
  as?: string; path?: string; options?: Options; context?: BrowserContextOptions;
} = {}): Promise<Visit> {
  const double = await new Double(dist, pictures, given.options).start();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...given.context });
  const raw = await context.newPage();
  const faults = watchFaults(raw);
  raw.setDefaultTimeout(30_000);
  const page = keyboardOnly(raw);
  await page.goto(double.url + (given.path ?? "/"));
  if (given.as) await signIn(page, given.as, password);
  const close = async () => { open.delete(close); await context.close().catch(() => undefined); await double.stop(); };
  open.add(close);
  return { page, double, faults, close };
}

export function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|ERR_/.test(message.text())) faults.push(message.text());
  });
  return faults;
}

export async function signIn(page: Page, name: string, secret: string): Promise<void> {
  await page.waitForSelector("input[name=username]");
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(secret);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".app");
}

export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => { history.pushState(null, "", to); dispatchEvent(new PopStateEvent("popstate")); }, path);
}

/// Waits until the page shows nothing that is still loading.
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector(".waiting") && document.querySelector("h1, dialog[open]"));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

const axeSource = readFileSync(join(dirname(require.resolve("axe-core")), "axe.min.js"), "utf8");
interface AxeResult { violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }

async function axeFindsNothing(page: Page, where: string, runOnly: object): Promise<void> {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: { run: (root: Document, options: object) => Promise<AxeResult> } };
    return axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  }, runOnly);
  const told = found.violations.map(({ id, help, nodes }) =>
    `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`);
  assert.equal(told.length, 0, `${where}\n${told.join("\n")}`);
}

export const assertAccessible = (page: Page, where: string): Promise<void> =>
  axeFindsNothing(page, where, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);

/// What the colours alone decide, on a page that is accessible in other ones.
export const assertLegible = (page: Page, where: string): Promise<void> =>
  axeFindsNothing(page, where, { type: "rule", values: ["color-contrast", "link-in-text-block"] });

export const value = (page: Page, selector: string): Promise<string> => page.inputValue(selector);
export const until = (page: Page, text: string | RegExp): Promise<unknown> =>
  page.waitForFunction(([source, flags]) => new RegExp(source!, flags).test(document.body.innerText),
    typeof text === "string" ? [text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), ""] : [text.source, text.flags],
    { timeout: 20_000 });
export { password };
