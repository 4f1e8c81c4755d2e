"""What a browser fetches of the static face: the first page with an empty cache, then another one."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from benchmarks.traffic import Traffic

REST_MS = 1_500
PLACE = "/places/140100.html"


def visit_bytes(browser: Browser, url: str) -> dict[str, Any]:
    """Requests and bytes over HTTP, headers included, of the home page and then of the page of a place."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    try:
        page = context.new_page()
        traffic = Traffic(page)
        found = {}
        for name, path in {"first": "/", "next": PLACE}.items():
            mark = traffic.mark()
            page.goto(url + path, wait_until="load")
            page.wait_for_timeout(REST_MS)
            _frames, downloads = traffic.since(mark)
            asked = [one for one in downloads if not one.from_cache]
            found[name] = {"requests": len(asked), "bytes": sum(one.wire_bytes for one in asked)}
        return found
    finally:
        context.close()
