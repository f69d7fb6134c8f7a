// A dialog over the screen: the browser keeps the focus in it and closes it on Escape.
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

export function Dialog({ title, onClose, children, class: name = "" }: {
  title: string; onClose: () => void; children: ComponentChildren; class?: string;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // At once: the keys of a fast hand belong to the dialog from here on.
  useLayoutEffect(() => {
    const back = document.activeElement;
    const box = dialog.current;
    if (box && !box.open) box.showModal();
    (box?.querySelector("[data-first]") as HTMLElement | null)?.focus();
    return () => {
      box?.close();
      if (back instanceof HTMLElement && back.isConnected) back.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class={name} aria-labelledby={id}
      // What a dialog makes of a key is no business of the screen below, even as the dialog closes.
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
