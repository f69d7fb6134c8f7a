// The one table of keys.  The handler, the line at the foot of each screen and the F1 list read it,
// and the tests check each screen against it.

export type Context =
  | "everywhere" | "list" | "work" | "key" | "choose" | "picture" | "scan" | "causes" | "batch" | "deposits"
  | "deposit" | "day" | "document" | "returns" | "return" | "corrections"
  | "mail" | "unit" | "custody" | "counter" | "report" | "correspondence" | "incidents"
  | "accounts" | "account" | "watch" | "finding" | "credit" | "arrangements" | "referral" | "credit-one";

export interface Binding {
  /// Name of what it does; a screen supplies the deed under this name.
  readonly does: string;
  /// Positions of keys (`KeyboardEvent.code`); "Ctrl+KeyK" with a modifier, "KeyG KeyD" in turn.
  readonly codes: readonly string[];
  /// Characters that do the same in a field that has no use for them.
  readonly characters?: readonly string[];
  /// "field": also while typing.  "letter": never while typing, and a person may switch it off.
  readonly when: "field" | "letter";
  readonly caps: readonly string[];
  readonly label: string;
  readonly help: string;
  /// Shown at the foot of the screen.
  readonly foot?: boolean;
}

const go = (letter: string, does: string, label: string): Binding => ({
  does, codes: [`KeyG Key${letter}`], when: "letter", caps: ["G", letter], label,
  help: `Go to ${label}`,
});

/// From the innermost to the outermost: the order in which a key is looked up and shown.
const order: readonly Context[] = ["key", "choose", "picture", "work", "scan", "causes", "batch",
  "deposits", "deposit", "day", "document", "returns", "return", "corrections",
  "mail", "unit", "custody", "counter", "report", "correspondence", "incidents", "accounts", "account",
  "watch", "finding", "credit", "arrangements", "referral", "credit-one", "list", "everywhere"];
export const inOrder = (contexts: readonly Context[]): Context[] =>
  order.filter((context) => contexts.includes(context));

export const keyTable: Record<Context, readonly Binding[]> = {
  everywhere: [
    { does: "keys", codes: ["F1"], when: "field", caps: ["F1"], label: "Keys",
      help: "Show the keys of this screen", foot: true },
    { does: "palette", codes: ["Ctrl+KeyK"], when: "field", caps: ["Ctrl", "K"],
      label: "Go to anything", help: "Go to a batch, item, deposit, account or screen" },
    { does: "palette", codes: ["Slash"], when: "letter", caps: ["/"], label: "Search",
      help: "The same, outside of fields" },
    go("W", "go-work", "Work"), go("S", "go-scan", "Scan"), go("K", "go-key", "Key"),
    go("B", "go-batches", "Batches"), go("P", "go-deposits", "Deposits"), go("D", "go-day", "Day"),
    go("A", "go-accounts", "Accounts"), go("R", "go-reports", "Reports"),
    go("V", "go-verify", "Verify"), go("X", "go-exceptions", "Exceptions"),
    go("M", "go-mail log", "Mail log"), go("C", "go-custody", "Custody"),
  ],
  list: [
    { does: "next-row", codes: ["ArrowDown", "KeyJ"], when: "letter", caps: ["\u2193", "J"],
      label: "Down", help: "Next row", foot: true },
    { does: "previous-row", codes: ["ArrowUp", "KeyK"], when: "letter", caps: ["\u2191", "K"],
      label: "Up", help: "Row before", foot: true },
    { does: "open-row", codes: [], when: "letter", caps: ["Enter"], label: "Open",
      help: "Open the row", foot: true },
  ],
  work: [
    { does: "take", codes: ["Enter", "NumpadEnter"], when: "letter", caps: ["Enter"],
      label: "Take the first", help: "Take the first line of work", foot: true },
    { does: "pick", codes: digits(), when: "letter", caps: ["1\u20139"], label: "Take another",
      help: "Take the line with this number", foot: true },
  ],
  key: [
    { does: "accept", codes: ["Enter", "NumpadEnter"], when: "field", caps: ["Enter"],
      label: "Accept", help: "Accept and go to the next item", foot: true },
    { does: "later", codes: ["NumpadAdd"], characters: ["+"], when: "field", caps: ["+"],
      label: "Later", help: "Leave this item for later, go to the next", foot: true },
    { does: "undo", codes: ["NumpadSubtract"], characters: ["-"], when: "field", caps: ["\u2212"],
      label: "Undo", help: "Back to the item before, with what was keyed", foot: true },
    { does: "suggestion-down", codes: ["ArrowDown"], when: "field", caps: ["\u2193"],
      label: "Suggestion", help: "Take the next suggestion into the field; for a symbol in doubt, show the reader's guess" },
    { does: "suggestion-up", codes: ["ArrowUp"], when: "field", caps: ["\u2191"],
      label: "Suggestion", help: "Take the suggestion before" },
    { does: "send-back", codes: ["F2"], when: "field", caps: ["F2"], label: "For return",
      help: "Have the envelope sent back to its payer: F2, then the digit of a reason", foot: true },
    { does: "hold", codes: ["F3"], when: "field", caps: ["F3"], label: "Hold",
      help: "Hold the envelope for a supervisor", foot: true },
    { does: "give-back", codes: ["F7"], when: "field", caps: ["F7"], label: "Give back",
      help: "Give this item back for somebody else" },
    { does: "find", codes: ["F4"], when: "field", caps: ["F4"], label: "Find",
      help: "Find an account by name or number", foot: true },
    { does: "whole-line", codes: ["F10"], when: "field", caps: ["F10"], label: "Whole line",
      help: "Key a whole MICR line, or the account, instead of symbols in doubt; again: a line in the other font" },
    { does: "tape", codes: ["F6"], when: "field", caps: ["F6"], label: "Tape",
      help: "Show or hide the tape", foot: true },
  ],
  choose: [
    { does: "choose", codes: digits(), when: "field", caps: ["1\u20139"], label: "Pick",
      help: "Pick a suggestion while the field is empty, or an answer", foot: true },
  ],
  picture: [
    { does: "turn-over", codes: ["NumpadMultiply"], characters: ["*"], when: "field", caps: ["*"],
      label: "Turn over", help: "Front, back", foot: true },
    { does: "zoom", codes: ["NumpadDivide"], characters: ["/"], when: "field", caps: ["/"],
      label: "Zoom", help: "Zoom 1, 2, 3 times, on the field", foot: true },
    { does: "rotate", codes: ["F8"], when: "field", caps: ["F8"], label: "Rotate",
      help: "Rotate by a quarter" },
    { does: "invert", codes: ["F9"], when: "field", caps: ["F9"], label: "Invert",
      help: "Swap dark and light" },
  ],
  scan: [],
  causes: [
    { does: "go-likeliest", codes: ["Enter", "NumpadEnter"], when: "letter", caps: ["Enter"],
      label: "Go to the likeliest", help: "Go to where the likeliest cause is put right", foot: true },
    { does: "go-suspect", codes: digits(), when: "letter", caps: ["1\u20139"],
      label: "Go to this cause", help: "Go to where the cause with this number is put right", foot: true },
    { does: "all-causes", codes: ["KeyM"], when: "letter", caps: ["M"], label: "More causes",
      help: "Show the less likely causes too", foot: true },
  ],
  batch: [
    { does: "go-waiting", codes: digits(), when: "letter", caps: ["1\u20139"],
      label: "Go to what waits", help: "Open the item with this number", foot: true },
    { does: "correct", codes: ["KeyC"], when: "letter", caps: ["C"], label: "Correct declared",
      help: "Correct the declared totals", foot: true },
    { does: "key-batch", codes: ["KeyO"], when: "letter", caps: ["O"], label: "Key open items",
      help: "Key the open items of this batch", foot: true },
    { does: "force", codes: ["KeyF"], when: "letter", caps: ["F"], label: "Force",
      help: "Accept the difference of this batch, with a reason" },
    { does: "release", codes: ["KeyL"], when: "letter", caps: ["L"], label: "Release",
      help: "Release this batch, which balances, where the office wants a person for it" },
    { does: "build", codes: ["KeyD"], when: "letter", caps: ["D"], label: "Build deposits",
      help: "Build the deposits of this batch", foot: true },
  ],
  document: [
    { does: "correct-answer", codes: ["KeyC"], when: "letter", caps: ["C"], label: "Correct",
      help: "Correct the first answer about this paper", foot: true },
    { does: "explain", codes: ["KeyE"], when: "letter", caps: ["E"], label: "Explain the read",
      help: "Show every symbol that was read, its place and how sure it is", foot: true },
    { does: "divide-check", codes: ["KeyL"], when: "letter", caps: ["L"], label: "Divide by a list",
      help: "Divide a check without a coupon over the accounts of the list that came with it" },
    { does: "correct-kind", codes: ["KeyK"], when: "letter", caps: ["K"], label: "What it is",
      help: "Say what this paper is, where it was taken for something else" },
    { does: "raise-exception", codes: ["KeyX"], when: "letter", caps: ["X"], label: "Exception",
      help: "Say that something is the matter with this paper", foot: true },
    { does: "accept-picture", codes: ["KeyA"], when: "letter", caps: ["A"], label: "Accept picture",
      help: "Take a picture that was refused for its quality as it is" },
  ],
  mail: [
    { does: "pick-up", codes: ["F2"], when: "field", caps: ["F2"], label: "New pick-up",
      help: "Log mail that was fetched", foot: true },
    { does: "sign", codes: ["F3"], when: "field", caps: ["F3"], label: "Sign",
      help: "Go to the first pick-up that waits for your signature", foot: true },
  ],
  unit: [
    { does: "step", codes: ["F2"], when: "field", caps: ["F2"], label: "Next step",
      help: "Take the next step of this unit", foot: true },
    { does: "hand-off", codes: ["F3"], when: "field", caps: ["F3"], label: "Hand off or take",
      help: "Offer this unit to somebody, or take what is offered to you", foot: true },
    { does: "send-away", codes: ["F4"], when: "field", caps: ["F4"], label: "Send away",
      help: "Pieces are returned, forwarded or sent to the bank", foot: true },
    { does: "discover", codes: ["F6"], when: "field", caps: ["F6"], label: "Discovered",
      help: "Record a remittance in an envelope that should be empty", foot: true },
    { does: "cash", codes: ["F7"], when: "field", caps: ["F7"], label: "Cash",
      help: "Record cash found in this unit", foot: true },
  ],
  custody: [
    { does: "open-box", codes: ["F2"], when: "field", caps: ["F2"], label: "Open a box",
      help: "Open a box for stored paper", foot: true },
    { does: "hold", codes: ["F3"], when: "field", caps: ["F3"], label: "Hold",
      help: "Keep a box or a unit from being destroyed", foot: true },
    { does: "policy", codes: ["F4"], when: "field", caps: ["F4"], label: "Policy",
      help: "Change how long paper is kept and which date counts", foot: true },
  ],
  counter: [
    { does: "receipt", codes: ["F2"], when: "field", caps: ["F2"], label: "Receipt",
      help: "Take money and give a receipt", foot: true },
    { does: "open-drawer", codes: ["F3"], when: "field", caps: ["F3"], label: "Open a drawer",
      help: "Open a cash drawer with its counted float", foot: true },
    { does: "move", codes: ["F6"], when: "field", caps: ["F6"], label: "In, out, drop",
      help: "Put cash into the drawer, take some out, or drop it into the safe", foot: true },
    { does: "count", codes: ["F8"], when: "field", caps: ["F8"], label: "Count",
      help: "Count the drawer; what it should hold is not shown before", foot: true },
    { does: "accept", codes: ["F9"], when: "field", caps: ["F9"], label: "Accept a count",
      help: "Accept the first count of another person that waits", foot: true },
  ],
  report: [
    { does: "sign", codes: ["F2"], when: "field", caps: ["F2"], label: "Sign",
      help: "Sign this report as it is shown", foot: true },
    { does: "take-pdf", codes: ["F6"], when: "field", caps: ["F6"], label: "PDF",
      help: "Take the report away as pages", foot: true },
    { does: "take-workbook", codes: ["F7"], when: "field", caps: ["F7"], label: "Workbook",
      help: "Take the report away as a workbook (XLSX)", foot: true },
    { does: "take-csv", codes: ["F8"], when: "field", caps: ["F8"], label: "CSV",
      help: "Take the report away as CSV", foot: true },
  ],
  correspondence: [
    { does: "write", codes: ["F2"], when: "field", caps: ["F2"], label: "Write a letter",
      help: "Write a letter from a template", foot: true },
    { does: "log", codes: ["F3"], when: "field", caps: ["F3"], label: "Log an inquiry",
      help: "Log what somebody asked", foot: true },
  ],
  incidents: [
    { does: "log", codes: ["F2"], when: "field", caps: ["F2"], label: "Log an incident",
      help: "Log that something went wrong", foot: true },
  ],
  deposits: [
    { does: "build", codes: ["KeyB"], when: "letter", caps: ["B"], label: "Build",
      help: "Make the drafts what the plan says", foot: true },
    { does: "submit", codes: ["KeyS"], when: "letter", caps: ["S"], label: "Submit drafts",
      help: "Submit every draft for approval", foot: true },
    { does: "final", codes: ["KeyF"], when: "letter", caps: ["F"], label: "Final",
      help: "Plan the last deposit of each account as the final one of the day, or not", foot: true },
  ],
  deposit: [
    { does: "approve", codes: ["KeyA"], when: "letter", caps: ["A"], label: "Approve",
      help: "Go to the button that approves", foot: true },
    { does: "submit", codes: ["KeyS"], when: "letter", caps: ["S"], label: "Submit",
      help: "Submit a draft for approval", foot: true },
    { does: "return", codes: ["KeyR"], when: "letter", caps: ["R"], label: "Return",
      help: "Return it to draft, with a reason", foot: true },
    { does: "send", codes: ["KeyN"], when: "letter", caps: ["N"], label: "Send",
      help: "Say how it went to the bank, by whom and in which bag", foot: true },
    { does: "confirm", codes: ["KeyC"], when: "letter", caps: ["C"], label: "Confirm",
      help: "The bank has the whole amount", foot: true },
    { does: "adjust", codes: ["KeyD"], when: "letter", caps: ["D"], label: "Adjust",
      help: "The bank corrected it: confirm with its reasons", foot: true },
    { does: "reject", codes: ["KeyX"], when: "letter", caps: ["X"], label: "Rejected",
      help: "The bank sent it back; its items may be deposited again" },
    { does: "cancel", codes: ["KeyL"], when: "letter", caps: ["L"], label: "Cancel draft",
      help: "Cancel a draft; its number stays, its items are free" },
    { does: "ticket", codes: ["KeyT"], when: "letter", caps: ["T"], label: "Ticket",
      help: "Open the deposit ticket (PDF)", foot: true },
  ],
  returns: [
    { does: "take-in", codes: ["F2"], when: "field", caps: ["F2"], label: "Take in",
      help: "Take in an item that the bank returned", foot: true },
  ],
  return: [
    { does: "take-step", codes: digits(), when: "letter", caps: ["1\u20139"], label: "Take a step",
      help: "Take the step with this number", foot: true },
  ],
  corrections: [
    { does: "ask", codes: ["F2"], when: "field", caps: ["F2"], label: "Ask for one",
      help: "Ask for a correction", foot: true },
    { does: "review", codes: ["F4"], when: "field", caps: ["F4"], label: "Sign the review",
      help: "Sign that the entries of the day were reviewed", foot: true },
  ],
  accounts: [
    { does: "new-account", codes: ["F2"], when: "field", caps: ["F2"], label: "New account",
      help: "Ask for a new account", foot: true },
    { does: "review-accounts", codes: ["F4"], when: "field", caps: ["F4"], label: "Review",
      help: "Look through the accounts that somebody should see", foot: true },
    { does: "open-credit", codes: ["F7"], when: "field", caps: ["F7"], label: "Credit",
      help: "Arrangements, deposits held and referral", foot: true },
  ],
  account: [
    { does: "change-account", codes: ["F2"], when: "field", caps: ["F2"], label: "Change",
      help: "Change name, address, bill type, fund or deposit account", foot: true },
    { does: "merge-account", codes: ["F6"], when: "field", caps: ["F6"], label: "Merge",
      help: "Let the account go on as another one", foot: true },
    { does: "step-account", codes: ["F8"], when: "field", caps: ["F8"], label: "Close or reopen",
      help: "Close the account, or reopen it", foot: true },
  ],
  credit: [
    { does: "propose", codes: ["F2"], when: "field", caps: ["F2"], label: "Propose",
      help: "Propose one for an account", foot: true },
  ],
  arrangements: [
    { does: "record", codes: ["F6"], when: "field", caps: ["F6"], label: "Book what the books show",
      help: "Book which arrangements began, were kept or broken", foot: true },
  ],
  referral: [
    { does: "file", codes: ["F7"], when: "field", caps: ["F7"], label: "Make the file",
      help: "Make the file of all that wait for one", foot: true },
  ],
  "credit-one": [
    { does: "agree", codes: ["F4"], when: "field", caps: ["F4"], label: "Approve",
      help: "Approve, reinstate or record it, as is next", foot: true },
    { does: "end", codes: ["F8"], when: "field", caps: ["F8"], label: "Reject or close",
      help: "Reject, refuse or close it, as is next", foot: true },
  ],
  watch: [
    { does: "run", codes: ["F2"], when: "field", caps: ["F2"], label: "Look again",
      help: "Look through the last 120 days again", foot: true },
  ],
  finding: [
    { does: "look", codes: ["F4"], when: "field", caps: ["F4"], label: "Looked at",
      help: "Say what you saw", foot: true },
    { does: "dismiss", codes: ["F8"], when: "field", caps: ["F8"], label: "Dismiss",
      help: "Say why it has an honest explanation", foot: true },
  ],
  day: [
    { does: "close", codes: ["KeyC"], when: "letter", caps: ["C"], label: "Close",
      help: "Close the day", foot: true },
    { does: "cut-off", codes: ["KeyX"], when: "letter", caps: ["X"], label: "Cut off",
      help: "Take no more mail for this day", foot: true },
    { does: "carry", codes: ["KeyF"], when: "letter", caps: ["F"], label: "Carry forward",
      help: "Let envelopes that wait go on to the next day", foot: true },
    { does: "reopen", codes: ["KeyO"], when: "letter", caps: ["O"], label: "Reopen",
      help: "Ask for a closed day to be reopened, or agree", foot: true },
    { does: "tie", codes: ["KeyT"], when: "letter", caps: ["T"], label: "Tie",
      help: "Go to the lines of the tie; Enter shows what is behind one", foot: true },
    { does: "packet", codes: ["KeyM"], when: "letter", caps: ["M"], label: "Make packet",
      help: "Make the close packet of the day", foot: true },
  ],
};

function digits(): string[] {
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => [`Digit${n}`, `Numpad${n}`]);
}

export interface KeyStroke {
  readonly code: string; readonly key: string;
  readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean;
}
export interface Situation {
  /// "none": nothing is typed into.  "amount": a field without use for letters and signs.
  readonly field: "none" | "text" | "amount";
  readonly letters: boolean;
  /// The key before, when it began a sequence.
  readonly before: string | null;
}

const spelled = (stroke: KeyStroke) =>
  (stroke.ctrlKey || stroke.metaKey ? "Ctrl+" : "") + (stroke.altKey ? "Alt+" : "") + stroke.code;

function fits(binding: Binding, stroke: KeyStroke, situation: Situation): boolean {
  if (binding.when === "letter" && situation.field !== "none") return false;
  const isPlainKey = /^(Key|Slash|Digit|Numpad\d)/.test(binding.codes[0] ?? "");
  if (binding.when === "letter" && isPlainKey && !situation.letters) return false;
  const code = spelled(stroke);
  const whole = situation.before ? `${situation.before} ${code}` : code;
  if (binding.codes.includes(whole)) return true;
  const mayBeSign = situation.field !== "text" && !stroke.ctrlKey && !stroke.metaKey;
  return mayBeSign && (binding.characters?.includes(stroke.key) ?? false);
}

/// The bindings of these contexts that a key press means, the innermost context first.
export function meanings(
  contexts: readonly Context[], stroke: KeyStroke, situation: Situation,
): { context: Context; binding: Binding }[] {
  return contexts.flatMap((context) => keyTable[context]
    .filter((binding) => fits(binding, stroke, situation))
    .map((binding) => ({ context, binding })));
}

/// Whether this key begins a sequence such as G D.
export function beginsSequence(stroke: KeyStroke, situation: Situation): boolean {
  return situation.field === "none" && situation.letters && situation.before === null &&
    spelled(stroke) === "KeyG";
}

/// Function keys that some screen uses: a browser never gets to see them.
export const claimedFunctionKeys: ReadonlySet<string> = new Set(
  Object.values(keyTable).flat().flatMap((binding) => binding.codes)
    .filter((code) => /^F\d+$/.test(code)));
