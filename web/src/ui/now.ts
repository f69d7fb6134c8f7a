// The service's clock, as a screen shows it: a browser's own may be wrong.
import { useEffect, useMemo, useState } from "preact/hooks";

const stepMs = 10_000;

/// Now, in milliseconds, by a clock that showed `told` when it was heard; moves on by itself.
export function useNow(told: string): number {
  const ahead = useMemo(() => Date.parse(told) - Date.now(), [told]);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [told]);
  return now + ahead;
}
