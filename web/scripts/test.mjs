// Bundles each TypeScript test of a folder into .built/ and hands them to node's own test runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = process.argv[2];
const only = process.argv[3];
const names = readdirSync(join(root, folder))
  .filter((name) => name.endsWith(".test.ts") && (!only || name.includes(only)));
const outdir = join(root, ".built", folder);
rmSync(outdir, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: names.map((name) => join(folder, name)),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: "inline",
  logLevel: "warning",
});

const files = names.map((name) => join(outdir, name.replace(/\.ts$/, ".mjs")));
// Two files at once: a browser waits as often as it works.  Debian's Node.js 18 knows neither of
// these; its runner takes one file after the other.
const limits = Number(process.versions.node.split(".")[0]) >= 20
  ? ["--test-concurrency=2", "--test-timeout=600000"] : [];
const run = spawnSync(process.execPath,
  ["--enable-source-maps", "--test", ...limits, ...files],
  { stdio: "inherit", cwd: root });
process.exit(run.status ?? 1);
