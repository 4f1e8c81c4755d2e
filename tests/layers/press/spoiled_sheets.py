"""Ways to spoil a drawn sheet by hand; each puts it right again afterwards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from layers.press.files import figure_of
from layers.press.order import PressFigure
from tests.layers.press.conftest import artists

Change = Callable[[PressFigure], AbstractContextManager[None]]


@contextmanager
def kept(made: PressFigure) -> Iterator[list[Any]]:
    """The list of a figure's artists, put right again afterwards."""
    children = figure_of(made).artists
    before = list(children)
    try:
        yield children
    finally:
        children[:] = before


def put(gid: str, **properties: Any) -> Change:
    """Properties of an artist changed."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        artist = artists(made)[gid]
        before = {name: getattr(artist, f"get_{name}")() for name in properties}
        artist.set(**properties)
        try:
            yield
        finally:
            artist.set(**before)

    return change


def gone(*prefixes: str) -> Change:
    """Artists taken off the sheet."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        with kept(made) as children:
            left = [artist for artist in children if not (artist.get_gid() or "").startswith(prefixes)]
            assert len(left) < len(children), prefixes
            children[:] = left
            yield

    return change


def laid(make: Callable[[PressFigure], Any], gid: str | None = None) -> Change:
    """Something laid on the sheet."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        figure = figure_of(made)
        with kept(made):
            artist = make(made)
            artist.set_gid(gid)
            if not artist.is_transform_set():
                artist.set_transform(Affine2D().scale(1 / 72) + figure.dpi_scale_trans)
            figure.add_artist(artist)
            yield

    return change


def white_over(*corners: float, on: str = "window") -> Callable[[PressFigure], Any]:
    """A white rectangle: west, south, east, north in degrees of a map."""

    def make(made: PressFigure) -> Any:
        window = getattr(made, on)
        (left, bottom), (right, top) = window.point(*corners[:2]), window.point(*corners[2:])
        return sheet_rectangle(left, bottom, right, top)

    return make


def over(gid: str) -> Callable[[PressFigure], Any]:
    """A white rectangle over a text or a path."""

    def make(made: PressFigure) -> Any:
        artist = artists(made)[gid]
        box = artist.get_window_extent(FigureCanvasAgg(figure_of(made)).get_renderer())
        return sheet_rectangle(box.x0 - 2, box.y0 - 2, box.x1 + 2, box.y1 + 2)

    return make


def sheet_rectangle(left: float, bottom: float, right: float, top: float) -> PathPatch:
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return PathPatch(Path(corners), facecolor="white", edgecolor="none", zorder=9.0)


def moved(gid: str, across: float, up: float) -> Change:
    """A text or a path moved by points."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        artist = artists(made)[gid]
        if isinstance(artist, Text):
            x, y = artist.get_position()
            with put(gid, position=(x + across, y + up))(made):
                yield
        else:
            path = artist.get_path()
            with put(gid, path=path.transformed(Affine2D().translate(across, up)))(made):
                yield

    return change


def at(gid: str, lon: float, lat: float, on: str = "window") -> Change:
    """A text set over a position on the Earth."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        with put(gid, position=getattr(made, on).point(lon, lat))(made):
            yield

    return change


def swapped(one: str, other: str, name: str) -> Change:
    """A property of two artists exchanged."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        first, second = (getattr(artists(made)[gid], f"get_{name}")() for gid in (one, other))
        with put(one, **{name: second})(made), put(other, **{name: first})(made):
            yield

    return change


def all_of(prefix: str, **properties: Any) -> Change:
    """Properties of a family changed."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        changes = [put(gid, **properties)(made) for gid in artists(made) if gid.startswith(prefix)]
        assert changes
        for each in changes:
            each.__enter__()
        try:
            yield
        finally:
            for each in changes:
                each.__exit__(None, None, None)

    return change


def shrunk(gid: str, share: float) -> Change:
    """A path made smaller about its first corner."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        path = artists(made)[gid].get_path()
        first = path.vertices[0]
        with put(gid, path=Path(first + (path.vertices - first) * share, path.codes))(made):
            yield

    return change


def twice(gid: str) -> Change:
    """An artist drawn a second time."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        with kept(made) as children:
            children.append(artists(made)[gid])
            yield

    return change


def sheet_colour(colour: str) -> Change:
    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        patch = figure_of(made).patch
        before = patch.get_facecolor()
        patch.set_facecolor(colour)
        try:
            yield
        finally:
            patch.set_facecolor(before)

    return change


def axes_on(made: PressFigure) -> Iterator[None]:
    axes = figure_of(made).add_axes((0.6, 0.3, 0.2, 0.2))
    try:
        yield
    finally:
        axes.remove()


def text_on(made: PressFigure) -> Iterator[None]:
    text = figure_of(made).text(0.5, 0.5, "台湾")
    try:
        yield
    finally:
        text.remove()


def forgotten(name: str) -> Change:
    """A small map that neither the sheet nor what is told of it knows."""

    @contextmanager
    def change(made: PressFigure) -> Iterator[None]:
        before = getattr(made, name)
        with gone(f"{name}-")(made):
            setattr(made, name, None)
            try:
                yield
            finally:
                setattr(made, name, before)

    return change


def boxed(made: PressFigure, gid: str) -> Iterator[None]:
    text = artists(made)[gid]
    text.set_bbox({"facecolor": "white"})
    try:
        yield
    finally:
        text.set_bbox(None)


@contextmanager
def reprojected(made: PressFigure) -> Iterator[None]:
    before = made.window
    made.window = replace(before, crs="EPSG:3857")
    try:
        yield
    finally:
        made.window = before


def qr_middle(made: PressFigure) -> tuple[float, float, float, float]:
    left, bottom = artists(made)["qr"].get_path().vertices.min(axis=0)
    right, top = artists(made)["qr"].get_path().vertices.max(axis=0)
    third = (right - left) / 3
    return left + third, bottom + third, right - third, top - third


def strange(name: str) -> str:
    """What is said of an artist of no family."""
    return f"来历不明的内容：{name}"


def odd(gid: str, what: str) -> str:
    """What is said of an artist unlike its family."""
    return f"“{gid}”画得不合规定：{what}"


def again(gid: str) -> str:
    """What is said of an artist drawn twice."""
    return f"“{gid}”画了不止一次"


def missing(gid: str) -> str:
    """What is said of an artist that is not there."""
    return f"图上缺少“{gid}”"
