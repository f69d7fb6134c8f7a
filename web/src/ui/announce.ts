// What a screen reader is told without moving the focus.
import { signal } from "@preact/signals";

export const announcement = signal("");
export const alarm = signal("");

export function announce(text: string): void {
  announcement.value = "";
  queueMicrotask(() => { announcement.value = text; });
}

let audio: AudioContext | null = null;
/// A refusal is heard, since a keying person looks at the paper and not at the screen.
export function refuseAloud(text: string): void {
  alarm.value = "";
  queueMicrotask(() => { alarm.value = text; });
  try {
    audio ??= new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 220;
    volume.gain.value = 0.08;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.12);
  } catch {
    // A browser without sound still shows the text.
  }
}
