// On a narrow screen Streamlit lays its sidebar over the page like a drawer: what is chosen there changes a map that
// nobody sees.

const DRAWER = "[data-testid='stSidebar']";
const SCREEN_LINK = `${DRAWER} [data-testid='stSidebarNavLink']`;

export class Drawer {
  /** @param {HTMLElement} container What holds the map. */
  constructor(container) {
    this.container = container;
    this.note = ({ type, target }) => {
      this.pressedIn = type === "pointerdown" ? target.closest?.(DRAWER) : null;
    };
    for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, this.note, true);
  }

  /**
   * Close the drawer after a choice made in it by hand, when it covers the map.
   *
   * Whoever chooses with the keyboard passes every option on the way and is left where they are.
   */
  giveWay() {
    const canvas = this.container.querySelector(".atlas-canvas");
    if (!canvas || !this.pressedIn?.isConnected || !overlap(this.pressedIn, canvas)) return;
    pressBeside(this.container);
    canvas.focus({ preventScroll: true });
    canvas.scrollIntoView({ block: "nearest" });
  }

  destroy() {
    for (const type of ["pointerdown", "keydown"]) document.removeEventListener(type, this.note, true);
  }
}

/**
 * Close the drawer when a screen is chosen in it: on a narrow screen it would cover that one.
 *
 * @param {HTMLElement} container Something that is on every screen, outside the drawer.
 * @returns {() => void} Stops it.
 */
export function closeOnNavigation(container) {
  const follow = ({ target }) => {
    // First the link does what it does.
    if (target.closest?.(SCREEN_LINK)) setTimeout(() => container.isConnected && pressBeside(container));
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}

// Streamlit itself closes its drawer at a press beside it, on narrow screens alone: it is told of one.
function pressBeside(container) {
  container.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, composed: true }));
}

// Side by side counts as apart, whatever the page has scrolled out of sight.
function overlap(first, second) {
  const [one, other] = [first, second].map((element) => element.getBoundingClientRect());
  return one.left < other.right - 1 && other.left < one.right - 1;
}
