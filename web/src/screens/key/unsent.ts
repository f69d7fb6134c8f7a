// Answers on their way, whichever screen is shown.
import { computed, signal } from "@preact/signals";
import { Outbox } from "../../api/outbox";

/// Sending and the service's work come after the next picture has reached the screen: nobody waits
/// for them, and on a small machine they would take its time.
const restMs = 60;
export const afterPicture = (run: () => void) => { setTimeout(run, restMs); };

export const outbox = new Outbox(undefined, undefined, afterPicture);
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
