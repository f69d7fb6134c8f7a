// Answers on their way, whichever screen is shown.
import { computed, signal } from "@preact/signals";
import { Outbox } from "../../api/outbox";

/// To send takes as long as half a frame, so the next picture is drawn first.  A page that nobody
/// sees draws no frames.
const frameMaxMs = 50;
function afterFrame(run: () => void): void {
  const timer = setTimeout(run, frameMaxMs);
  requestAnimationFrame(() => setTimeout(() => { clearTimeout(timer); run(); }));
}

export const outbox = new Outbox(undefined, undefined, afterFrame);
const state = signal({ count: 0, failures: 0, slow: false });
const slowMs = 1000;
let timer: ReturnType<typeof setTimeout> | undefined;

outbox.onChange(() => {
  const { count, failures } = outbox;
  if (count === 0) clearTimeout(timer);
  const isNew = state.value.count === 0 && count > 0;
  state.value = { count, failures, slow: count > 0 && state.value.slow };
  if (isNew) timer = setTimeout(() => { state.value = { ...state.value, slow: true }; }, slowMs);
});

/// "3 not sent yet", once sending is slow enough to be worth a word.
export const unsentText = computed(() => {
  const { count, failures, slow } = state.value;
  if (count === 0 || !slow) return "";
  return failures > 0 ? `${count} not sent yet. The service does not answer; you can go on.`
    : `${count} not sent yet`;
});

addEventListener("beforeunload", (event) => {
  if (outbox.count > 0) event.preventDefault();
});
