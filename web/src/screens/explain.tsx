// Why a paper was read as it was: every symbol with its place, how sure it is, what else it could be.
import { useEffect, useRef } from "preact/hooks";
import { documents } from "../api/calls";
import type { SeenLine, SeenPage, SeenSymbol } from "../api/types";
import { word } from "../words";
import { useLoad } from "../ui/load";
import { MicrText } from "../ui/micr";
import { Shown, Table } from "../ui/parts";
import { around, isDoubtful, MarkedPicture, spoken, sureText } from "../ui/seen";

const markOf = (symbol: SeenSymbol) =>
  ({ box: symbol.box, is: isDoubtful(symbol) ? "doubt" as const : "read" as const });

/// Of a line with an error, in words.
const errorText = ({ error }: SeenLine) =>
  error < 1 ? `wrong at most 1 time in ${Math.floor(1 / Math.max(error, 1e-6)).toLocaleString("en-US")}` : "";

const guesses = ({ symbol, best, second }: SeenSymbol): string[] =>
  [best, second].filter((one): one is string => Boolean(one) && one !== symbol);

/// One line, enlarged, with what was read below each symbol.
function ExplainedLine({ document, line }: { document: number; line: SeenLine }) {
  const crop = around(line.box, 0.6, line.box.height);
  const name = `${word(line.type)} line, enlarged`;
  return (
    <div class="scroller" role="group" aria-label={name} tabIndex={0}>
      <div class="seen-sheet" style={{ minWidth: `${line.symbols.length * 40}px` }}>
        <MarkedPicture document={document} crop={crop} marks={line.symbols.map(markOf)} label={name} />
        <div class="seen-words" aria-hidden="true">
          {line.symbols.map((symbol, at) => (
            <span key={at} class={isDoubtful(symbol) ? "doubt" : ""} style={{
              left: `${(((symbol.box.left + symbol.box.width / 2 - crop.left) / crop.width) * 100).toFixed(2)}%`,
            }}>
              <b><MicrText text={symbol.symbol} font={line.type} /></b>
              {!isDoubtful(symbol) && <small>{sureText(symbol)}</small>}
              {isDoubtful(symbol) && guesses(symbol).map((guess) => (
                <small key={guess}><MicrText text={`${guess}?`} font={line.type} /></small>
              ))}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

interface Row { key: string; line: SeenLine; at: number; symbol: SeenSymbol }
const rowsOf = (page: SeenPage): Row[] => page.lines.flatMap((line, n) =>
  line.symbols.map((symbol, at) => ({ key: `${n} ${at}`, line, at, symbol })));

function SymbolTable({ page }: { page: SeenPage }) {
  return (
    <Table caption="Symbols that were read" rows={rowsOf(page)} keyOf={({ key }) => key}
      marked={({ symbol }) => isDoubtful(symbol)} columns={[
        { name: "Line", of: ({ line }) => word(line.type) },
        { name: "Place", figures: true, of: ({ at }) => at + 1 },
        { name: "Read", of: ({ line, symbol }) =>
          isDoubtful(symbol) ? "in doubt" : <MicrText text={symbol.symbol} font={line.type} /> },
        { name: "Sure", figures: true, of: ({ symbol }) => sureText(symbol) },
        { name: "Could be", of: ({ line, symbol }) =>
          guesses(symbol).map((guess) => spoken(guess, line.type)).join(", ") },
      ]} />
  );
}

/// Comes into view by itself, as it stands below what asked for it.
function Explained({ document, page }: { document: number; page: SeenPage }) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.scrollIntoView(), []);
  if (page.lines.length === 0)
    return <p class="empty">No symbols were read on the front of this paper, or none were kept.</p>;
  const isLong = (line: SeenLine) => line.symbols.length > 1;
  return (
    <div ref={top} class="explained">
      <MarkedPicture document={document} crop={{ side: "front", left: 0, top: 0, width: 1, height: 1 }}
        marks={page.lines.map(({ box }) => ({ box, is: "line" as const }))}
        label="The front, with a box around everything that was read" />
      {page.lines.map((line, at) => (
        <section key={at}>
          <h3>{word(line.type)} {errorText(line) && <span class="soft">{errorText(line)}</span>}</h3>
          {isLong(line) && <ExplainedLine document={document} line={line} />}
        </section>
      ))}
      <SymbolTable page={page} />
    </div>
  );
}

export function Explain({ document }: { document: number }) {
  const loaded = useLoad(() => documents.symbols(document), [document]);
  return <Shown from={loaded}>{(page) => <Explained document={document} page={page} />}</Shown>;
}
