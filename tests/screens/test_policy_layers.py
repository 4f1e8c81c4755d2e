"""The map of any indicator and of counted clauses: address, choice, finding, card, in both languages."""

import re

import pytest

from layers.catalogue import build_layer
from layers.indicator_layer import indicator_summary
from policy.atlas import Atlas
from tests.screen_harness import open_screen
from tests.screens.reading import address, document_ids, integers, map_message, of_class, page, quiet, text

STEEL, COAL, ALL = "indicator.short_process_steel_share", "indicator.coal_consumption_change", "measures.all"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layer_id", [STEEL, COAL, ALL, "measures.energy"])
def test_a_link_opens_the_layer(atlas: Atlas, layer_id: str, lang: str) -> None:
    message = map_message(quiet(open_screen(layer=layer_id, lang=lang)))
    layer = build_layer(atlas.register, layer_id, 2025)
    assert message["layer_id"] == layer_id
    assert list(message["codes"]) == [
        layer.cells[place_id].code for place_id in sorted(atlas.register.places)
    ]
    if lang == "en":
        labels = [entry["label"] for entry in message["legend"]]
        # A printed strength stands beside its translation.
        stripped = [
            re.sub("“[^”]*”", "", label) for label in [message["title"], message["subtitle"], *labels]
        ]
        assert [label for label in stripped if CHINESE.search(label)] == []


def test_choosing_a_family_shows_a_member_and_writes_it() -> None:
    screen = open_screen()
    quiet(screen.radio(key="layer").set_value("indicator.").run())
    assert address(screen) == {"layer": STEEL}
    quiet(screen.selectbox(key="indicator.").set_value("coal_consumption_change").run())
    assert address(screen) == {"layer": COAL}
    assert map_message(screen)["layer_id"] == COAL
    assert screen.button_group(key="year").disabled


def test_a_family_left_and_chosen_again_shows_the_member_looked_at_last() -> None:
    screen = open_screen(layer=COAL)
    quiet(screen.radio(key="layer").set_value("observed").run())
    quiet(screen.radio(key="layer").set_value("indicator.").run())
    assert address(screen) == {"layer": COAL}


@pytest.mark.parametrize("layer_id", ["indicator.moon", "measures.moon", "indicator."])
def test_an_unknown_member_is_said_and_the_default_shown(layer_id: str) -> None:
    screen = open_screen(layer=layer_id)
    assert layer_id in text(of_class(page(screen), "alert")[0])
    assert map_message(screen)["layer_id"] == "attainment"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_finding_of_an_indicator_says_the_counts_of_its_summary(atlas: Atlas, lang: str) -> None:
    summary = indicator_summary(atlas.register, "coal_consumption_change")
    [finding] = of_class(page(quiet(open_screen(layer=COAL, lang=lang))), "finding")
    bound = summary.levels.total()
    assert integers(text(finding.find("h1"))) == [bound, bound - summary.levels["nation"]]
    bearings, verdicts, missing = [integers(text(one)) for one in finding.findall("p")]
    assert bearings == [count for count in (summary.whole_area, summary.in_part) if count]
    assert sorted(verdicts) == sorted(count for verdict, count in summary.verdicts.items() if verdict)
    assert sorted(missing) == sorted(summary.missing.values())


def test_the_finding_of_counted_clauses_names_the_documents_counted() -> None:
    [finding] = of_class(page(quiet(open_screen(layer=ALL))), "finding")
    assert integers(text(finding.find("h1"))) == [37, 80]
    assert document_ids(finding) == ["state-council-2023-24", "shanxi-2024", "pingdingshan-2024"]


def test_the_card_tells_the_ladder_of_the_indicator() -> None:
    """平顶山: nation 15 %, 河南 15 %, the city says nothing of its own."""
    lines = map_message(quiet(open_screen(layer=STEEL, place="410400")))["selected_lines"]
    assert len(lines) == 2
    assert "达到 15% · 全国炼钢" in lines[0]
    assert "（十八）" in lines[0] or "国发〔2023〕24号" in lines[0]
    assert "不低于 15% · 全省炼钢" in lines[1]
    assert "未掌握全文" in lines[1]


def test_the_card_tells_the_clauses_of_each_document() -> None:
    lines = map_message(quiet(open_screen(layer=ALL, place="140100")))["selected_lines"]
    counted = [integers(line)[0] for line in lines[:2]]
    assert sum(counted) == 80
    assert "国发〔2023〕24号" in lines[0]
