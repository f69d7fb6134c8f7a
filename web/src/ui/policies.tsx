// The city's policies that rule the screen that is shown.
import { policies } from "../api/office";
import { useLoad } from "./load";

export function Policies({ path }: { path: string }) {
  const loaded = useLoad(policies, []);
  const rules = (loaded.data?.items ?? []).filter(({ screens }) =>
    screens.some((screen) => path === screen || path.startsWith(`${screen}/`)));
  if (rules.length === 0) return null;
  return <p class="policies soft">Policies: {rules.map(({ number, title }) => `${number} ${title}`).join("; ")}</p>;
}
