"""What the list of measures is told: the view, the map of whom a measure binds, and a file that was asked for."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from geo.lookup import UnknownPlaceError
from layers.export_measures import measures_csv, measures_xlsx
from layers.indicator_words import sector_names
from layers.measure_figures import figures_by_clause, year_of
from layers.measure_index import REACH_CODES, department_names, measures_in_order
from layers.web_map import atlas_payload
from pages.shared import cached, clock
from pages.shared.component_events import FileAsked
from pages.shared.links import names_of
from pages.shared.measure_address import MeasureChoices, MeasureView, view_message
from policy.atlas import Atlas
from translations import Words

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def choices_of_measures(atlas: Atlas, words: Words) -> MeasureChoices:
    """What the filters offer, and so what an address may say."""
    register = atlas.register
    measures = measures_in_order(register)
    figures = figures_by_clause(register)
    years = {year_of(figure) for row in measures for figure in figures.get((row.document_id, row.clause), [])}
    return MeasureChoices(
        documents=list(dict.fromkeys(row.document_id for row in measures)),
        sectors=list(sector_names(words)),
        scopes=list(dict.fromkeys(name for row in measures for name in (row.scope_id, *row.singled_out))),
        departments=sorted(set(department_names(register).values())),
        years=sorted(years - {""}),
        places=list(register.places),
        measures=[row.measure_id for row in measures],
        find_place=lambda name: place_called(atlas, name),
    )


def place_called(atlas: Atlas, name: str) -> str | None:
    """The code of the one place with this name."""
    try:
        return names_of(atlas).find(name)
    except UnknownPlaceError:
        return None


def list_message(
    atlas: Atlas, words: Words, view: MeasureView, answer: int | None, file: Mapping[str, str] | None
) -> dict[str, Any]:
    """The message of the list.

    Parameters
    ----------
    answer
        The turn of the browser that this message answers; what the reader did since stays as it is.
    file
        A file to hand to the reader.
    """
    files = cached.static_files()
    return {
        "lang": words.lang,
        "view": view_message(view),
        "answer": answer,
        "geometry_url": files.geometry_url,
        "map": map_message(atlas, words, view.measure) if view.measure else None,
        "file": file,
    }


def map_message(atlas: Atlas, words: Words, measure_id: str) -> dict[str, Any]:
    """The map of whom a measure binds; what it does not bind is left out of the frame."""
    drawn = cached.drawn_measure(atlas, atlas.tables.version, measure_id, words.lang)
    bound = "".join(code for kind, code in REACH_CODES.items() if kind != "none")
    return atlas_payload(drawn, lang=words.lang) | {"measure": measure_id, "frame": bound}


def file_message(atlas: Atlas, words: Words, asked: FileAsked, address: str) -> dict[str, str]:
    """The file that was asked for."""
    measures = [atlas.register.measures[measure_id] for measure_id in asked.measures]
    if asked.kind == "csv":
        content = measures_csv(atlas, measures, words, asked.place)
    else:
        made_on = clock.today().isoformat()
        content = measures_xlsx(atlas, measures, words, made_on, address, asked.place)
    return {
        "name": f"blue-sky-atlas-measures-{atlas.tables.version}.{asked.kind}",
        "mime": MIME[asked.kind],
        "content": base64.b64encode(content).decode(),
    }
