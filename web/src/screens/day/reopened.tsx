// A reopened day says so, and why, on every screen that shows work of the day.
import { days } from "../../api/calls";
import type { DayDetail } from "../../api/types";
import { me } from "../../session";
import { dayText, timeText } from "../../words";
import { useLoad } from "../../ui/load";
import { Note } from "../../ui/parts";

export function ReopenedNotes({ day }: { day: DayDetail }) {
  return (
    <>
      {day.reopening && <Note tone="warn">{day.reopening.asked_by} asks for {dayText(day.day)} to be reopened,
        {" "}{timeText(day.reopening.at, me.value?.time_zone)}: {day.reopening.reason}. Another supervisor must agree.</Note>}
      {day.steps.filter(({ event }) => event === "reopen").map((step) => (
        <Note tone="warn" key={step.at}>{dayText(day.day)} was reopened by {step.actor}{step.asked_by && `, asked by ${step.asked_by}`},
          {" "}{timeText(step.at, me.value?.time_zone)}: {step.reason}</Note>
      ))}
    </>
  );
}

/// The notes of every day that is open again now, or of `day` alone.
export function ReopenedDays({ day = null }: { day?: string | null }) {
  const loaded = useLoad(async () => {
    const { items } = await days.list();
    const again = items.filter((one) => one.state === "reopened" && (!day || one.day === day));
    return Promise.all(again.map((one) => days.get(one.day)));
  }, [day], ["day"]);
  return <>{loaded.data?.map((one) => <ReopenedNotes key={one.day} day={one} />)}</>;
}
