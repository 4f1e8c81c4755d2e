"""The rung of a city whose province's text is held in full, and whose own plan is not: silent on PM2.5 alone."""

import pytest

from policy.cascade import PM25, all_statements, cascade
from policy.missing import missing_for_rules, missing_links
from policy.scope import scope_chain
from tests.policy.made_up import real_register
from tests.policy.names import place_id_of
from translations import words_for

CITIES = ("太原", "大同", "阳泉", "长治", "晋城", "朔州", "晋中", "运城", "忻州", "临汾", "吕梁")


@pytest.mark.parametrize("name", CITIES)
def test_other_metrics_are_not_settled_by_the_text_of_shanxi(name: str) -> None:
    register = real_register()
    place_id = place_id_of(register, name)
    metrics = {row.target.metric for row in all_statements(register, place_id)} - {PM25}
    rungs = {metric: cascade(register, place_id, metric)[-1] for metric in metrics}
    assert {rung.status for rung in rungs.values()} <= {"no_document", "stated_place"}
    for metric in ("nox_emissions", "vocs_emissions", "heavy_pollution_day_share"):
        assert rungs[metric].status == "no_document"
        assert "依本计划制定的文件" in words_for("zh").render(rungs[metric].reason)
    assert cascade(register, place_id)[-1].status == "stated_place"


def test_the_plan_of_taiyuan_itself_is_missing_for_all_but_its_pm25_target() -> None:
    register = real_register()
    place_id = place_id_of(register, "太原")
    own = scope_chain(register, place_id).own
    assert missing_links(register, place_id) == ()
    assert [(link.scope, link.document) for link in missing_for_rules(register, place_id)] == [(own, None)]
