"""The page of a layer in a year: what the counts say, the map of the nation, the table of all places, sources."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from layers.catalogue import has_years
from layers.drawn import DrawnLayer, draw
from publishing.addresses import layer_name
from publishing.cites import Cite, Link
from publishing.layer_files import layer_csv_path
from publishing.layer_table import class_table, layer_table
from publishing.layer_words import layer_words
from publishing.nation_map import nation_svg
from publishing.page import PageMaker
from publishing.site import LayerYear


def layer_page(page: PageMaker) -> str:
    """The HTML of a layer-year."""
    _ = page.words.gettext
    wanted = next(one for one in page.site.layer_years if one.name == page.key.name)
    drawn = draw(page.site.atlas.register, page.site.layer(wanted), page.words)
    title = layer_title(page, wanted)
    sentence, *notes = layer_words(page, wanted, drawn)
    content = {
        "sentence": sentence,
        "notes": notes,
        "subtitle": drawn.subtitle,
        "map": nation_figure(page, drawn, title),
        "legend": legend_of(drawn),
        "legend_note": " ".join(part for part in (drawn.legend_note, drawn.marked_label) if part),
        "years": year_links(page, wanted),
        "steps": year_steps(page, wanted),
        "classes": class_table(page, drawn),
        "download": (
            page.to(layer_csv_path(wanted, page.key.lang)),
            _("下载表格（CSV）"),
            _("全部地点的数值、分级与来源，列与看板相同"),
        ),
        "years_title": _("年份"),
        "table": layer_table(page, wanted, drawn),
        "sources": layer_sources(page, drawn),
        "no_picture": no_picture(page, wanted),
        "interactive": (map_address(page, wanted), _("在可交互地图中打开")),
    }
    image = f"layer-{wanted.name}-{page.key.lang}"
    return page.html("layer.html", title, sentence, content, image)


def no_picture(page: PageMaker, wanted: LayerYear) -> tuple[str, Link | None] | None:
    """Why a former year has no image, and where one can be had; None for the newest year."""
    if wanted.year is None or wanted.year == page.site.years[-1]:
        return None
    _ = page.words.gettext
    export = page.dashboard("export", layer=wanted.layer_id, year=str(wanted.year))
    return _("图片只为最新一年预先制作。"), Link(_("在看板导出这一年的图片"), export) if export else None


def map_address(page: PageMaker, wanted: LayerYear) -> str:
    """The interactive map with this layer."""
    year = {} if wanted.year is None else {"year": wanted.year}
    return f"{page.address('home')}?{urlencode({'layer': wanted.layer_id, **year})}"


def layer_title(page: PageMaker, wanted: LayerYear) -> str:
    """Title with the year."""
    title = page.site.titles[page.key.lang][wanted.layer_id]
    return (
        title
        if wanted.year is None
        else page.words.gettext("{title} · {year} 年", title=title, year=wanted.year)
    )


def nation_figure(page: PageMaker, drawn: DrawnLayer, title: str) -> str:
    """The nation as SVG, each place a link to its page."""
    return nation_svg(
        page.site.atlas, page.words, page.site.nation, drawn, lambda one: page.address("place", one), title
    )


def legend_of(drawn: DrawnLayer) -> list[dict[str, Any]]:
    """The classes that occur."""
    counts = Counter(place.code for place in drawn.places)
    return [
        {"colour": entry.colour, "hatch": entry.hatch, "label": entry.label, "count": counts[entry.code]}
        for entry in drawn.legend
        if counts[entry.code]
    ]


def year_links(page: PageMaker, wanted: LayerYear) -> list[tuple[str, int, bool]]:
    """Address, number and whether it is the one shown, of every year of a layer that has years."""
    if not has_years(wanted.layer_id):
        return []
    made = {one.name for one in page.site.layer_years}
    names = [(layer_name(wanted.layer_id, year), year) for year in page.site.years]
    return [(page.address("layer", name), year, year == wanted.year) for name, year in names if name in made]


def year_steps(page: PageMaker, wanted: LayerYear) -> list[tuple[str, str, str]]:
    """Address, words and relation of the year before and the year after, where there are such."""
    _ = page.words.gettext
    links = year_links(page, wanted)
    here = next((number for number, (_address, _year, is_here) in enumerate(links) if is_here), None)
    if here is None:
        return []
    before = [(*links[here - 1][:2], "prev", _("上一年：{year}"))] if here else []
    after = [(*links[here + 1][:2], "next", _("下一年：{year}"))] if here + 1 < len(links) else []
    return [(address, said.format(year=year), relation) for address, year, relation, said in before + after]


def layer_sources(page: PageMaker, drawn: DrawnLayer) -> list[Cite]:
    """Documents and data the layer is made from."""
    return [page.citing.cite(source.document_id, source.clause) for source in drawn.sources]
