// Figures that open to say where they come from.

const OPEN = "details.figure[open]";

/** Let Escape close an opened figure: the one that holds the focus, else the last one; its number takes the focus. */
export function closeOnEscape() {
  if (document.documentElement.dataset.figures) return;
  document.documentElement.dataset.figures = "escape";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const opened = document.activeElement?.closest(OPEN) ?? [...document.querySelectorAll(OPEN)].at(-1);
    if (!opened) return;
    opened.open = false;
    opened.querySelector("summary").focus({ preventScroll: true });
  });
}
