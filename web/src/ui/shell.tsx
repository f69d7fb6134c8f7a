// The frame around every screen: who, which day, the menu, the keys.
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { address, navigate } from "../router";
import { me, signOut } from "../session";
import { letterKeys, theme } from "../settings";
import type { Theme } from "../settings";
import { dayText } from "../words";
import { alarm, announcement } from "./announce";
import { ChangePassword } from "./change_password";
import { Foot, KeyList } from "./foot";
import { useKeys } from "./keyboard";
import type { Deeds } from "./keyboard";
import { isWithin, screens, screensFor } from "./menu";
import { Palette } from "./palette";
import { Kbd } from "./parts";
import { Policies } from "./policies";
import { unsentText } from "../screens/key/unsent";

type Overlay = "" | "keys" | "palette" | "password";
const overlay = signal<Overlay>("");

function goDeeds(): Deeds {
  const deeds: Deeds = {};
  for (const screen of screens) {
    deeds[`go-${screen.name.toLowerCase()}`] = () => {
      if (!screen.allowed()) return false;
      navigate(screen.href);
      return true;
    };
  }
  return deeds;
}

export function DemoBanner() {
  const word = me.value?.practice;
  if (!word) return null;
  return (
    <p class="demo">
      <strong>{word}</strong> Made-up mail and made-up money. Nothing here goes to a bank.
    </p>
  );
}

function Bar({ path }: { path: string }) {
  return (
    <nav class="bar" aria-label="Screens">
      <ul>
        {screensFor().filter((screen) => screen.inBar).map((screen) => (
          <li key={screen.href}>
            <a href={screen.href} {...(isWithin(path, screen.href) ? { "aria-current": "page" } : {})}>
              {screen.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Person() {
  const who = me.value;
  if (!who) return null;
  return (
    <details class="person">
      <summary>{who.user.full_name}</summary>
      <div class="person-box">
        <label>Colours <select value={theme.value}
          onChange={(event) => { theme.value = event.currentTarget.value as Theme; }}>
          <option value="system">As the system</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select></label>
        <label><input type="checkbox" checked={letterKeys.value === "on"}
          onChange={(event) => { letterKeys.value = event.currentTarget.checked ? "on" : "off"; }} />
          {" "}Single letters are keys</label>
        <button type="button" onClick={() => { overlay.value = "password"; }}>Change password</button>
        <button type="button" onClick={() => void signOut()}>Sign out</button>
      </div>
    </details>
  );
}

/// The keying screen fills the window; the others scroll.
export function Shell({ children }: { children: ComponentChildren }) {
  const path = address.value.split("?")[0] ?? "/";
  const who = me.value;
  useKeys(["everywhere"], {
    keys: () => { overlay.value = "keys"; },
    palette: () => { overlay.value = "palette"; },
    ...goDeeds(),
  });
  const isWide = isWithin(path, "/key") || isWithin(path, "/verify");
  const close = () => { overlay.value = ""; };
  return (
    <div class={`app ${isWide ? "wide" : ""}`}>
      <a class="skip" href="#main">Skip to the screen</a>
      <header>
        <DemoBanner />
        <div class="top">
        <strong>Lockbox</strong>
        <span class="soft">{who?.site.name}</span>
        {who?.business_day && <span class="soft">{dayText(who.business_day)}</span>}
        <span class="gap" />
        {unsentText.value && <span class="unsent" role="status">{unsentText.value}</span>}
        <button type="button" class="quiet" onClick={() => { overlay.value = "palette"; }}>
          <Kbd caps={["Ctrl", "K"]} /> Go to anything
        </button>
        <Person />
        </div>
      </header>
      <Bar path={path} />
      <main id="main" tabIndex={-1}>{children}<Policies path={path} /></main>
      <Foot />
      <div class="vh" role="status" aria-live="polite">{announcement.value}</div>
      <div class="vh" role="alert">{alarm.value}</div>
      {overlay.value === "keys" && <KeyList onClose={close} />}
      {overlay.value === "password" && <ChangePassword onClose={close} />}
      {overlay.value === "palette" && <Palette onClose={close} />}
    </div>
  );
}
