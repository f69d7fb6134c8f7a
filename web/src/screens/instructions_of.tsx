// The special instructions of a lockbox, where its batches are worked on.
import { custody } from "../api/calls";
import { useLoad } from "../ui/load";
import { Note } from "../ui/parts";

export function InstructionsOf({ lockbox }: { lockbox: string }) {
  const loaded = useLoad(() => custody.instructions(lockbox), [lockbox]);
  return (
    <>{loaded.data?.current.map((one) => (
      <Note key={one.payee}>{one.payee && <strong>{one.payee}: </strong>}{one.text}</Note>
    ))}</>
  );
}
