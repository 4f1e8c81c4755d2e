"""What a reader does with the national map, step by step, and what the browser fetched meanwhile."""

from dataclasses import dataclass, field

from playwright.sync_api import CDPSession, Locator, Page

from pages.map_parts.layer_choice import offered
from tests.end_to_end.visitor import Visitor

LAYERS = ("key_region", "target_2025", "observed", "gap", "attainment")
OFFERED = list(offered())
YEARS = (2020, 2021, 2022, 2023, 2024, 2025)
PLACES = 375
PATIENCE_MS = 120_000
INSIDE = """path => {
    const box = path.getBBox();
    const matrix = path.getScreenCTM();
    const canvas = path.ownerSVGElement.parentElement.closest('.atlas-canvas').getBoundingClientRect();
    for (let row = 1; row < 20; row += 1) {
        for (let column = 1; column < 20; column += 1) {
            const point = new DOMPoint(box.x + (box.width * column) / 20, box.y + (box.height * row) / 20);
            if (!path.isPointInFill(point)) continue;
            const { x, y } = point.matrixTransform(matrix);
            const root = path.getRootNode();
            if (x > canvas.left && y > canvas.top && root.elementFromPoint(x, y) === path) return [x, y];
        }
    }
    return null;
}"""


@dataclass
class Transfer:
    """One answer of the server, as it came over the wire."""

    address: str
    encoding: str
    from_cache: bool
    wire_bytes: int = 0


@dataclass
class Wire:
    """Everything a page fetches, by way of the browser's own protocol: sizes as compressed, caches told apart."""

    session: CDPSession
    transfers: dict[str, Transfer] = field(default_factory=dict)
    _remembered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.session.on(
            "Network.requestServedFromCache", lambda event: self._remembered.add(event["requestId"])
        )
        self.session.on("Network.responseReceived", self._on_response)
        self.session.on("Network.loadingFinished", self._on_finished)
        self.session.send("Network.enable")

    def of(self, part: str) -> list[Transfer]:
        """Return the transfers with this part in their address."""
        return [transfer for transfer in self.transfers.values() if part in transfer.address]

    def _on_response(self, event: dict) -> None:
        response = event["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        from_cache = response.get("fromDiskCache", False) or event["requestId"] in self._remembered
        self.transfers[event["requestId"]] = Transfer(
            response["url"], headers.get("content-encoding", ""), from_cache
        )

    def _on_finished(self, event: dict) -> None:
        if event["requestId"] in self.transfers:
            self.transfers[event["requestId"]].wire_bytes = int(event["encodedDataLength"])


def watch_wire(page: Page) -> Wire:
    """Listen to what a page fetches from now on."""
    return Wire(page.context.new_cdp_session(page))


def map_of(page: Page, layer: str | None = None) -> Locator:
    """Return the map once it shows `layer`, or any layer."""
    chosen = f'[data-layer="{layer}"]' if layer else "[data-layer]"
    page.locator(f".atlas{chosen}").wait_for(timeout=PATIENCE_MS)
    return page.locator(".atlas")


def shapes(page: Page) -> Locator:
    """Return the shapes of the places on the map, in the order of their ids."""
    return page.locator(".atlas-shapes .atlas-place")


def rows(page: Page) -> Locator:
    """Return the lines of the ranking."""
    return page.locator(".atlas tbody tr")


def choose_layer(visitor: Visitor, layer: str) -> None:
    """Choose a layer in the control column and wait until the map shows it."""
    visitor.page.get_by_test_id("stRadio").locator("label:has(input)").nth(OFFERED.index(layer)).click()
    visitor.wait_until_idle()
    map_of(visitor.page, layer)


def choose_year(visitor: Visitor, year: int) -> None:
    """Choose a year in the control column and wait until all is at rest."""
    visitor.page.get_by_test_id("stSidebar").get_by_text(str(year), exact=True).click()
    visitor.wait_until_idle()


def move_map(visitor: Visitor) -> str:
    """Zoom in and drag, and return the view as the address now has it."""
    page = visitor.page
    page.locator(".atlas-tools button").first.click()
    page.wait_for_function("() => location.hash.startsWith('#map=')")
    before = page.evaluate("location.hash")
    box = page.locator(".atlas-canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 90, middle[1] + 60, steps=6)
    page.mouse.up()
    page.wait_for_function("before => location.hash !== before", arg=before)
    visitor.wait_until_idle()
    return page.evaluate("location.hash")


def point_in(page: Page, position: int) -> tuple[float, float]:
    """Return a point of the window where a place can be pressed, `position` in the order of ids."""
    shape = shapes(page).nth(position)
    found = shape.evaluate(INSIDE)
    assert found is not None, f"place number {position} lies nowhere in sight"
    return found[0], found[1]
