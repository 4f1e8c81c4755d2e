"""The head of a region page: which region, and what came of its target in a sentence made from the data."""

from __future__ import annotations

from layers.target_words import target_text
from pages.region_parts.names import basis_of_mean, definition_name, region_name, signed
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.region_means import Requirement, requirements_of
from policy.rounding import rounded
from policy.scope import members_of_key_regions
from policy.summary import summary_of
from translations import Words


def header_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The regions to choose from, the finding, the places behind it and where the list stands."""
    _ = words.gettext
    scope = atlas.register.listed_scopes[scope_id]
    listed = document_link(atlas.register.documents[scope.document_id or ""], scope.clause, words)
    on_map = link(_("在地图上看这个区域"), href("map", words, region=scope_id))
    second = realtime_sentence(atlas, words, scope_id)
    return element(
        "header",
        choices_html(atlas, words, scope_id),
        element("h1", text(finding(atlas, words, scope_id))),
        element("p", text(second), class_="second") if second else "",
        element("p", text(places_sentence(atlas, words, scope_id))),
        element("p", text(_("名单：")), listed, " · ", on_map),
        class_="finding region",
    )


def choices_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """Links to the key regions and to the index of all areas; the one shown is marked."""
    _ = words.gettext
    listed = members_of_key_regions(atlas.register)
    ids = [*listed, *([] if scope_id in listed else [scope_id])]
    choices = [
        element(
            "a",
            text(region_name(atlas, words, one)),
            href=href("region", words, scope=one),
            aria_current="page" if one == scope_id else None,
        )
        for one in ids
    ]
    every = element("a", text(_("全部区域")), href=href("region", words))
    return element("nav", *choices, every, aria_label=_("区域"), class_="regions")


def finding(atlas: Atlas, words: Words, scope_id: str) -> str:
    """What the target asks of the region, and the mean of its present cities: the official one where there is one."""
    _ = words.gettext
    rows = requirements_of(atlas.register, scope_id)
    if not rows:
        return _("{region}没有整体的 PM2.5 目标", region=region_name(atlas, words, scope_id))
    row = official_row(rows) or rows[0]
    params = {
        "region": region_name(atlas, words, scope_id),
        "asked": target_text(words, row.target),
        "year": row.latest.year,
    }
    if row.latest.value is None:
        return _("{region} PM2.5 应{asked}；{year} 年没有现行名单的均值", **params)
    if row.figure is None and rows[0].margin is not None:
        return _(
            "{region} PM2.5 应{asked}：{mean}，但没有同样城市的 {base} 年{basis}；改按实况回算，{verdict}",
            **params,
            mean=mean_words(words, row),
            base=row.base.year,
            basis=basis_of_mean(words, row.base.basis),
            verdict=verdict_words(words, rows[0]),
        )
    return _(
        "{region} PM2.5 应{asked}：{mean}，{verdict}",
        **params,
        mean=mean_words(words, row),
        verdict=verdict_words(words, row),
    )


def realtime_sentence(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The real-time mean of the same cities, where the finding gives the official one."""
    rows = requirements_of(atlas.register, scope_id)
    if official_row(rows) is None or rows[0].latest.value is None:
        return ""
    return words.gettext(
        "实况回算：{mean}，{verdict}。两年同一口径；实况与官方不可相减。",
        mean=mean_words(words, rows[0]),
        verdict=verdict_words(words, rows[0]),
    )


def official_row(rows: tuple[Requirement, ...]) -> Requirement | None:
    """What the target means on the official mean of the present cities; None where none is held for the year."""
    return next(
        (
            row
            for row in rows
            if row.latest.definition.is_present
            and row.latest.basis == "official"
            and row.latest.value is not None
        ),
        None,
    )


def mean_words(words: Words, row: Requirement) -> str:
    """A mean with cities, basis and year, and what the same cities had in the base year."""
    _ = words.gettext
    said = _(
        "{definition}的{basis} {year} 年为 {latest:.1f} µg/m³",
        definition=definition_name(words, row.latest.definition.name_zh),
        basis=basis_of_mean(words, row.latest.basis),
        year=row.latest.year,
        latest=rounded(row.latest.value or 0.0, 1),
    )
    return said + since_base(words, row)


def since_base(words: Words, row: Requirement) -> str:
    """The base year's mean of the same cities and the change since, in brackets; nothing where there is none."""
    if row.base.value is None or row.latest.value is None:
        return ""
    change = rounded(100 * (row.latest.value - row.base.value) / row.base.value, 1)
    return words.gettext(
        "（{year} 年按同样的城市回算为 {base:.1f}，{change}%）",
        year=row.base.year,
        base=rounded(row.base.value, 1),
        change=signed(change),
    )


def verdict_words(words: Words, row: Requirement) -> str:
    """How a mean of 2025 stands to the figure on its base."""
    _ = words.gettext
    if row.figure is None:
        return _(
            "没有同样城市的 {year} 年{basis}，按它无法判断",
            year=row.base.year,
            basis=basis_of_mean(words, row.base.basis),
        )
    if row.margin is None:
        return _("无法比较")
    said = {"figure": yardstick_words(words, row), "by": f"{rounded(abs(row.margin), 1):.1f}"}
    if row.status == "undetermined":
        return _("与{figure} 相差 {by}，在实况误差 ±3 之内，无法判定", **said)
    return _("比{figure} 高 {by}", **said) if row.margin > 0 else _("比{figure} 低 {by}", **said)


def yardstick_words(words: Words, row: Requirement) -> str:
    """The figure a mean is held against: worked out from a percentage, or the limit that 达标 means."""
    _ = words.gettext
    if row.target.comparator == "attain":
        return _("二级标准限值 {figure:g}", figure=row.figure)
    return _("指示值 {figure:.1f}", figure=rounded(row.figure or 0.0, 1))


def places_sentence(atlas: Atlas, words: Words, scope_id: str) -> str:
    """How many places of the list are above, close to and below their own figures."""
    ids = members_of_key_regions(atlas.register)[scope_id]
    counts = summary_of(atlas.register, ids, TARGET_YEAR)
    return words.gettext(
        "名单上的 {places} 个地点，{year} 年有 {above} 个高于自己的目标、折算值或指示值，{close} 个接近而无法判定，"
        "{below} 个不高于，{rest} 个没有判定。",
        places=counts.places,
        year=counts.year,
        above=counts.count("not_met"),
        close=counts.count("undetermined"),
        below=counts.count("met"),
        rest=counts.not_judged,
    )
