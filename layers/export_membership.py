"""The figures behind the change of the lists as CSV: former and present list of each place, each with its document."""

from __future__ import annotations

from collections.abc import Collection

from layers.drawn import DrawnLayer, document_citation
from layers.export_judged import rows_of_places
from policy.membership import membership_of_place
from policy.records import FormerMember, Membership
from policy.register import Register
from translations import Words


def membership_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], _year: int, words: Words
) -> bytes:
    """One row a place: the way it changed in a word, and the two rows that list it."""
    _ = words.gettext
    headings = [
        _("变化代码"),
        _("原属重点区域"),
        _("原名单的区域口径"),
        _("原名单的写法"),
        _("原名单的来源"),
        _("此前包括它的文件"),
        _("现属重点区域"),
        _("现行名单的写法"),
        _("现行名单的来源"),
    ]

    def cells(place_id: str) -> list[object]:
        found = membership_of_place(register, place_id)
        former, present = found.former, found.present
        kind = None if register.places[place_id].outside_plan else found.kind
        return [
            kind,
            *list_cells(register, former, words, former.definition_zh if former else None),
            _("；").join(
                document_citation(register.documents[row.document_id], row.clause, words)
                for row in found.inclusions
            )
            or None,
            *list_cells(register, present, words),
        ]

    return rows_of_places(register, drawn, visible, words, headings, cells)


def list_cells(
    register: Register, row: FormerMember | Membership | None, words: Words, *definition: str | None
) -> list[object]:
    """Region, definition where one is asked for, words of the list and where they stand."""
    if row is None:
        return [None] * (3 + len(definition))
    scope = register.listed_scopes[row.scope_id]
    cited = document_citation(register.documents[row.document_id], row.clause, words)
    return [words.pick(scope.name_zh, scope.name_en), *definition, row.named_as_zh, cited]
