"""The home page: the finding, the map (interactive where the browser allows), key regions, ways into the site."""

from __future__ import annotations

import json

from markupsafe import Markup

from layers.attainment_words import (
    attainment_note,
    attainment_sentence,
    counts_sentence,
    headline,
    key_region_summary,
)
from layers.drawn import draw
from layers.judged_layers import STANDARD_PREFIX
from layers.web_map import data_island
from policy.effective import TARGET_YEAR
from policy.scope import members_of_key_regions
from policy.standards import limit_for_year
from policy.summary import summary_of
from publishing.cites import Cite, Figure, Line, Link
from publishing.layer_page import layer_sources, layer_title, legend_of, nation_figure
from publishing.page import PageMaker
from publishing.site import LayerYear

GEOMETRY = "places.json"
INDEX = "index.json"


def home_page(page: PageMaker) -> str:
    """The HTML of the home page."""
    _ = page.words.gettext
    atlas, wanted = page.site.atlas, page.site.home_layer
    summary = key_region_summary(atlas, TARGET_YEAR)
    sentence = headline(atlas, page.words, TARGET_YEAR)
    drawn = draw(atlas.register, page.site.layer(wanted), page.words)
    title = layer_title(page, wanted)
    content = {
        "sentence": sentence,
        "counts": [attainment_sentence(page.words, summary), attainment_note(page.words, summary)],
        "counted": counted(page),
        "counted_title": _("实况与界线相差不超过 3 的不算高于。逐个数值与来源："),
        "map": nation_figure(page, drawn, title),
        "map_title": title,
        "legend": legend_of(drawn),
        "setting": Markup(data_island("site-map", setting(page))),
        "regions": region_cards(page),
        "regions_title": _("{year} 年重点区域", year=TARGET_YEAR),
        "layer_link": Link(_("这张图的全部数值"), page.address("layer", wanted.name)),
        "layer_label": _("图层"),
        "year_label": _("年份"),
        "filters": [("region", _("重点区域")), ("province", _("省份")), ("class", _("分级"))],
        "filter_title": _("筛选"),
        "every": _("全部"),
        "no_scripts": _(
            "浏览器没有运行脚本：没有搜索、筛选和可缩放的地图。点图上的地点打开它的页面；其他图层各有一页。"
        ),
        "layers_link": Link(_("全部图层"), page.address("layers")),
        "clear": _("清除筛选"),
        "places_link": Link(_("按省份查看全部地点"), page.address("places")),
        "sources": layer_sources(page, drawn),
        "regions_note": _("各年都按 2023 年 11 月印发的现行名单统计，此前的名单不同。"),
    }
    return page.html("home.html", _("蓝天图志"), sentence, content, f"home-{page.key.lang}")


def counted(page: PageMaker) -> list[Link | Cite]:
    """What the headline counts: the values of each place against its own figure and against the standard, and what sets it."""
    register = page.site.atlas.register
    limit = limit_for_year(register, TARGET_YEAR)
    layers = [page.site.home_layer, LayerYear(f"{STANDARD_PREFIX}{limit.standard_id}", TARGET_YEAR)]
    links = [
        Link(layer_title(page, one), page.address("layer", one.name))
        for one in layers
        if one in page.site.layer_years
    ]
    return [*links, page.citing.cite(limit.document_id, limit.clause)]


def setting(page: PageMaker) -> dict[str, str]:
    """What the script needs: addresses of shapes, index and the list of layers, and how a place's page is called."""
    home = page.site.home_layer
    return {
        "lang": page.key.lang,
        "geometry_url": page.asset(GEOMETRY),
        "index_url": page.asset(INDEX),
        "list_url": page.asset(f"layers-{page.key.lang}.json"),
        "first": home.name,
        "differs": page.words.gettext(
            "地图现在显示：{layer}。本页的结论和个数说的是：{first}。",
            layer="{layer}",
            first=f"{page.site.titles[page.key.lang][home.layer_id]} · {home.year}",
        ),
        "unknown": page.words.gettext("地址要求的 {asked} 不存在，没有采用。", asked="{asked}"),
        "shown": page.words.gettext("{shown} / {count} 个地点"),
        "place_page": page.to("places/000000.html" if page.key.lang == "zh" else "en/places/000000.html"),
    }


def region_cards(page: PageMaker) -> list[tuple[Link, Figure, str]]:
    """A key region each: its page, the list that makes it, and how its places stand."""
    _ = page.words.gettext
    register = page.site.atlas.register
    cards = []
    for scope_id, ids in members_of_key_regions(register).items():
        scope = register.listed_scopes[scope_id]
        lines = [Line(_("名单"), cite=page.citing.cite(scope.document_id or "", scope.clause))]
        cards.append(
            (
                Link(page.scope_name(scope_id), page.address("region", scope_id)),
                Figure(_("{count} 个地点", count=len(ids)), lines),
                counts_sentence(page.words, summary_of(register, ids, TARGET_YEAR)),
            )
        )
    return cards


def compact(content: object) -> bytes:
    """JSON without blanks, UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
