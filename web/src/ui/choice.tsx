// One of several, as a select with its label.
export function Choice({ label, value, options, onChange, first }: {
  label: string; value: string; options: [value: string, text: string][]; onChange: (value: string) => void;
  first?: boolean;
}) {
  return (
    <label class="field">{label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}
        {...(first ? { "data-first": true } : {})}>
        {options.map(([name, text]) => <option key={name} value={name}>{text}</option>)}
      </select>
    </label>
  );
}
