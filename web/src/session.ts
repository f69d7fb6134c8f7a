// Who is signed in and what they may do.
import { computed, signal } from "@preact/signals";
import { session as calls } from "./api/calls";
import { Problem, whenSignedOut } from "./api/client";
import { onEvent, startEvents, stopEvents } from "./api/events";
import type { Me, Right } from "./api/types";

export type Standing = "unknown" | "out" | "in" | "unreachable";

export const me = signal<Me | null>(null);
export const standing = signal<Standing>("unknown");
/// Said on the sign-in screen after the service ended a session.
export const endedNote = signal("");
export const businessDay = computed(() => me.value?.business_day ?? null);
export const mailDay = computed(() => me.value?.mail_day ?? null);

export const may = (right: Right): boolean => me.value?.rights.includes(right) ?? false;
export const mayAny = (...rights: Right[]): boolean => rights.some(may);

export function entered(who: Me): void {
  me.value = who;
  endedNote.value = "";
  standing.value = "in";
  startEvents();
}

export function left(note = ""): void {
  stopEvents();
  endedNote.value = note;
  standing.value = "out";
}

export async function findSession(): Promise<void> {
  try {
    entered(await calls.me());
  } catch (error) {
    if (error instanceof Problem && error.status === 401) left();
    else standing.value = "unreachable";
  }
}

/// After the business day changed, and so on.
export async function refreshSession(): Promise<void> {
  if (standing.value !== "in") return;
  const found = await calls.me().catch(() => me.value);
  // Somebody may have signed out meanwhile.
  if (standing.value === "in") me.value = found;
}

export async function signOut(): Promise<void> {
  await calls.signOut().catch(() => {});
  left("You are signed out.");
  me.value = null;
}

whenSignedOut(() => {
  if (standing.value === "in") left("Your session has ended. Sign in to go on where you were.");
});

// Somebody else may have cut off, closed or begun the day.
onEvent((name) => { if (name === "day") void refreshSession(); });
