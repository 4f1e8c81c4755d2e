"""What the messages of a change are made of: bytes by element, decoded from Streamlit's own messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.traffic import Frame

AREAS = ("main", "sidebar", "event", "bottom")


@dataclass(frozen=True)
class Part:
    """One element, or the messages around the elements.

    Attributes
    ----------
    name
        Its kind, and what tells it from others of its kind.
    path
        Where it stands on the page.
    sizes
        Bytes in each change; 0 where it was not sent.
    """

    name: str
    path: str
    sizes: tuple[int, ...]

    @property
    def middle(self) -> float:
        """Median of the bytes per change."""
        return median(self.sizes)


def parts_of_changes(changes: Sequence[Iterable[Frame]]) -> list[Part]:
    """Add up the messages of each change by element, the biggest first."""
    sizes: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(changes))
    for number, frames in enumerate(changes):
        for frame in frames:
            key = (
                ("message to the server", "") if frame.sent else part_of(ForwardMsg.FromString(frame.payload))
            )
            sizes[key][number] += len(frame.payload)
    parts = [Part(name, path, tuple(found)) for (name, path), found in sizes.items()]
    return sorted(parts, key=lambda part: (-part.middle, part.name, part.path))


def part_of(message: ForwardMsg) -> tuple[str, str]:
    """Name and place of what a message brings."""
    kind = message.WhichOneof("type")
    path = path_of(message.metadata.delta_path)
    if kind != "delta":
        return kind, path if kind == "ref_hash" else ""
    what = message.delta.WhichOneof("type")
    if what != "new_element":
        return what, path
    element = message.delta.new_element
    name = element.WhichOneof("type")
    content = getattr(element, name)
    return f"{name} {hint(content)}".strip(), path


def path_of(delta_path: Sequence[int]) -> str:
    """`main 3` or `sidebar 0`."""
    if not delta_path:
        return ""
    area = AREAS[delta_path[0]] if delta_path[0] < len(AREAS) else str(delta_path[0])
    return f"{area} {'.'.join(str(step) for step in delta_path[1:])}".strip()


def hint(content: object, longest: int = 28) -> str:
    """The first words of an element, enough to recognise it."""
    for field in ("component_name", "label", "body"):
        text = getattr(content, field, "")
        if isinstance(text, str) and text.strip():
            return " ".join(text.split())[:longest]
    return ""
