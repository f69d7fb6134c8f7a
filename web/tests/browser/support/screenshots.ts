import { join } from "node:path";
import { launch, settled, visit } from "./browser";
import { views } from "./views";

const only = process.argv[2];
const browser = await launch();
for (const scheme of ["light", "dark"] as const) {
  for (const view of views) {
    if (only && !view.name.startsWith(only)) continue;
    const at = await visit(browser, { ...(view.as ? { as: view.as } : {}), path: view.path, ...(view.options ? { options: view.options } : {}),
      context: { colorScheme: scheme, reducedMotion: "reduce" } });
    await settled(at.page);
    await view.ready?.(at);
    await settled(at.page);
    await at.page.waitForTimeout(150);
    await at.page.screenshot({ path: join(process.cwd(), "screenshots", `${view.name}-${scheme}.png`) });
    if (at.faults.length) console.log(view.name, at.faults);
    await at.close();
  }
}
await browser.close();
