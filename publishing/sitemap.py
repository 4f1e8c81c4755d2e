"""What search engines read: the map of the site, split where it grows too long, and robots.txt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import escape

from publishing.addresses import LANGUAGE_TAGS, PageKey, public_path

MOST_ADDRESSES: Final = 10_000
"""The protocol allows 50 000 and 50 MB; with both languages named at each address a third of it is enough."""


def sitemap_files(base_url: str, pages: Sequence[PageKey], changed: Mapping[str, str]) -> dict[str, bytes]:
    """`sitemap.xml`, and the parts it names where there is more than one (sitemaps.org, protocol 0.9).

    Parameters
    ----------
    changed
        ISO date on which the content of each page last changed, by path.
    """
    listed = [page for page in pages if page.kind != "not_found"]
    parts = [listed[start : start + MOST_ADDRESSES] for start in range(0, len(listed), MOST_ADDRESSES)]
    if len(parts) == 1:
        return {"sitemap.xml": part_bytes(base_url, parts[0], changed)}
    files = {
        f"sitemap-{number}.xml": part_bytes(base_url, part, changed) for number, part in enumerate(parts, 1)
    }
    entries = "".join(f"<sitemap><loc>{escape(f'{base_url}/{name}')}</loc></sitemap>\n" for name in files)
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>\n'
    return {"sitemap.xml": ('<?xml version="1.0" encoding="utf-8"?>\n' + index).encode(), **files}


def part_bytes(base_url: str, pages: Sequence[PageKey], changed: Mapping[str, str]) -> bytes:
    """Addresses with their languages and the day of their last change."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in pages:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{LANGUAGE_TAGS[other.lang]}" '
            f'href="{escape(f"{base_url}/{public_path(other.path)}")}"/>'
            for other in page.others
        )
        day = f"<lastmod>{changed[page.path]}</lastmod>" if page.path in changed else ""
        lines.append(f"<url><loc>{escape(f'{base_url}/{public_path(page.path)}')}</loc>{day}{others}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def robots_bytes(base_url: str) -> bytes:
    """Everything may be read; where the site map is."""
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {base_url}/sitemap.xml"] if base_url else [])]
    return ("\n".join(lines) + "\n").encode()
