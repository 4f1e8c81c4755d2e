"""What is said of a sheet that breaks rules for maps."""

from layers.press.finding import Finding
from layers.press.job import REMEDY
from layers.press.map_rules import rules_broken, sentences_of, why_stopped
from translations import N_

UNREADABLE = [
    Finding("readable", False, N_("“{text}”在图上看不清楚。", text=text)) for text in ("−", "甲", "−")
]
ERRORS = [*UNREADABLE, Finding("legend", False, N_("缺少图例。"))]


def test_equal_sentences_are_said_once_and_rules_are_counted_not_sentences() -> None:
    assert [told.params.get("text") for told in sentences_of(ERRORS)] == ["−", "甲", None]
    assert rules_broken(ERRORS) == 2


def test_a_refusal_begins_with_how_many_rules_and_ends_with_what_may_help() -> None:
    headline, *sentences, last = why_stopped(ERRORS)
    assert headline.params["count"] == 2
    assert tuple(sentences) == sentences_of(ERRORS)
    assert last == REMEDY
