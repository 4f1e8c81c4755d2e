"""A page as a whole: the frame around its content, and the template that makes it HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from layers.map_words import boundary_line
from publishing.addresses import LANGUAGE_TAGS, PageKey, public_path, relative
from publishing.cites import Citing
from publishing.site import Site
from translations import LANGUAGES, Words, words_for

TEMPLATES: Final = Path(__file__).parent / "templates"
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class PageMaker:
    """Makes one page: knows its language and how it links to the others."""

    site: Site
    key: PageKey

    @property
    def words(self) -> Words:
        """Words in the page's language."""
        return words_for(self.key.lang)

    @property
    def citing(self) -> Citing:
        """Citations that lead from this page."""
        return Citing(self.site.atlas.register, self.words, self.address)

    def address(self, kind: str, name: str = "") -> str:
        """Address of another page in the same language; of one that is not made, of the page that lists its kind."""
        if kind == "place" and name not in self.site.place_ids:
            kind, name = "places", ""
        return self.to(PageKey(kind, self.key.lang, name).path)

    def to(self, path: str) -> str:
        """Address of any file of the site by its path; a page that is found at any address needs the whole path."""
        if self.key.kind == "not_found":
            return self.site.options.base_path + "/" + public_path(path)
        return relative(self.key.path, path)

    def asset(self, name: str) -> str:
        """Address of an asset by its plain name."""
        return self.to(self.site.assets[name])

    def place_name(self, place_id: str, *, short: bool = False) -> str:
        """What a place is called."""
        place = self.site.atlas.register.places[place_id]
        return self.words.pick(place.short_name_zh if short else place.name_zh, place.name_en)

    def scope_name(self, scope_id: str) -> str:
        """What a key region or geography is called."""
        scope = self.site.atlas.register.listed_scopes[scope_id]
        return self.words.pick(scope.name_zh, scope.name_en)

    def dashboard(self, screen: str, **asked: str) -> str:
        """Address of a screen of the dashboard in the page's language; empty where nobody has said where that is."""
        base = self.site.options.dashboard_url
        query = urlencode(asked | ({} if self.key.lang == "zh" else {"lang": self.key.lang}))
        return f"{base}/{screen}{'?' if query else ''}{query}" if base else ""

    def html(
        self, template: str, title: str, description: str, content: Mapping[str, Any], image: str = ""
    ) -> str:
        """Fill a template; `description` is what a search engine or a card says of the page."""
        frame = frame_of(self, title, description, image)
        return environment().get_template(template).render(**frame, **content)


def frame_of(page: PageMaker, title: str, description: str, image: str) -> dict[str, Any]:
    """What every page has: head, navigation, foot."""
    _ = page.words.gettext
    base, key = page.site.options.base_url, page.key
    navigation = [
        ("home", _("地图")),
        ("places", _("城市")),
        ("regions", _("区域")),
        ("layers", _("图层")),
        ("documents", _("文件与条款")),
        ("method", _("数据与方法")),
    ]
    own = {"place": "places", "region": "regions", "layer": "layers", "document": "documents"}.get(
        key.kind, key.kind
    )
    name = _("蓝天图志")
    number = page.site.options.approval_number
    return {
        "page": page,
        "lang": key.lang,
        "tag": LANGUAGE_TAGS[key.lang],
        "policy": CONTENT_POLICY,
        "title": title if key.kind == "home" else f"{title} · {name}",
        "heading": title,
        "description": description,
        "site_name": name,
        "motto": _("空气质量持续改善行动计划：目标、依据与差距"),
        "canonical": f"{base}/{public_path(key.path)}" if base and key.kind != "not_found" else "",
        "alternates": alternates(page),
        "image": card_address(page, image),
        "picture": picture(page, image),
        "notice": notice(page),
        "navigation": [(page.address(kind), text, kind == own) for kind, text in navigation],
        "find": find(page) if key.kind != "not_found" else None,
        "other_language": other_language(page),
        "feed": page.to(PageKey("home", key.lang).path.replace("index.html", "feed.xml")),
        "home": page.address("home"),
        "dashboard": dashboard_links(page),
        "version": _("数据版本 {version}", version=page.site.atlas.tables.version),
        "boundary": boundary_line(page.words),
        "stamp": _("审图号：{number}", number=number) if number else _("未经审核 · 仅供内部"),
        "scrolls": _("跳到正文"),
        "t": {
            "sources": _("来源"),
            "legend": _("图例"),
            "official": _("原文"),
            "menu": _("页面"),
            "more": _("其余来源"),
        },
    }


def dashboard_links(page: PageMaker) -> list[tuple[str, str]]:
    """Address and name of what only the dashboard does, the whole of it first; none where nobody has said where it is."""
    _ = page.words.gettext
    screens = {
        "": _("交互看板"),
        "compare": _("比较多地"),
        "locate": _("核查点位"),
        "export": _("导出制图"),
        "overlay": _("叠加数据"),
    }
    found = [(page.dashboard(screen), name) for screen, name in screens.items()]
    return [one for one in found if one[0]]


def find(page: PageMaker) -> tuple[str, str, str]:
    """Address of all names, and the link that stands where nothing can be typed: list of places, what it is called."""
    return page.asset("find.json"), page.address("places"), page.words.gettext("查找地点")


def card_address(page: PageMaker, image: str) -> str:
    """Whole address of the page's card, of the home page's where it has none of its own; empty where there is neither."""
    base, made = page.site.options.base_url, page.site.images
    name = next((one for one in (image, f"home-{page.key.lang}") if one in made), "")
    return f"{base}/images/{name}.png" if base and name else ""


def picture(page: PageMaker, image: str) -> tuple[str, str] | None:
    """Address and name of the page's image, where one was made."""
    if image not in page.site.images:
        return None
    return page.to(f"images/{image}.png"), page.words.gettext("下载图片（PNG）")


def notice(page: PageMaker) -> str:
    """That figures of this installation's own stand among those of the atlas; empty when none do."""
    count = page.site.atlas.tables.local_figures
    if not count:
        return ""
    return page.words.gettext(
        "本站含本机导入的 {count} 个实测值，替换了随软件发布的同一数值；来源见“数据与方法”。", count=count
    )


def alternates(page: PageMaker) -> list[tuple[str, str]]:
    """Language tag and address of the page in each language."""
    base = page.site.options.base_url
    if not base or page.key.kind == "not_found":
        return []
    found = [(LANGUAGE_TAGS[one.lang], f"{base}/{public_path(one.path)}") for one in page.key.others]
    return [*found, ("x-default", found[0][1])]


def other_language(page: PageMaker) -> tuple[str, str, str]:
    """Address, name and tag of the page in the other language."""
    other = next(lang for lang in LANGUAGES if lang != page.key.lang)
    kind = "home" if page.key.kind == "not_found" else page.key.kind
    path = PageKey(kind, other, page.key.name).path
    return page.to(path), {"zh": "中文", "en": "English"}[other], LANGUAGE_TAGS[other]


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; everything is escaped but what is marked as markup, and a name nobody gave is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["markup"] = Markup
    return made
