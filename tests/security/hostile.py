"""What an attacker would write, and where it may stand: everywhere as text, nowhere as markup or markdown."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import html5lib
from streamlit.testing.v1 import AppTest

from tests.structure.source_files import PROJECT_FOLDER

SIGN = "pwned"
MARKUP = f"\"><img src=x onerror={SIGN}()>'![i](//h.example/i)<script>{SIGN}()</script>"
"""Ends attributes and elements, and is a picture of another host to whoever reads markdown."""
SCRIPT_ADDRESS = f"javascript:{SIGN}()"
PLAIN_FIELDS = (
    *("value", "default", "data", "placeholder", "json", "bytes", "arrow_data", "url", "set_value"),
    *("raw_value", "code_text"),
)
"""Fields that Streamlit hands to boxes, components and charts as they are: never read as markdown or HTML."""
PLAIN_ELEMENTS = ("bidi_component", "arrow_vega_lite_chart", "vega_lite_chart", "arrow_data_frame")
OPTIONS = re.compile(r"(selectbox|multiselect)\.options$")
"""Choices of a box are shown as text; those of radio buttons and pills are markdown."""


def screens() -> list[str]:
    """Addresses of all screens, from the router itself."""
    tree = ast.parse((PROJECT_FOLDER / "streamlit_app.py").read_text(encoding="utf-8"))
    return [
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "url_path"
    ]


@cache
def parameters() -> frozenset[str]:
    """Every query parameter that the code of the screens reads, from the code itself."""
    found: set[str] = set()
    for path in sorted((PROJECT_FOLDER / "pages").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            name.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
            for name in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(name, ast.Name)
        }
        for node in ast.walk(tree):
            for asked in names_read(node):
                if isinstance(asked, ast.Constant):
                    found.add(asked.value)
                elif isinstance(asked, ast.Name) and asked.id in constants:
                    found.add(constants[asked.id])
    return frozenset(name for name in found if isinstance(name, str) and re.fullmatch(r"[a-z_]+", name))


def names_read(node: ast.AST) -> Iterator[ast.expr]:
    """What a node reads out of something called `params` or `query_params`."""

    def is_params(one: ast.expr) -> bool:
        return ast.unparse(one).split(".")[-1].endswith("params")

    if isinstance(node, ast.Subscript) and is_params(node.value):
        yield node.slice
    elif isinstance(node, ast.Compare) and any(is_params(one) for one in node.comparators):
        yield node.left
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and is_params(node.func.value) and node.args:
            yield node.args[0]
        elif len(node.args) > 1 and is_params(node.args[0]):
            yield node.args[1]
        # `one_of("layer", …)` inside a reader, and `{name: params.get(name) for name in (…)}`.
        elif isinstance(node.func, ast.Name) and node.func.id == "one_of":
            yield node.args[0]
    elif isinstance(node, ast.DictComp | ast.ListComp) and "params" in ast.unparse(node):
        for part in node.generators:
            yield from part.iter.elts if isinstance(part.iter, ast.Tuple) else []


def markup_in(html: str) -> list[str]:
    """What a browser would make of the payload in a piece of HTML: empty when it is text alone."""
    found = []
    for node in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        tag = str(node.tag)
        own = tag == "script" and is_own_script(node.get("src"), node.get("type"), (node.text or "").strip())
        if tag in ("script", "iframe", "object", "embed", "base") and not own:
            found.append(tag)
        for name, value in node.attrib.items():
            plain = re.sub(r"[\s\x00-\x1f]", "", str(value)).lower()
            if str(name).lower().startswith("on") or SIGN in str(name):
                found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction") and plain.startswith(
                ("javascript:", "vbscript:", "data:text")
            ):
                found.append(f"{tag} {name}={value}")
            if tag == "img" and name == "src" and value in ("x", "//h.example/i"):
                found.append(f"{tag} {name}={value}")
    return found


def is_own_script(address: str | None, kind: str | None, content: str) -> bool:
    """Whether a script is ours: a file of the site with nothing beside it, or data that no browser runs."""
    if address is not None:
        return (
            re.fullmatch(r"(https://atlas\.example/|/)?(\.\./)*assets/[\w.]+\.js", address) is not None
            and not content
        )
    if kind != "application/json":
        return False
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def texts_of(message: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text in a message to the browser, by the path of its field."""
    for field, value in message.ListFields():
        here = f"{path}.{field.name}" if path else field.name
        values = value if field.is_repeated else [value]
        if field.message_type is not None:
            if field.message_type.GetOptions().map_entry:
                continue
            for one in values:
                yield from texts_of(one, here)
        elif field.type in (field.TYPE_STRING, field.TYPE_BYTES):
            for one in values:
                yield here, one


def faults_of(screen: AppTest) -> list[str]:
    """Where what was sent to the browser holds the payload as anything but text."""
    found = [f"exception: {error.message}" for error in screen.exception]
    for element in everything(screen):
        kind = element.proto.DESCRIPTOR.name
        for path, value in texts_of(element.proto, element.type):
            shown = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
            if kind == "Html" and path.endswith(".body"):
                found += [f"{kind}: {fault}" for fault in markup_in(shown)]
            elif SIGN in shown and not is_plain(element.type, path) and is_markdown(shown):
                found.append(f"{path}: {shown[:120]}")
    return found


def is_plain(element: str, path: str) -> bool:
    """Whether the browser shows a field as it is, or hands it to a program."""
    last = path.rpartition(".")[2]
    return element in PLAIN_ELEMENTS or last in PLAIN_FIELDS or bool(OPTIONS.search(path))


def is_markdown(text: str) -> bool:
    """Whether any of the marks that begin pictures, links and elements is left without its backslash."""
    return re.search(r"[<\[]", re.sub(r"\\[!-/:-@\[-`{-~]", "", text)) is not None


def everything(screen: AppTest) -> Iterator[Any]:
    """All elements of a screen, unknown ones too."""
    waiting = list(screen._tree.children.values())
    while waiting:
        node = waiting.pop()
        children = getattr(node, "children", None)
        if children:
            waiting += children.values()
        if getattr(node, "proto", None) is not None and hasattr(node.proto, "ListFields"):
            yield node


def sent(screen: AppTest) -> str:
    """All texts sent, to see that the payload arrived at all."""
    return " ".join(str(value) for one in everything(screen) for _path, value in texts_of(one.proto))
