"""`streamlit run streamlit_app.py` alone: the first visit builds the shapes and says so."""

from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.app_server import AppServer
from tests.end_to_end.visitor import Visitor

BUILD_SECONDS = 300


def test_first_visit_builds_the_shapes_and_shows_the_map(
    start_app_server: Callable[..., AppServer], visit_own: Callable[..., Visitor], tmp_path: Path
) -> None:
    server = start_app_server(env={"ATLAS_CACHE": str(tmp_path / "geometry")})
    visitor = visit_own("/", server=server, wait=False)
    bar = visitor.page.get_by_role("progressbar")
    bar.first.wait_for(timeout=BUILD_SECONDS * 1000)
    bar.first.wait_for(state="detached", timeout=BUILD_SECONDS * 1000)
    visitor.wait_until_idle()
    assert visitor.page.locator(".leaflet-container").first.is_visible()
    assert [address for address in visitor.requests if "/places." in address] != []
    assert visitor.faults() == []
    assert list((tmp_path / "geometry").glob("*/manifest.json")) != []
