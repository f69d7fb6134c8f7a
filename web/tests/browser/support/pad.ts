// The numeric pad under a right hand: with Num Lock off its keys arrive as arrows, End and Insert.
import type { CDPSession, Page } from "playwright-core";

export type NumLock = "on" | "off";

const whenOff: Record<string, [string, number]> = {
  0: ["Insert", 45], 1: ["End", 35], 2: ["ArrowDown", 40], 3: ["PageDown", 34], 4: ["ArrowLeft", 37],
  5: ["Clear", 12], 6: ["ArrowRight", 39], 7: ["Home", 36], 8: ["ArrowUp", 38], 9: ["PageUp", 33],
};
const padDigit0 = 96;

export class Pad {
  presses = 0;
  private constructor(private readonly keys: CDPSession, private readonly numLock: NumLock) {}

  static async of(page: Page, numLock: NumLock): Promise<Pad> {
    return new Pad(await page.context().newCDPSession(page), numLock);
  }

  async type(digits: string): Promise<void> {
    for (const digit of digits) await this.digit(digit);
  }

  async enter(): Promise<void> {
    await this.press({ code: "NumpadEnter", key: "Enter", text: "\r", windowsVirtualKeyCode: 13 });
  }

  private async digit(digit: string): Promise<void> {
    const code = `Numpad${digit}`;
    const [key, windowsVirtualKeyCode] = whenOff[digit] ?? ["", 0];
    await this.press(this.numLock === "off" ? { code, key, windowsVirtualKeyCode }
      : { code, key: digit, text: digit, windowsVirtualKeyCode: padDigit0 + Number(digit) });
  }

  private async press(key: { code: string; key: string; text?: string; windowsVirtualKeyCode: number }): Promise<void> {
    ++this.presses;
    const { text: _, ...up } = key;
    const pad = { isKeypad: true, location: 3 };
    await this.keys.send("Input.dispatchKeyEvent", { type: key.text ? "keyDown" : "rawKeyDown", ...pad, ...key });
    await this.keys.send("Input.dispatchKeyEvent", { type: "keyUp", ...pad, ...up });
  }
}
