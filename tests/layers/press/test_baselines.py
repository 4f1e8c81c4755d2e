"""Sheets look as they did: small pictures, compared with tolerance.

After a change that is meant: `ATLAS_RENEW_BASELINES=1 python -m pytest tests/layers/press/test_baselines.py`, then look at
the pictures in tests/layers/press/baselines/ before committing them.
"""

import io
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from geo.geometry import Geometry
from layers.press.export import PressJob, press_job, press_sheet
from layers.press.files import png_bytes
from layers.press.order import PressFigure
from layers.press.request import PressRequest
from policy.atlas import Atlas
from tests.layers.press.conftest import MADE_ON, toy_sheet

BASELINES = Path(__file__).parent / "baselines"
RENEW = bool(os.environ.get("ATLAS_RENEW_BASELINES"))
COLOURS = 192
MOST_CHANGED = 0.004
"""Share of the pixels that may differ by more than `CLEARLY`."""

CLEARLY = 48
"""Of 255, after a slight blur."""

VERSION = "version"


def compare(name: str, content: bytes) -> None:
    """Compare a picture with its baseline."""
    path = BASELINES / f"{name}.png"
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    if RENEW:
        BASELINES.mkdir(exist_ok=True)
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert changed_share(picture, Image.open(path).convert("RGB")) <= MOST_CHANGED


def changed_share(one: Image.Image, other: Image.Image) -> float:
    """Share of the pixels that differ clearly."""
    assert one.size == other.size
    left, right = (
        np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=int) for image in (one, other)
    )
    return float((np.abs(left - right).max(axis=2) > CLEARLY).mean())


@pytest.mark.parametrize("size", ["wide", "portrait"])
def test_the_toy_country_looks_as_it_did(size: str, toy: Geometry) -> None:
    made = toy_sheet(toy, size=size, address="https://atlas.example.org/", title="", note="一句说明。")
    compare(f"toy-{size}", png_bytes(made, 56))


def test_the_map_of_china_looks_as_it_did(atlas: Atlas) -> None:
    request = PressRequest("key_region", "china", "png", MADE_ON, address="https://atlas.example.org/")
    job = press_job(atlas, request)
    compare("china-wide", png_bytes(press_sheet(atlas, job_without_version(job)), 50))


def job_without_version(job: PressJob) -> PressJob:
    """A job whose sheet does not change with every edit of the tables."""
    return replace(job, order=replace(job.order, data_version=VERSION))


def test_a_place_with_its_neighbours_looks_as_it_did(atlas: Atlas) -> None:
    request = PressRequest(
        "key_region", "140100", "png", MADE_ON, lang="en", size="portrait", title="Around Taiyuan"
    )
    compare(
        "taiyuan-portrait", png_bytes(press_sheet(atlas, job_without_version(press_job(atlas, request))), 50)
    )


def test_a_change_of_colour_or_a_missing_label_is_seen(toy: Geometry) -> None:
    plain = picture_of(toy_sheet(toy))
    other = toy_sheet(toy)
    for artist in other.figure.get_children():
        if artist.get_gid() == "place-910200":
            artist.set_facecolor("#1f5f99")
    assert changed_share(plain, picture_of(other)) > MOST_CHANGED


def picture_of(made: PressFigure) -> Image.Image:
    """A sheet as a picture."""
    return Image.open(io.BytesIO(png_bytes(made, 50))).convert("RGB")
