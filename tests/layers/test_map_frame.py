"""The sheet of a small map: what it shows lies on it, neighbours keep their edge, names never cover one another."""

import re

import numpy as np
import pytest
import shapely

from layers.map_frame import HIGHEST, LOWEST, WIDTH, Frame, Names, frame_around, on_sheet, path_data


@pytest.mark.parametrize(
    "bounds", [(112.0, 36.5, 113.2, 38.4), (97.0, 31.7, 126.0, 53.4), (110.0, 34.0, 118.0, 34.5)]
)
def test_everything_lies_on_the_sheet_and_north_is_up(bounds: tuple[float, float, float, float]) -> None:
    frame = frame_around(bounds)
    west, south, east, north = bounds
    (left, bottom), (right, top) = frame.pixels(np.array([[west, south], [east, north]]))
    assert 0 <= left < right <= WIDTH
    assert 0 <= top < bottom <= frame.height
    assert LOWEST - 1 <= frame.height <= HIGHEST + 1
    middle = np.cos(np.radians((frame.south + frame.north) / 2))
    across = WIDTH / ((frame.east - frame.west) * middle)
    down = frame.height / (frame.north - frame.south)
    assert across == pytest.approx(down, rel=0.02)


def test_neighbours_are_thinned_as_one() -> None:
    frame = Frame(0.0, 0.0, 10.0, 10.0, 480.0)
    wiggle = [(5 + 0.001 * (step % 2), step / 100) for step in range(1001)]
    west = shapely.Polygon([(0, 0), *wiggle, (0, 10)])
    east = shapely.Polygon([(10, 0), *wiggle, (10, 10)])
    one, other = on_sheet(frame, np.array([west, east]))
    assert len(one.exterior.coords) < 50
    assert one.intersection(other).area == pytest.approx(0, abs=1e-6)
    assert one.union(other).area == pytest.approx(480 * 480, rel=1e-3)


def test_a_path_goes_where_the_ring_goes() -> None:
    square = shapely.Polygon([(1, 1), (11, 1), (11.04, 11), (1, 11)])
    start, *steps = re.findall(r"-?\d+ ?-?\d+", path_data(square))
    x, y = (int(number) for number in start.split())
    corners = [(x, y)]
    for step in steps:
        across, down = (int(number) for number in re.findall(r"-?\d+", step))
        corners.append((corners[-1][0] + across, corners[-1][1] + down))
    assert {(10, 10), (110, 10), (110, 110), (10, 110)} == set(corners)
    assert path_data(shapely.Point(3, 3).buffer(0.1)) == ""


def test_a_name_without_room_is_left_out() -> None:
    names = Names(Frame(0, 0, 1, 1, 300.0))
    assert names.write("太原", shapely.Point(100, 100))
    assert not names.write("晋中", shapely.Point(110, 105))
    assert names.write("晋中", shapely.Point(160, 105))
    assert not names.write("忻州", shapely.Point(2, 2))
    assert len(names.written) == 2
