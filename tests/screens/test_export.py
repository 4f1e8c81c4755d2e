"""The export screen: address and form say the same, what the rules find stands beside the preview, files come whole."""

import struct
import zlib
from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from layers.press.job import MadeFile, NotMade, PressTask
from layers.press.workshop import Ticket, WorkshopFullError
from pages.export_parts.choices import kind_names
from pages.shared import cached, clock
from policy.atlas import Atlas
from tests.screen_harness import open_screen, report_event
from tests.screens.reading import address, go, links, of_class, page, quiet, text, warnings
from translations import N_, words_for

KINDS = ("pack", "print", "png", "pdf", "svg", "paths", "html", "card")


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


TEXTS = {"caption-zh": "图说", "caption-en": "Caption", "alt-zh": "替代", "alt-en": "Alternative"}
FINE = MadeFile(picture(), passed=(N_("图幅完整。"), N_("图例完整。")), texts=TEXTS)


class Bench:
    """In place of the workshop: answers at once, and remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: list[PressTask] = []
        self.answer: Callable[[PressTask], MadeFile | NotMade] = lambda _task: FINE

    def order(self, task: PressTask) -> Ticket:
        self.asked.append(task)
        ticket = Ticket(task, answer=self.answer(task))
        ticket.done.set()
        return ticket

    def release(self, ticket: Ticket) -> None:
        pass

    def ahead(self, ticket: Ticket) -> int:
        return 0

    def finished(self, task: PressTask) -> MadeFile | None:
        return None


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = Bench()
    monkeypatch.setattr(cached, "workshop", lambda: bench)
    return bench


def form(screen: AppTest) -> dict[str, object]:
    return {
        "layer": screen.selectbox(key="export_layer").value,
        "year": screen.button_group(key="export_year").value,
        "frame": screen.selectbox(key="export_frame").value,
        "size": screen.selectbox(key="export_size").value,
        "title": screen.text_input(key="export_title").value,
        "note": screen.text_area(key="export_note").value,
        "sheet_lang": screen.button_group(key="export_sheet_lang").value,
        "date": screen.date_input(key="export_made_on").value.isoformat(),
    }


def test_the_bare_screen_shows_the_country_and_says_whether_it_may_be_published(
    bench: Bench, atlas: Atlas
) -> None:
    screen = quiet(open_screen("export"))
    assert address(screen) == {}
    [task] = bench.asked
    assert (task.kind, task.layer_id, task.frame, task.lang) == ("preview", "attainment", "china", "zh")
    assert task.data_version == atlas.tables.version
    assert task.made_on == clock.today().isoformat()
    assert task.approval_number is None
    assert "未经审核" in text(of_class(page(screen), "finding")[0])


def test_the_approval_number_is_printed_where_there_is_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAP_APPROVAL_NUMBER", " GS(2026)1号 ")
    screen = quiet(open_screen("export"))
    assert bench.asked[0].approval_number == "GS(2026)1号"
    assert "GS(2026)1号" in text(of_class(page(screen), "finding")[0])


def test_address_form_and_task_say_the_same(bench: Bench) -> None:
    said = {
        "layer": "observed", "year": "2021", "frame": "fenwei-plain", "size": "a4", "sheet_lang": "en",
        "date": "2026-01-31", "title": "A <b> title", "note": "A note",
    }  # fmt: skip
    screen = quiet(open_screen("export", **said))
    assert address(screen) == said
    assert form(screen) == {**said, "year": 2021}
    [task] = bench.asked
    assert (task.title, task.note, task.size, task.lang, task.made_on) == (
        "A <b> title",
        "A note",
        "a4",
        "en",
        "2026-01-31",
    )
    screen.selectbox(key="export_frame").set_value("140100")
    screen.text_input(key="export_title").set_value("太原")
    quiet(screen.run())
    assert address(screen) == {**said, "frame": "140100", "title": "太原"}
    assert bench.asked[-1].frame == "140100"


def test_all_layers_can_be_chosen_families_with_their_members(bench: Bench) -> None:
    screen = quiet(open_screen("export", layer="indicator.clean_transport_share"))
    member = screen.selectbox(key="export_member_indicator.")
    assert member.value == "clean_transport_share"
    screen.selectbox(key="export_layer").set_value("measures.")
    quiet(screen.run())
    assert bench.asked[-1].layer_id == "measures.all"
    screen.selectbox(key="export_layer").set_value("gap")
    quiet(screen.run())
    assert address(screen) == {"layer": "gap"}


def test_faults_of_the_address_are_told_at_once(bench: Bench) -> None:
    screen = open_screen("export", layer="x", year="1", frame="火星", size="b5", date="x", sheet_lang="fr")
    assert len(warnings(screen)) == 6
    assert address(screen) == {}
    assert bench.asked[0].frame == "china"


def test_hostile_text_does_no_harm(bench: Bench) -> None:
    screen = open_screen("export", title="长" * 10_000, note="\x00../../x <img src=x> $a$ \\ \u202e🌏")
    assert len(warnings(screen)) == 2
    [task] = bench.asked
    assert len(task.title) == 200
    assert task.note == "../../x <img src=x> $a$ \\ 🌏"
    assert "x" not in task.file_name.split("-")
    screen.text_input(key="export_title").set_value("a\x07b")
    screen.run()
    assert bench.asked[-1].title == "ab"
    assert any("标题" in warning for warning in warnings(screen))


def test_what_the_rules_find_is_told_and_a_broken_rule_stops_the_download(bench: Bench) -> None:
    screen = quiet(open_screen("export"))
    rules = of_class(page(screen), "press-rules")[0]
    assert "2" in text(rules.find("summary"))
    assert not screen.button(key="export_make_pack").disabled
    bench.answer = lambda _task: MadeFile(
        picture(), faults=(N_("缺少南海诸岛附图。"),), broken=1, texts=TEXTS
    )
    screen.selectbox(key="export_size").set_value("a3")
    screen.run()
    assert warnings(screen) == ["缺少南海诸岛附图。"]
    assert "1 项未通过" in text(of_class(page(screen), "press-broken")[0])
    assert "1 项未通过" in text(of_class(page(screen), "press-stopped")[0])
    assert screen.button(key="export_make_pack").disabled
    assert screen.button(key="export_make_card").disabled


def test_notices_of_the_maker_are_shown(bench: Bench) -> None:
    bench.answer = lambda _task: MadeFile(
        picture(), notices=(N_("标题过长，图上只印前面一部分。"),), texts=TEXTS
    )
    screen = quiet(open_screen("export"))
    assert [text(node) for node in of_class(page(screen), "press-notice")] == [
        "标题过长，图上只印前面一部分。"
    ]


def test_the_pack_comes_first_and_is_the_one_that_stands_out(bench: Bench) -> None:
    screen = quiet(open_screen("export"))
    made = [one for one in screen.button if (one.key or "").startswith("export_make_")]
    assert [one.key for one in made] == [f"export_make_{kind}" for kind in KINDS]
    assert [one.proto.type for one in made] == ["primary"] + ["secondary"] * (len(KINDS) - 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_made_when_it_is_asked_for(bench: Bench, kind: str) -> None:
    screen = quiet(open_screen("export"))
    assert [task.kind for task in bench.asked] == ["preview"]
    assert screen.download_button == []
    quiet(screen.button(key=f"export_make_{kind}").click().run())
    assert bench.asked[-1].kind == kind
    [save] = screen.download_button
    assert save.proto.url
    assert kind_names(words_for("zh"))[kind] in save.label
    screen.text_input(key="export_title").set_value("other")
    quiet(screen.run())
    assert screen.download_button == [], "what was made is not what is shown now"


def test_the_card_has_its_own_size(bench: Bench) -> None:
    screen = quiet(open_screen("export", size="a3"))
    quiet(screen.button(key="export_make_card").click().run())
    assert (bench.asked[-1].kind, bench.asked[-1].size) == ("card", "card")
    assert len(screen.download_button) == 1


def test_a_full_queue_and_a_failure_are_told_in_sentences(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.answer = lambda _task: NotMade((N_("一"), N_("二")))
    assert warnings(open_screen("export")) == ["一", "二"]

    def full(task: PressTask) -> Ticket:
        raise WorkshopFullError

    monkeypatch.setattr(bench, "order", full)
    [warning] = warnings(open_screen("export"))
    assert "60" in warning


def test_what_may_succeed_another_time_can_be_tried_again(bench: Bench) -> None:
    bench.answer = lambda _task: NotMade((N_("一"),))
    screen = open_screen("export")
    assert "export_retry_preview" not in [one.key for one in screen.button]
    bench.answer = lambda _task: NotMade((N_("进程意外结束。"),), again=True)
    screen = open_screen("export")
    assert warnings(screen) == ["进程意外结束。"]
    bench.answer = lambda _task: FINE
    quiet(screen.button(key="export_retry_preview").click().run())
    bench.answer = lambda task: NotMade((N_("二"),), again=True) if task.kind == "pack" else FINE
    screen.button(key="export_make_pack").click().run()
    assert warnings(screen) == ["二"]
    bench.answer = lambda _task: FINE
    quiet(screen.button(key="export_retry_file").click().run())
    assert len(screen.download_button) == 1


def test_words_to_print_and_the_snippet_can_be_copied(bench: Bench) -> None:
    screen = open_screen("export", frame="fenwei-plain", layer="observed")
    assert [code.value for code in screen.code] == ["图说", "Caption", "替代", "Alternative"], (
        "no address is known yet"
    )
    screen.context["url"] = "http://atlas.example/export"
    screen.run()
    snippet = screen.code[4].value
    assert snippet.startswith(
        '<iframe src="http://atlas.example/?layer=observed&amp;year=2025&amp;region=fenwei-plain&amp;embed=true"'
    )
    for part in ('title="', 'loading="lazy"', "width:100%"):
        assert part in snippet
    assert "<script" not in snippet


def test_the_view_stays_when_the_reader_comes_back(bench: Bench) -> None:
    screen = quiet(open_screen("export", layer="gap", title="A"))
    go(screen, "method")
    quiet(go(screen, "export"))
    assert address(screen) == {"layer": "gap", "title": "A"}
    assert form(screen)["title"] == "A"


def test_the_map_leads_to_its_image(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[dict[str, str]] = []
    # AppTest cannot open pages made from functions.
    monkeypatch.setattr(st, "switch_page", lambda _screen, query_params: opened.append(query_params))
    screen = quiet(open_screen(layer="observed", year="2021", region="fenwei-plain", lang="en"))
    screen.button(key="to_export").click().run()
    wanted = {"layer": "observed", "year": "2021", "frame": "fenwei-plain", "lang": "en"}
    assert opened == [wanted]
    report_event(screen, "atlas", {"export": "yes"})
    assert len(opened) == 1
    report_event(screen, "atlas", {"export": True})
    assert opened == [wanted, wanted]


def test_a_region_leads_to_its_image_and_one_without_a_list_does_not() -> None:
    def ways(scope: str) -> list[str]:
        shown = page(quiet(open_screen("region", scope=scope)))
        return [address for address in links(shown) if "export" in address]

    assert ways("fenwei-plain") == ["export?frame=fenwei-plain"]
    assert ways("taiyuan-basin") == ["export?frame=taiyuan-basin"]
    assert ways("datong-basin") == []


def test_everything_is_said_in_english_too(bench: Bench) -> None:
    screen = quiet(open_screen("export", lang="en"))
    assert bench.asked[0].lang == "en"
    assert "Image of" in text(of_class(page(screen), "finding")[0])
