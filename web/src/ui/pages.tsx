// A list that the service gives page by page, with the button for the next one.
import { useEffect, useState } from "preact/hooks";
import type { List } from "../api/types";
import { useAction } from "./load";
import type { Action } from "./load";
import { ProblemNote } from "./parts";

export interface Pages<T> {
  items: T[];
  isWhole: boolean;
  action: Action;
  more: () => void;
}

/// Begins with `first` and begins anew when that is another one.
export function usePages<T>(
  first: List<T> | null, pageAt: (cursor: string) => Promise<List<T>>,
): Pages<T> {
  const [rest, setRest] = useState<List<T> | null>(null);
  const action = useAction();
  useEffect(() => setRest(null), [first]);
  const cursor = rest ? rest.next : first?.next ?? null;
  const more = () => action.run(async () => {
    if (!cursor) return;
    const page = await pageAt(cursor);
    setRest({ items: [...(rest?.items ?? []), ...page.items], next: page.next });
  });
  return { items: [...(first?.items ?? []), ...(rest?.items ?? [])], isWhole: cursor === null, action, more };
}

export function ShowMore<T>({ of: { isWhole, action, more } }: { of: Pages<T> }) {
  return (
    <>
      <ProblemNote problem={action.problem} />
      {!isWhole && <p><button type="button" disabled={action.isBusy} onClick={more}>Show more</button></p>}
    </>
  );
}
