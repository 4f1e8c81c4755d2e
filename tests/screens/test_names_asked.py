"""Names in the search box that no place has but an area or a county: said in a sentence, with the way to its page."""

import pytest

from tests.screen_harness import open_screen, report_event
from tests.screens.reading import links, of_class, page, text, warnings

AREAS = [
    ("长三角", "zh", "yangtze-river-delta"),
    ("长三角地区", "zh", "yangtze-river-delta"),
    ("京津冀", "zh", "jing-jin-ji-and-surroundings"),
    ("Fenwei Plain", "en", "fenwei-plain"),
    ("jing jin ji", "en", "jing-jin-ji-and-surroundings"),
]


@pytest.mark.parametrize(("asked", "lang", "scope_id"), AREAS)
def test_the_name_of_an_area_leads_to_its_page(asked: str, lang: str, scope_id: str) -> None:
    screen = open_screen("method", lang=lang)
    report_event(screen, "search", {"ask": asked})
    [said] = of_class(page(screen), "alert")
    assert asked in text(said)
    [address] = links(said)
    assert address.startswith(f"region?scope={scope_id}")


def test_a_county_leads_to_its_city_before_places_with_names_near_it() -> None:
    screen = open_screen("method")
    report_event(screen, "search", {"ask": "清徐"})
    assert warnings(screen) == ["清徐县属太原市：县（市、区、旗）没有自己的页面。"]
    tree = page(screen)
    assert links(of_class(tree, "alert")[0]) == ["city?place=140100"]
    [near] = of_class(tree, "near")
    assert text(near) == "相近的地点：清远市"


def test_a_name_of_several_counties_leads_to_all_their_cities() -> None:
    screen = open_screen("method")
    report_event(screen, "search", {"ask": "鼓楼区"})
    [said] = of_class(page(screen), "alert")
    assert len(links(said)) > 2


def test_the_name_of_a_county_is_text_on_the_page_of_a_city_too() -> None:
    tree = page(open_screen("city", place="清徐"))
    assert "清徐县属太原市：" in text(of_class(tree, "alert")[0])


def test_a_comparison_offers_the_city_of_a_county() -> None:
    tree = page(open_screen("compare", places="140700,清徐"))
    assert "places=140700%2C140100" in links(of_class(tree, "near")[0])[0]
