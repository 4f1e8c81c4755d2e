"""The layer on the web: the small message that colours the map, and the map as one HTML file of its own.

The browser fetches shapes and names once (`layers.static_files`); a change of layer, year or filter sends one letter,
value and note per place in the order of the index, some 2 kB when deflated.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any, Final

from layers.client_files import client_script, client_styles
from layers.colophon import Colophon, colophon_html, counted, heading_of
from layers.drawn import DrawnLayer
from layers.map_words import source_lines
from policy.rounding import rounded as cut
from translations import Words, words_for

DEFAULT_SORT: Final = "value_desc"
_START: Final = """
const read = (id) => JSON.parse(document.getElementById(id).textContent);
modules["atlas_map.js"].mountAtlas(document.getElementById("atlas"), {
  payload: read("atlas-payload"), topology: read("atlas-topology"), index: read("atlas-index"),
});
"""
_POLICY_GOES_HERE: Final = "content-policy-goes-here"
_PAGE_STYLE: Final = """
body { margin: 0 auto; max-width: 1560px; padding: 16px; background: #fff; }
.page-foot { font: 12.5px/1.7 "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif;
  color: #5a6875; margin: 12px 2px 0; overflow-wrap: anywhere; }
.page-foot p { margin: 0; } .page-foot b { color: #17212b; font-weight: 600; }
"""


def atlas_payload(
    drawn: DrawnLayer,
    *,
    lang: str,
    geometry_url: str = "",
    index_url: str = "",
    visible: Collection[str] | None = None,
    selected: str | None = None,
    selected_lines: Sequence[str] = (),
    selected_sources: Sequence[Mapping[str, str]] = (),
    labels: Mapping[str, str] | None = None,
    sort: str = DEFAULT_SORT,
    area: str = "",
    picks: bool = False,
    point: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """Put a drawn layer into the message of the map component.

    Parameters
    ----------
    drawn
        Places in ascending order of id, as in the index.
    lang
        `zh` or `en`.
    geometry_url, index_url
        Addresses of the static files.
    visible
        Ids the filters leave; all when None.
    selected
        The selected place.
    selected_lines
        What its card says besides name, value, class and note.
    selected_sources
        What those lines cite: `text` as it stands there and the `href` that it opens.
    labels
        Words that replace those of `layers.map_words`, which the browser has already.
    sort
        `value_desc`, `value_asc`, `name` or `province`.
    area
        What the filters of area say (`PlaceFilter.area`); when it changes the map frames the places left.
    picks, point
        Ask for points instead of places; the one marked, longitude and latitude on WGS 84.

    Returns
    -------
    dict
        JSON-ready; `codes`, `notes` and `visible` hold one character per place, `values` one number or None,
        rounded to the layer's decimals.
    """
    words = words_for(lang)
    places = drawn.places
    values = [rounded(place.value, drawn.decimals) for place in places]
    starts = {entry.label[:1] for entry in drawn.legend}
    return {
        "geometry_url": geometry_url,
        "index_url": index_url,
        "lang": lang,
        "layer_id": drawn.layer_id,
        "year": drawn.year,
        "title": drawn.title,
        "subtitle": drawn.subtitle,
        "unit_symbol": drawn.unit_symbol,
        "decimals": drawn.decimals,
        "signed": any(value is not None and value < 0 for value in values),
        "legend": [
            {
                "code": entry.code,
                "label": entry.label,
                "colour": entry.colour,
                "hatch": entry.hatch,
                "count": entry.count,
            }
            for entry in drawn.legend
        ],
        "ranges": bool(starts & {"≤", "<"}),
        "legend_note": drawn.legend_note,
        "marked_notes": drawn.marked_notes,
        "marked_label": drawn.marked_label,
        "codes": "".join(place.code for place in places),
        "values": values,
        "notes": "".join(place.note_code for place in places),
        "note_labels": drawn.note_labels,
        "visible": "".join("01"[visible is None or place.place_id in visible] for place in places),
        "selected": selected,
        "selected_lines": list(selected_lines),
        "selected_sources": list(selected_sources),
        "sources": source_lines([source.text for source in drawn.sources], words),
        "labels": {"value": drawn.value_heading, **(labels or {})},
        "sort": sort,
        "frame": "china",
        "area": area,
        **({"picks": True, "point": point} if picks else {}),
    }


def search_payload(index_url: str, words: Words) -> dict[str, Any]:
    """The message of the search component."""
    return {"index_url": index_url, "lang": words.lang}


def rounded(value: float | None, decimals: int) -> float | int | None:
    """A number as it is shown; whole numbers without their `.0`, which the browser does not need."""
    if value is None:
        return None
    number = cut(value, decimals)
    return int(number) if number.is_integer() else number


def write_message(payload: Mapping[str, Any]) -> bytes:
    """Deflate a message: UTF-8 JSON in the zlib format (RFC 1950), which browsers inflate by themselves."""
    return zlib.compress(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def read_message(message: bytes) -> dict[str, Any]:
    """Undo `write_message`."""
    return json.loads(zlib.decompress(message))


def map_document(
    drawn: DrawnLayer,
    *,
    lang: str,
    topology: str,
    index: Mapping[str, Any],
    colophon: Colophon,
    visible: Collection[str] | None = None,
    selected: str | None = None,
    area: str = "",
) -> str:
    """Make an HTML document with the interactive map, its table and nothing left to fetch.

    Parameters
    ----------
    visible
        The places in focus: coloured, listed, and counted in the legend; all when None.
    area
        What is framed, by any name; empty for the whole country. The map opens on the places in focus then.
    topology
        The TopoJSON file as text.
    index
        The index of places (`layers.place_index`).
    colophon
        Date, version, address and approval; shown under the map together with all sources.

    Returns
    -------
    str
        HTML; its content security policy allows its own script and style and no request at all.
    """
    # Loading folium costs a third of a second: only who asks for a document waits for it.
    import folium
    from branca.element import Element

    words = words_for(lang)
    payload = atlas_payload(
        counted(drawn, visible), lang=lang, visible=visible, selected=selected, area=area
    ) | heading_of(drawn, colophon, words)
    figure = folium.Figure(title=escape(f"{payload['title']} · {words.gettext('蓝天图志')}"))
    parts = {
        figure.header: [
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY_GOES_HERE}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{client_styles()}{_PAGE_STYLE}</style>",
        ],
        figure.html: [
            '<div id="atlas"></div>',
            colophon_html(drawn, colophon, words),
            data_island("atlas-payload", payload),
            data_island("atlas-topology", json.loads(topology)),
            data_island("atlas-index", index),
        ],
        figure.script: [client_script("atlas_map.js"), _START],
    }
    for place, texts in parts.items():
        for number, text in enumerate(texts):
            # Text, not a template: the script has braces of its own.
            place.add_child(Element(f"{{% raw %}}{text}{{% endraw %}}"), name=f"atlas-{number}")
    document = figure.render().replace("<html>", f'<html lang="{words.lang}">', 1)
    return document.replace(_POLICY_GOES_HERE, content_policy(document), 1)


def data_island(element_id: str, content: object) -> str:
    """JSON inside a script element; `<` is escaped so that no text can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{element_id}">{text}</script>'


def content_policy(document: str) -> str:
    """A policy that allows the styles and scripts of the document by their hashes, and no request to anywhere."""
    style = " ".join(fingerprint(text) for text in re.findall(r"<style>(.*?)</style>", document, re.DOTALL))
    script = " ".join(
        fingerprint(text) for text in re.findall(r"<script>(.*?)</script>", document, re.DOTALL)
    )
    return f"default-src 'none'; script-src {script}; style-src {style}; img-src data:"


def fingerprint(text: str) -> str:
    """The hash of an inline script or style as a content security policy names it (CSP level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
