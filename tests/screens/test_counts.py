"""The counts of the finding can be checked: they open the map of the places counted."""

from collections import Counter
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.screen_harness import open_screen
from tests.screens.reading import integers, links, map_message, of_class, page, quiet, text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", [2020, 2023, 2025])
def test_the_counts_of_the_finding_open_the_places_counted(year: int, lang: str) -> None:
    """The legend of the map that the link opens has the counts of the sentence."""
    header = of_class(page(quiet(open_screen(year=str(year), lang=lang))), "finding")[0]
    [href] = links(header)
    params = dict(parse_qsl(urlsplit(href).query))
    assert (params.get("year", "2025"), params.get("lang", "zh")) == (str(year), lang)
    opened = quiet(open_screen(**params))
    message = map_message(opened)
    said = integers(text(header.find("h1")))
    assert message["visible"].count("1") == 88
    counts = [entry["count"] for entry in message["legend"]]
    assert Counter([*counts[:4], sum(counts[4:])]) == Counter(
        said[2:] if lang == "zh" else [number for number in said if number not in (year, 88)]
    )
