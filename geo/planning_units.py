"""Places: the units the map draws, made from whole counties.

A place is a prefecture-level unit, or a carve-out: counties taken out of their prefecture because the plan
names them apart. A parent is drawn without its carve-outs.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.errors import CarveOutError


@dataclass(frozen=True)
class CarveOut:
    """A place cut out of its parent.

    Parameters
    ----------
    place_id
        Its own code, such as 133100 for 雄安新区.
    parent_place_id
        The place it is taken from.
    county_ids
        Codes of the counties it is made of, at least one.
    """

    place_id: str
    parent_place_id: str
    county_ids: tuple[str, ...]


def carve_outs_hash(carve_outs: Sequence[CarveOut]) -> str:
    """Sha256 over the carve-outs, whatever their order."""
    rows = sorted([row.place_id, row.parent_place_id, *sorted(row.county_ids)] for row in carve_outs)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def place_id_of_city(city_ids: pd.Series, province_ids: pd.Series) -> pd.Series:
    """Place ids of prefecture-level units.

    A province with a single such unit is that unit: the file 110100 of 北京市 is place 110000.
    """
    cities_of_province = city_ids.groupby(province_ids).transform("nunique")
    return city_ids.where(cities_of_province > 1, province_ids)


def assign_places(counties: gpd.GeoDataFrame, carve_outs: Sequence[CarveOut]) -> gpd.GeoDataFrame:
    """Say of every county which place it belongs to.

    Parameters
    ----------
    counties
        As from `boundaries.load_level("county")`.
    carve_outs
        The places to cut out.

    Returns
    -------
    GeoDataFrame
        Index `county_id` (ascending); `county_zh`, `place_id`, `province_id`, `province_zh`, `geometry` in the
        CRS given.

    Raises
    ------
    CarveOutError
        When carve-outs do not fit; lists all faults.
    """
    frame = gpd.GeoDataFrame(
        {
            "county_zh": counties["name_zh"].to_numpy(),
            "place_id": place_id_of_city(counties["city_id"], counties["province_id"]).to_numpy(),
            "province_id": counties["province_id"].to_numpy(),
            "province_zh": counties["province_zh"].to_numpy(),
        },
        geometry=counties.geometry.to_numpy(),
        crs=counties.crs,
        index=pd.Index(counties["code"], name="county_id"),
    ).sort_index()
    faults = carve_out_faults(frame["place_id"], carve_outs)
    if faults:
        raise CarveOutError(faults)
    for carve_out in carve_outs:
        frame.loc[list(carve_out.county_ids), "place_id"] = carve_out.place_id
    return frame


def carve_out_faults(place_of_county: pd.Series, carve_outs: Sequence[CarveOut]) -> list[str]:
    """List what is wrong with carve-outs, one sentence each.

    Parameters
    ----------
    place_of_county
        Place ids before carving, by county id.
    carve_outs
        What is to be cut out.
    """
    places = set(place_of_county)
    faults = [f"{row.place_id} 的代码与已有地点相同" for row in carve_outs if row.place_id in places]
    times_named = Counter(row.place_id for row in carve_outs)
    faults += [f"{place_id} 出现 {times} 次" for place_id, times in times_named.items() if times > 1]
    times_taken = Counter(county for row in carve_outs for county in row.county_ids)
    faults += [f"区县 {county} 被拆分 {times} 次" for county, times in times_taken.items() if times > 1]
    for row in carve_outs:
        if not row.county_ids:
            faults.append(f"{row.place_id} 没有区县")
        if row.parent_place_id not in places:
            faults.append(f"{row.place_id} 的上级 {row.parent_place_id} 不在边界数据中")
            continue
        for county in row.county_ids:
            if county not in place_of_county.index:
                faults.append(f"{row.place_id} 的区县 {county} 不在边界数据中")
            elif place_of_county[county] != row.parent_place_id:
                faults.append(
                    f"{row.place_id} 的区县 {county} 属于 {place_of_county[county]}，不属于 {row.parent_place_id}"
                )
    left = Counter(place_of_county[~place_of_county.index.isin(list(times_taken))])
    emptied = {row.parent_place_id for row in carve_outs} & places - set(left)
    return faults + [f"{place_id} 的区县全部被拆出" for place_id in sorted(emptied)]
