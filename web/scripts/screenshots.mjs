// Takes a picture of every screen, light and dark, from the double of the service.
import { build } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const outfile = join(root, ".built/screenshots.mjs");
await build({
  absWorkingDir: root, entryPoints: ["tests/browser/support/screenshots.ts"], outfile,
  bundle: true, format: "esm", platform: "node", target: "node20", packages: "external",
  logLevel: "warning",
});
process.chdir(root);
await import(outfile);
