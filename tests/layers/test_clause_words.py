"""Clauses are cited as printed; in English the number or the meaning stands beside."""

import re

import pandas as pd
import pytest

from data.tables import Tables
from layers.clause_words import clause_label
from layers.drawn import document_citation
from tests.policy.made_up import real_register
from translations import words_for

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def every_clause(tables: Tables) -> list[str]:
    """All clauses of all tables, each once."""
    found = set()
    frames = [value for value in vars(tables).values() if isinstance(value, pd.DataFrame)]
    for frame in frames:
        for column in frame.columns:
            if column.endswith("clause"):
                found |= {str(clause) for clause in frame[column].dropna() if clause}
    return sorted(found)


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("（二十五）", "clause （二十五） (25)"),
        ("26", "clause 26"),
        ("二（九）", "clause 二（九） (2.9)"),
        ("二（一）3", "clause 二（一）3 (2.1.3)"),
        ("一", "chapter 一 (1)"),
        ("24、25", "clauses 24, 25"),
        ("（十八）、（二十八）、（三十）", "clauses （十八）、（二十八）、（三十） (18, 28, 30)"),
        ("一、总体要求", "一、总体要求 (chapter 1: general requirements)"),
        ("主要目标（未见条款号）", "主要目标（未见条款号） (main targets; clause number not seen)"),
        ("2023年均值", "2023年均值 (annual mean of 2023)"),
        ("2024年7月19日发布会", "2024年7月19日发布会 (press briefing of 2024-07-19)"),
        ("表1 序号6", "表1 序号6 (table 1, item 6)"),
        ("市", "市 (boundaries of prefectures)"),
        ("history_summary.json @e100c59", "history_summary.json @e100c59"),
        ("从未见过的标题", "从未见过的标题"),
    ],
)
def test_a_clause_in_english(clause: str, label: str) -> None:
    assert clause_label(clause, words_for("en")) == label
    assert clause_label(clause, words_for("zh")) == clause


def test_every_clause_of_the_tables_can_be_read_in_english(tables: Tables) -> None:
    clauses = every_clause(tables)
    assert len(clauses) > 150
    for clause in clauses:
        label = clause_label(clause, words_for("en"))
        assert clause in label or clause.replace("、", ", ") in label
        assert not CHINESE.search(label.replace(clause, "")), label
        assert label != clause or clause.isascii(), label
        assert "{" not in label


def test_a_citation_in_english_has_both() -> None:
    document = real_register().documents["state-council-2023-24"]
    cited = document_citation(document, "（二十五）", words_for("en"))
    assert cited.endswith("国发〔2023〕24号 clause （二十五） (25)")
    assert document_citation(document, "（二十五）", words_for("zh")).endswith("国发〔2023〕24号 （二十五）")
