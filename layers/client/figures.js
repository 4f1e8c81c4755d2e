// Figures that open to say where they come from.

const OPEN = "details.figure[open]";

/** Let Escape close an opened figure: the one with the focus, else the last one. */
export function closeOnEscape() {
  // One listener a page, however often the search box comes and goes.
  document.onkeyup ??= ({ key }) => {
    const opened = key === "Escape" && (document.activeElement.closest(OPEN) ?? [...document.querySelectorAll(OPEN)].at(-1));
    if (!opened) return;
    opened.open = false;
    opened.firstElementChild.focus({ preventScroll: true });
  };
}
