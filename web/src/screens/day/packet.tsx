// The close packet: who signed it and when, and its files.
import { closing } from "../../api/calls";
import type { List, Packet } from "../../api/types";
import { count } from "../../money";
import { me, mayAny } from "../../session";
import { timeText, word } from "../../words";
import { announce } from "../../ui/announce";
import { useAction, useLoad } from "../../ui/load";
import { Note, Panel, ProblemNote, Shown, Tag } from "../../ui/parts";

const makeButton = "make-packet";

/// Presses the button that makes the packet, where the person has one.
export function makePacket(): boolean {
  const button = document.getElementById(makeButton);
  button?.click();
  return button !== null;
}

function Files({ day, packet }: { day: string; packet: Packet }) {
  const [main, tables] = [
    packet.files.filter(({ kind }) => kind !== "table"),
    packet.files.filter(({ kind }) => kind === "table"),
  ];
  const line = (file: Packet["files"][number]) => (
    <li key={file.name}>
      <a href={closing.file(day, file.name)} download>{file.name}</a>
      <span class="soft">{word(file.kind)}, {count(file.bytes)} bytes</span>
    </li>
  );
  return (
    <>
      <ul class="files">{main.map(line)}</ul>
      {tables.length > 0 && (
        <details class="tables"><summary>{tables.length} tables (CSV)</summary><ul class="files">{tables.map(line)}</ul></details>
      )}
    </>
  );
}

function One({ day, packet }: { day: string; packet: Packet }) {
  const manifest = packet.files.find(({ kind }) => kind === "manifest");
  return (
    <div>
      <p>
        <Tag state={packet.signed ? "closed" : "cut_off"} text={packet.signed ? "Signed" : "Provisional"} />
        {" "}{packet.signed ? `by ${packet.made_by}, ` : "as of "}{timeText(packet.at, me.value?.time_zone)}
      </p>
      {packet.files.length === 0 && <Note tone="warn">Its files were not made; make the packet again.</Note>}
      <Files day={day} packet={packet} />
      <p class="soft">{count(packet.audit_events)} audit events, the last <span class="hash">{packet.audit_hash}</span></p>
      {manifest && <p class="soft">Manifest <span class="hash">{manifest.sha256}</span></p>}
    </div>
  );
}

export function PacketPanel({ day, isClosed }: { day: string; isClosed: boolean }) {
  const loaded = useLoad<List<Packet>>(() => closing.packets(day), [day, isClosed], ["day"]);
  const action = useAction();
  const mayMake = mayAny("close_day", "audit");
  const make = () => action.run(async () => {
    loaded.set(await closing.makePacket(day));
    announce("The packet is made.");
  });
  return (
    <Panel title="Close packet">
      <Shown from={loaded}>{({ items }) => items.length === 0
        ? <p class="empty">No packet yet. It is made when the day is closed, and before that whenever somebody asks.</p>
        : <>{items.map((packet) => <One key={packet.name} day={day} packet={packet} />)}</>}</Shown>
      <ProblemNote problem={action.problem} />
      {mayMake && (
        <p class="actions"><button id={makeButton} type="button" disabled={action.isBusy} onClick={make}>
          {isClosed ? "Make the packet again" : "Make a provisional packet"}</button></p>
      )}
    </Panel>
  );
}
