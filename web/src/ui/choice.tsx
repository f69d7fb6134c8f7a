// One of several, as a select with its label.
import { useId } from "preact/hooks";

export function Choice({ label, value, options, onChange, first }: {
  label: string; value: string; options: [value: string, text: string][]; onChange: (value: string) => void;
  first?: boolean;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}
        {...(first ? { "data-first": true } : {})}>
        {options.map(([name, text]) => <option key={name} value={name}>{text}</option>)}
      </select>
    </div>
  );
}
