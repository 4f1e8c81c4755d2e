"""Pages that lead to others: all places by province, all areas, all layers, all documents; and the page of a lost way."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, Final

from layers.catalogue import CATALOGUE, FAMILIES
from layers.document_facts import relation_names, unknown_fact
from layers.region_words import extent_sentence, finding
from layers.status_words import completeness_names, verdict_name
from policy.attainment import attainment_of
from policy.scope import members_of_key_regions
from publishing.cites import Cell, Figure, Link, Table, Unknown
from publishing.document_page import document_rows
from publishing.layer_page import layer_title
from publishing.page import PageMaker, find
from publishing.site import LayerYear
from publishing.verdict_cells import gap_figure, observed_figure, target_figure

NO_PLACE: Final = "000000"


def places_page(page: PageMaker) -> str:
    """Every place by province."""
    _ = page.words.gettext
    register = page.site.atlas.register
    by_province: dict[str, list[str]] = defaultdict(list)
    for one in register.places.values():
        by_province[one.province.province_id].append(one.place_id)
    groups = []
    for province_id, ids in sorted(by_province.items()):
        province = register.provinces[province_id]
        groups.append(
            (
                f"p-{province_id}",
                page.words.pick(province.name_zh, province.name_en),
                province_table(page, ids),
            )
        )
    title = _("全部地点")
    sentence = _(
        "{count} 个地点，按省份列出：2025 年实测、目标与差距，来源见各地点的页面", count=len(register.places)
    )
    return page.html(
        "places.html",
        title,
        sentence,
        {"sentence": sentence, "groups": groups},
    )


def province_table(page: PageMaker, ids: list[str]) -> Table:
    """The places of a province."""
    _ = page.words.gettext
    rows: list[list[Cell]] = []
    for one in ids:
        verdict = attainment_of(page.site.atlas.register, one)
        name = page.place_name(one, short=True)
        rows.append(
            [
                Link(name, page.address("place", one)) if one in page.site.place_ids else name,
                plain(observed_figure(page.citing, verdict)),
                plain(target_figure(page.citing, verdict)),
                plain(gap_figure(page.citing, verdict)),
                verdict_name(page.words, verdict),
            ]
        )
    province = page.site.atlas.register.places[ids[0]].province
    caption = page.words.pick(province.name_zh, province.name_en)
    headings = [_("地点"), _("2025 年实测"), _("2025 年目标"), _("差距"), _("判定")]
    return Table(
        f"{caption}（µg/m³）" if page.key.lang == "zh" else f"{caption} (µg/m³)", headings, rows, stacks=True
    )


def plain(shown: Figure | str) -> str:
    """A figure without its sources, which the page of the place opens: 375 places would make a megabyte of them."""
    return f"{shown.shown} {shown.mark}".strip() if isinstance(shown, Figure) else shown


def regions_page(page: PageMaker) -> str:
    """Key regions and named areas with a sentence each."""
    _ = page.words.gettext
    atlas = page.site.atlas
    key_regions = members_of_key_regions(atlas.register)
    rows = [
        (
            Link(page.scope_name(one), page.address("region", one)),
            finding(atlas, page.words, one)
            if one in key_regions
            else extent_sentence(atlas, page.words, atlas.register.listed_scopes[one]),
        )
        for one in page.site.scope_ids
    ]
    sentence = _(
        "{key} 个重点区域和 {other} 个点名的地理区域",
        key=len(key_regions),
        other=len(rows) - len(key_regions),
    )
    content = {"sentence": sentence, "rows": rows}
    return page.html("regions.html", _("区域"), sentence, content)


def layers_page(page: PageMaker) -> str:
    """Every layer with its years."""
    _ = page.words.gettext
    years: dict[str, list[LayerYear]] = defaultdict(list)
    for one in page.site.layer_years:
        years[one.layer_id].append(one)
    groups: dict[str, list[tuple[str, list[Link]]]] = defaultdict(list)
    for layer_id, found in years.items():
        name = group_name(page, layer_id)
        title = page.site.titles[page.key.lang][layer_id]
        links = [
            Link(str(one.year) if one.year else _("打开"), page.address("layer", one.name)) for one in found
        ]
        groups[name].append((title, links))
    sentence = _("{layers} 个图层，{pages} 张地图", layers=len(years), pages=len(page.site.layer_years))
    return page.html("layers.html", _("图层"), sentence, {"sentence": sentence, "groups": dict(groups)})


def group_name(page: PageMaker, layer_id: str) -> str:
    """The group of the catalogue, or the family, that a layer is in."""
    if layer_id in CATALOGUE:
        return page.words.render(CATALOGUE[layer_id].group)
    family = next(found for prefix, found in FAMILIES.items() if layer_id.startswith(prefix))
    return page.words.render(family.title)


def layer_choices(page: PageMaker) -> list[dict[str, Any]]:
    """Every layer-year for the map's own menu: name, title, group."""
    return [
        {
            "name": one.name,
            "layer": one.layer_id,
            "year": one.year,
            "title": page.site.titles[page.key.lang][one.layer_id],
            "group": group_name(page, one.layer_id),
            "page": page.address("layer", one.name),
            "heading": layer_title(page, one),
        }
        for one in page.site.layer_years
    ]


def documents_page(page: PageMaker) -> str:
    """The register of documents and sources."""
    _ = page.words.gettext
    kinds = {
        "policy": _("政策文件"),
        "data_source": _("数据来源"),
        "standard": _("标准"),
        "boundary": _("边界数据"),
    }
    tables = [document_table(page, kind, name) for kind, name in kinds.items()]
    documents = page.site.atlas.register.documents.values()
    counts = Counter(row.completeness for row in documents if row.kind == "policy")
    sentence = _(
        "{count} 份政策文件：{full} 份掌握全文，其余只读到节选、摘要或引用",
        count=counts.total(),
        full=counts["full_text"],
    )
    return page.html("documents.html", _("文件与条款"), sentence, {"sentence": sentence, "tables": tables})


def document_table(page: PageMaker, kind: str, name: str) -> Table:
    """The documents of a kind; what is not known of one says so, what the kind has not has no column."""
    _ = page.words.gettext
    headings = [_("标题"), _("文号"), _("发布机构"), _("日期"), _("掌握程度"), _("与计划的关系"), _("引用处")]
    rows = [document_cells(page, found) for found in document_rows(page, kind)]
    held = [column for column in range(len(headings)) if any(is_known(row[column]) for row in rows)]
    shown = [[row[column] for column in held] for row in rows]
    return Table(
        f"{name} {len(rows)}",
        [headings[column] for column in held],
        shown,
        stacks=True,
        kept={_("日期"): "date"},
    )


def document_cells(page: PageMaker, found: dict[str, Any]) -> list[Cell]:
    """A document, and why a fact is not there."""
    row, words = found["document"], page.words
    unknown = Unknown(unknown_fact(words, row))
    # What a data source has there is the state of a file, which its own page gives.
    number = row.number_zh if row.kind != "data_source" else None
    return [
        found["link"],
        number or unknown,
        words.pick(row.issuer_zh or "", row.issuer_en) or unknown,
        row.issued_on or unknown,
        completeness_names(words).get(row.completeness or "") or unknown,
        relation_names(words).get(row.relation or "") or unknown,
        found["count"],
    ]


def is_known(cell: Cell) -> bool:
    """Whether a cell holds more than why it holds nothing."""
    return not isinstance(cell, Unknown)


def not_found_page(page: PageMaker) -> str:
    """What stands where nothing is, in both languages."""
    from translations import words_for

    said = [
        (PageMaker(page.site, type(page.key)("not_found", lang)), words_for(lang)) for lang in ("zh", "en")
    ]
    parts = [
        {
            "tag": {"zh": "zh-Hans", "en": "en"}[words.lang],
            "sentence": words.gettext("没有这个页面"),
            "told": words.gettext("地址可能写错，或页面已经改名。可以从这里开始："),
            "lang": words.lang,
            "find": find(maker),
            "links": [
                Link(words.gettext("地图"), maker.address("home")),
                Link(words.gettext("全部地点"), maker.address("places")),
                Link(words.gettext("区域"), maker.address("regions")),
                Link(words.gettext("图层"), maker.address("layers")),
                Link(words.gettext("文件与条款"), maker.address("documents")),
                Link(words.gettext("数据与方法"), maker.address("method")),
            ],
        }
        for maker, words in said
    ]
    title = page.words.gettext("没有这个页面")
    return page.html("not_found.html", title, title, {"parts_in_languages": parts})
