"""Sentences that say how many places of the key regions are at, above and below their figures."""

from __future__ import annotations

from collections import Counter

from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.judgement import DECIDED, judged
from policy.scope import members_of_key_regions
from policy.standards import limit_for_year
from policy.summary import Summary, summary_of
from translations import Words


def key_region_summary(atlas: Atlas, year: int) -> Summary:
    """Counts over the 88 places of the key regions."""
    members = members_of_key_regions(atlas.register)
    return summary_of(atlas.register, [place for ids in members.values() for place in ids], year)


def headline(atlas: Atlas, words: Words, year: int) -> str:
    """The finding in a sentence: how many places lie clearly above the standard, and how many above their own figure.

    Clearly: a real-time mean within ±3 µg/m³ of either counts as above neither (`policy.judgement`).
    """
    register = atlas.register
    limit = limit_for_year(register, year)
    members = members_of_key_regions(register)
    ids = [place for ids in members.values() for place in ids]
    found = Counter(judged(register, one, year, limit).status for one in ids)
    return words.gettext(
        "{year} 年，重点区域有均值的 {places} 个地点中，{above} 个的 PM2.5 明确高于国家二级标准 {limit:g} µg/m³，"
        "{over} 个明确高于自己的目标、折算值或指示值。",
        year=year,
        places=sum(found[status] for status in DECIDED),
        above=found["above"],
        limit=limit.limit,
        over=key_region_summary(atlas, year).count("not_met"),
    )


def attainment_sentence(words: Words, summary: Summary) -> str:
    """How many places of the key regions are where in the year looked at."""
    return words.gettext(
        "{year} 年，{places} 个重点区域地点中 {met} 个已到写明的目标值、{not_met} 个未到；{below} 个低于、{above} 个高于折算或"
        "指示值；{rest} 个无法判定。",
        year=summary.year,
        places=summary.places,
        met=summary.stated["met"],
        not_met=summary.stated["not_met"],
        below=summary.indicative["met"],
        above=summary.indicative["not_met"],
        rest=summary.count("undetermined") + summary.not_judged,
    )


def attainment_note(words: Words, summary: Summary) -> str:
    """What the figures are that the places are held against, and why some cannot be judged."""
    stated = words.gettext(
        "{stated} 个地点读到写明的目标值；其余 {others} 个未读到（不等于没有），由百分比或整体要求折算，只作指示。",
        stated=summary.stated.total(),
        others=summary.indicative.total(),
    )
    if summary.lacks:
        lacking = words.gettext(
            "无法判定的：{parts}。",
            parts=words.join(lack_parts(words, summary)),
        )
        stated = f"{stated} {lacking}" if words.lang == "en" else stated + lacking
    if summary.year >= TARGET_YEAR:
        return stated
    early = words.gettext("以 2025 年目标对照 {year} 年，当时尚未到期。", year=summary.year)
    return f"{early} {stated}" if words.lang == "en" else early + stated


def lack_parts(words: Words, summary: Summary) -> list[str]:
    """How many places have no verdict for each reason that occurs."""
    _ = words.gettext
    told = {
        "close": _("{count} 个接近", count=summary.lacks["close"]),
        "no_data": _("{count} 个缺数据", count=summary.lacks["no_data"]),
        "no_figure": _("{count} 个无法折算", count=summary.lacks["no_figure"]),
        "base_year": _("{count} 个正值基准年", count=summary.lacks["base_year"]),
    }
    return [sentence for lack, sentence in told.items() if summary.lacks[lack]]  # type: ignore[index]


def counts_sentence(words: Words, summary: Summary) -> str:
    """The counts of one region in a line."""
    _ = words.gettext
    stated = [
        *([_("{count} 个已到目标", count=summary.stated["met"])] if summary.stated["met"] else []),
        *([_("{count} 个未到", count=summary.stated["not_met"])] if summary.stated["not_met"] else []),
    ]
    worked_out = _(
        "{below} 个低于、{above} 个高于折算或指示值",
        below=summary.indicative["met"],
        above=summary.indicative["not_met"],
    )
    parts = [words.join(stated), worked_out, words.join(lack_parts(words, summary))]
    return " · ".join(part for part in parts if part)
