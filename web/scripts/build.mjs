// Builds dist/: index.html, its scripts and one style sheet, whose names carry a hash of their
// content, each with its gzipped twin.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { app: "src/main.tsx", style: "src/styles/style.css" },
  outdir: "dist",
  entryNames: "[name]-[hash]",
  // Screens that few people use are fetched when they are opened.
  chunkNames: "[name]-[hash]",
  splitting: true,
  bundle: true,
  format: "esm",
  target: ["chrome123", "firefox121", "safari17.5"],
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const entry = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === "src/main.tsx");
const needed = entry.imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => basename(path));
const outputs = Object.keys(metafile.outputs).map((path) => basename(path));
const nameOf = (start, end) => outputs.find((name) => name.startsWith(start) && name.endsWith(end));
const page = readFileSync(join(root, "src/index.html"), "utf8")
  .replace("{{script}}", nameOf("app-", ".js"))
  .replace("{{shared}}", needed.map((name) => `<link rel="modulepreload" href="/${name}">`).join("\n    "))
  .replace("{{style}}", nameOf("style-", ".css"));
writeFileSync(join(dist, "index.html"), page);
writeFileSync(join(dist, "icon.svg"), readFileSync(join(root, "src/icon.svg")));

for (const name of readdirSync(dist)) {
  const bytes = readFileSync(join(dist, name));
  const zipped = gzipSync(bytes, { level: 9 });
  writeFileSync(join(dist, `${name}.gz`), zipped);
  console.log(`${name}  ${bytes.length} bytes, ${zipped.length} gzipped`);
}
