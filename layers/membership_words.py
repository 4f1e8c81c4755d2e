"""What the lists of key regions before and after 2023 say of a place and of a region."""

from __future__ import annotations

from collections.abc import Sequence

from layers.drawn import document_citation
from layers.region_words import region_name
from policy.atlas import Atlas
from policy.membership import MembershipChanges, PlaceMembership, membership_of_place
from translations import Words


def membership_lines(atlas: Atlas, words: Words, place_id: str) -> list[str]:
    """The former and the present list of a place, each with its document."""
    _ = words.gettext
    register = atlas.register
    found = membership_of_place(register, place_id)
    lines = []
    if found.former is not None:
        scope = register.listed_scopes[found.former.scope_id]
        lines.append(
            _(
                "2023 年以前：{region}（{source}）",
                region=words.pick(scope.name_zh, scope.name_en),
                source=document_citation(
                    register.documents[found.former.document_id], found.former.clause, words
                ),
            )
        )
    lines += [
        _(
            "2023 年以前：已包括在内（{source}）",
            source=document_citation(register.documents[row.document_id], row.clause, words),
        )
        for row in found.inclusions
    ]
    if found.present is not None:
        scope = register.listed_scopes[found.present.scope_id]
        lines.append(
            _(
                "现行名单：{region}（{source}）",
                region=words.pick(scope.name_zh, scope.name_en),
                source=document_citation(
                    register.documents[found.present.document_id], found.present.clause, words
                ),
            )
        )
    return lines or [_("前后都不在重点区域名单上。")]


def change_words(atlas: Atlas, words: Words, found: PlaceMembership) -> str:
    """The change in a few words."""
    _ = words.gettext
    former = region_name(atlas, words, found.former.scope_id) if found.former else ""
    return {
        "stayed": _("2023 年以前也在名单上"),
        "moved": _("2023 年由{region}划入", region=former),
        "joined": _("2023 年新列入"),
        "named_apart": _("2023 年以前已包括在内，2023 年起单独列名")
        if found.inclusions
        else _("2023 年起单独列名"),
        "left": _("2023 年以前属{region}，现不再列入", region=former),
    }[found.kind]


def manner_words(words: Words, manner: str) -> str:
    """How a document before 2023 took a place in."""
    _ = words.gettext
    said = {"within": _("列出城市后在括号内写明“含”："), "beside": _("与城市并列写明：")}
    return said[manner]


def change_rows(atlas: Atlas, words: Words, changes: MembershipChanges) -> list[tuple[str, tuple[str, ...]]]:
    """What changed for a region: each way of changing with its places, ways without places left out."""
    _ = words.gettext
    rows = [
        *moved_rows(atlas, words, _("由{region}划入"), changes.moved_in),
        *moved_rows(atlas, words, _("划归{region}"), changes.moved_out),
        (_("新加入"), changes.joined),
        (_("此前已包括在内，2023 年起单独列名"), changes.named_apart),
        (_("不再列入任何重点区域"), changes.left),
        (_("一直在名单上"), changes.stayed),
    ]
    return [(name, ids) for name, ids in rows if ids]


def moved_rows(
    atlas: Atlas, words: Words, template: str, pairs: Sequence[tuple[str, str]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Places that changed region, by the other region; `template` holds `{region}`."""
    others = sorted({scope for _place, scope in pairs})
    return [
        (
            template.format(region=region_name(atlas, words, other)),
            tuple(place_id for place_id, scope in pairs if scope == other),
        )
        for other in others
    ]
