"""The answers of a table in a reader's words: headings, yes and no, and the states that have code names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from translations import N_, Words

HEADINGS: Final = {
    "datum": N_("坐标系"),
    "county_id": N_("县级代码"),
    "county_zh": N_("县（市、区）"),
    "place_id": N_("地点代码"),
    "place_zh": N_("地点"),
    "province_zh": N_("省份"),
    "key_region_zh": N_("重点区域"),
    "geographies": N_("地理区域"),
    "border_km": N_("距省界（公里）"),
    "in_border_strip": N_("在省界两侧 20 公里内"),
    "border_strip": N_("省界两侧 20 公里"),
    "opposite_province_zh": N_("省界对面"),
    "uncertain": N_("近界线，须核实"),
    "measures": N_("确定适用的条款数"),
    "measures_group": N_("条款组"),
    "missing_documents": N_("未收录或未读全文的文件"),
    "note": N_("说明"),
    "measure_id": N_("条款编号"),
    "document_id": N_("文件"),
    "clause": N_("条款"),
    "sector": N_("领域"),
    "title": N_("标题"),
    "reach": N_("适用"),
    "reason": N_("理由"),
    "qualifier": N_("限于"),
    "number_zh": N_("文号"),
    "completeness": N_("收录程度"),
    "url": N_("网址"),
}
VALUES: Final = {
    "border_strip": {"inside": N_("在内"), "outside": N_("不在内"), "cannot_tell": N_("无法确定")},
    "reach": {
        "whole": N_("全部适用"),
        "part": N_("部分适用"),
        "derived": N_("推算适用"),
        "undetermined": N_("无法确定是否适用"),
        "none": N_("不适用"),
    },
    "datum": {"wgs84": N_("WGS-84"), "gcj02": N_("GCJ-02"), "bd09": N_("BD-09")},
    "completeness": {
        "full_text": N_("全文"),
        "excerpt": N_("摘录"),
        "summary": N_("摘要"),
        "cited": N_("仅见于转引"),
    },
    "sector": {
        "overall": N_("总体要求"),
        "targets": N_("改善目标"),
        "industry": N_("产业结构"),
        "energy": N_("能源结构"),
        "transport": N_("交通结构"),
        "area_sources": N_("面源污染"),
        "pollutants": N_("多污染物减排"),
        "mechanism": N_("管理机制"),
        "capacity": N_("监测执法能力"),
        "law_and_economy": N_("法规与经济政策"),
        "responsibility": N_("责任与全民行动"),
    },
}
YES, NO = N_("是"), N_("否")


@dataclass(frozen=True)
class PointNames:
    """Column names and values, as programs read them or in words.

    Parameters
    ----------
    words
        Of the reader; None for the names of the single record.
    titles
        Of documents by id, in the reader's language.
    """

    words: Words | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    def headings(self, names: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
        """Headings of columns of ours, none of them among those taken."""
        if self.words is None:
            return list(names)
        found = [self.words.render(HEADINGS[name]) for name in names]
        return [f"{name}*" if name in taken else name for name in found]

    def cells(self, names: Sequence[str], row: Sequence[Any]) -> list[Any]:
        """The cells of such columns."""
        if self.words is None:
            return list(row)
        return [self._cell(self.words, name, value) for name, value in zip(names, row, strict=True)]

    def _cell(self, words: Words, name: str, value: Any) -> Any:
        if isinstance(value, bool):
            return words.render(YES if value else NO)
        if name == "document_id":
            return self.titles.get(value, value)
        known = VALUES.get(name, {})
        return words.render(known[value]) if value in known else value
