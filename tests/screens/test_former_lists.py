"""What the list of 2023 changed: on the pages of the places and in the opening sentence of its layer."""

import pytest

from tests.screen_harness import open_screen
from tests.screens.reading import CHINESE, document_ids, integers, map_message, of_class, page, quiet, text


@pytest.mark.parametrize(
    ("place", "said", "former"),
    [
        ("140100", "2023 年由京津冀及周边地区划入", "jing-jin-ji-autumn-winter-2017"),
        ("410300", "2023 年由汾渭平原划入", "fenwei-plain-supervision-2018"),
        ("330300", "2023 年以前属长三角地区，现不再列入", "yangtze-river-delta-autumn-winter-2020"),
        ("610100", "2023 年以前也在名单上", "fenwei-plain-supervision-2018"),
        ("410400", "2023 年新列入", "jing-jin-ji-autumn-winter-2017"),
        ("133100", "2023 年以前已包括在内，2023 年起单独列名", "jing-jin-ji-autumn-winter-2017"),
        ("419001", "2023 年以前已包括在内，2023 年起单独列名", "jing-jin-ji-autumn-winter-2018"),
        ("610403", "2023 年以前已包括在内，2023 年起单独列名", "fenwei-plain-autumn-winter-2018"),
        ("140200", None, None),
        ("710000", None, None),
    ],
)
def test_a_place_tells_its_former_region_with_its_document(
    place: str, said: str | None, former: str | None
) -> None:
    belonging = of_class(page(quiet(open_screen("city", place=place))), "belonging")[0]
    summaries = {text(one.find("summary")): one for one in belonging.iter("details")}
    told = [name for name in summaries if "2023 年" in name]
    assert told == ([said] if said else [])
    if said:
        assert (former in document_ids(summaries[said])) == (former is not None)
        assert "layer=membership_change" in str([one.get("href") for one in summaries[said].iter("a")])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_layer_opens_with_the_counts_and_the_names_of_those_that_moved(lang: str) -> None:
    screen = quiet(open_screen("", layer="membership_change", place="140100", lang=lang))
    finding = of_class(page(screen), "finding")[0]
    heading = text(next(finding.iter("h1")))
    assert integers(heading) == ([2023, 88, 64, 6, 12, 6, 10])
    assert lang == "zh" or not CHINESE.search(text(finding))
    names = ("太原", "阳泉", "长治", "晋城", "洛阳", "三门峡")
    if lang == "zh":
        assert all(name in text(finding) for name in names)
        lines = " ".join(str(line) for line in map_message(screen)["selected_lines"])
        assert "2017-2018年秋冬季" in lines
        assert "（二）" in lines


def test_the_counts_of_the_regions_say_which_list_they_are_over() -> None:
    said = text(page(quiet(open_screen("", layer="attainment", year="2021"))))
    assert "各年都按 2023 年 11 月印发的现行名单统计" in said


def test_the_straight_way_of_the_last_year_sends_to_the_gap() -> None:
    shown = page(quiet(open_screen("", layer="path", year="2025")))
    assert any("layer=gap" in (one.get("href") or "") for one in of_class(shown, "finding")[0].iter("a"))
    earlier = page(quiet(open_screen("", layer="path", year="2023")))
    assert not any(
        "layer=gap" in (one.get("href") or "") for one in of_class(earlier, "finding")[0].iter("a")
    )
