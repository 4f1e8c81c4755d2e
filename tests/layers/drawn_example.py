"""A small drawn layer, made by hand."""

from layers.drawn import DrawnLayer, DrawnPlace, LegendEntry, SourceLine


def drawn_example(**changes: object) -> DrawnLayer:
    """Four places: two with a value, one without observation, one outside the plan."""
    return DrawnLayer(
        **{
            "layer_id": "observed",
            "title": "2025 年 PM2.5",
            "subtitle": "微克/立方米",
            "unit_symbol": "µg/m³",
            "decimals": 1,
            "year": 2025,
            "legend": (
                LegendEntry("a", "≤ 35", "#feeba2", None, 1),
                LegendEntry("b", "> 35", "#5c2006", None, 1),
                LegendEntry("x", "没有实测值", "#f5f6f7", "no_observation", 1),
                LegendEntry("z", "不在本计划范围内", "#f5f6f7", "outside_plan", 1),
            ),
            "places": (
                DrawnPlace("110000", "a", 27.04, "1", "#feeba2", None),
                DrawnPlace("140100", "b", 36.0, "2", "#5c2006", None),
                DrawnPlace("429004", "x", None, "0", "#f5f6f7", "no_observation"),
                DrawnPlace("710000", "z", None, "0", "#f5f6f7", "outside_plan"),
            ),
            "note_labels": {"1": "官方公布", "2": "实况数据"},
            "sources": (SourceLine("a", None, "《甲》"), SourceLine("b", "二", "《乙》")),
            "value_heading": "年均值",
            **changes,
        }
    )


INDEX = {
    "places": [
        {
            "id": place_id,
            "zh": zh,
            "zh_short": zh[:2],
            "en": en,
            "province_zh": province_zh,
            "province_en": province_en,
            "lon": lon,
            "lat": lat,
            "search": f"{place_id} {en.lower()}",
        }
        for place_id, zh, en, province_zh, province_en, lon, lat in (
            ("110000", "北京市", "Beijing", "北京市", "Beijing", 116.4, 40.2),
            ("140100", "太原市", "Taiyuan", "山西省", "Shanxi", 112.4, 37.9),
            ("429004", "仙桃市", "Xiantao", "湖北省", "Hubei", 113.4, 30.3),
            ("710000", "台湾省", "Taiwan", "台湾省", "Taiwan", 121.0, 23.8),
        )
    ]
}


def square_topology() -> dict:
    """Each place of the index as a square of one degree about its label; quantised to a hundredth of a degree."""
    arcs = []
    for place in INDEX["places"]:
        west, south = round((place["lon"] - 0.5) * 100), round((place["lat"] - 0.5) * 100)
        arcs.append([[west, south], [100, 0], [0, 100], [-100, 0], [0, -100]])
    arcs.append([[12251, 2347], [28, 110]])
    squares = [
        {"type": "Polygon", "id": place["id"], "arcs": [[number]]}
        for number, place in enumerate(INDEX["places"])
    ]
    line = {"type": "MultiLineString", "id": "south-sea", "arcs": [[len(arcs) - 1]]}
    return {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
        "objects": {
            "places": {"type": "GeometryCollection", "geometries": squares},
            "provinces": {"type": "GeometryCollection", "geometries": squares},
            "south_sea_lines": {"type": "GeometryCollection", "geometries": [line]},
        },
        "arcs": arcs,
    }
