"""With every other host out of reach, nothing is missed by the reader and nothing is asked for by the server."""

from collections.abc import Callable

import pytest

from tests.end_to_end.app_server import AppServer
from tests.end_to_end.visitor import Visitor


@pytest.mark.parametrize("address", ["/", "/city?place=140100", "/method", "/?lang=en"])
def test_screen_needs_no_other_host(
    address: str, visit: Callable[..., Visitor], app_server: AppServer
) -> None:
    assert visit(address, is_first=True).faults() == []
    assert app_server.outgoing_connections() == []
