"""Write a made year of hourly city files, with all that such files are met with; and what it must come to.

`python -m tests.importing.made_year FOLDER [--year 2024] [--cities 370] [--days 366]` writes the files. The annual means
that they come to are worked out in plain loops over the values as they were made up, not as they were written.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from data.tables import load_tables

TYPES = (
    "AQI", "PM2.5", "PM2.5_24h", "PM10", "PM10_24h", "SO2", "SO2_24h", "NO2", "NO2_24h", "O3", "O3_24h", "O3_8h",
    "O3_8h_24h", "CO", "CO_24h",
)  # fmt: skip
FORMER_NAMES = {"襄阳": "襄樊", "普洱": "思茅", "张家界": "大庸", "呼伦贝尔": "呼伦贝尔盟", "淮安": "淮阴市"}
INVALID = ("-999", "-1", "99999", "9999", "5000")
CITIES = 370
DAYS = 366
ENCODINGS = ("utf-8", "gbk", "utf-8-sig")
NOT_SPOILT = 20
"""Every so many cities one is spoilt: too few days, a short February, a short other month, or days of few hours."""


@dataclass
class MadeYear:
    """What was made up: by place, day and hour, and the text that stands for it."""

    year: int
    places: list[tuple[str, str]]
    days: int
    values: dict[tuple[str, date, int], float] = field(default_factory=dict)
    texts: dict[tuple[str, date, int], str] = field(default_factory=dict)


def make_up(year: int, cities: int, days: int, seed: int = 1) -> MadeYear:
    """Make up the values of a year."""
    chance = random.Random(seed)
    frame = load_tables().places
    of_plan = frame[~frame["province_id"].isin(["710000", "810000", "820000"])]
    names = list(zip(of_plan["place_id"], of_plan["short_name_zh"], strict=True))
    former = [row for row in names if row[1] in FORMER_NAMES]
    rest = [row for row in names if row not in former]
    places = sorted([*former, *rest][:cities])
    made = MadeYear(year, places, days)
    for number, (place_id, _name) in enumerate(places):
        level = chance.uniform(10, 60)
        for day in days_of(made):
            lost = hours_lost(chance, number, day)
            for hour in range(24):
                key = (place_id, day, hour)
                draw = chance.random()
                if hour in lost:
                    made.texts[key] = chance.choice(("", "", "NA", "—"))
                elif draw < 0.004:
                    made.texts[key] = chance.choice(INVALID)
                else:
                    value = max(0, round(chance.gauss(level, level / 3), 1 if draw > 0.9 else 0))
                    made.texts[key] = f"{value:g}"
                    made.values[key] = float(f"{value:g}")
    return made


def hours_lost(chance: random.Random, number: int, day: date) -> set[int]:
    """The hours without a value of a city on a day."""
    spoilt = number % NOT_SPOILT
    if spoilt == 1 and 60 < day.timetuple().tm_yday <= 110:
        return set(range(24))  # 316 days or so
    if spoilt == 2 and day.month == 2 and day.day <= 8:
        return set(range(24))  # February below 25
    if spoilt == 3 and day.month == 7 and day.day <= 6:
        return set(range(24))  # July below 27
    if spoilt == 4:
        return set(range(6))  # never 20 hours
    if spoilt == 5 and day.day % 9 == 0:
        return set(range(4))  # exactly 20 hours, if none is invalid
    return set(chance.sample(range(24), chance.randint(1, 6))) if chance.random() < 0.05 else set()


def days_of(made: MadeYear) -> list[date]:
    """The days of the year that files are made of."""
    return [date(made.year, 1, 1) + timedelta(days=number) for number in range(made.days)]


def write_files(made: MadeYear, folder: Path, seed: int = 2) -> list[Path]:
    """Write one file a day: changing encodings, line ends and orders of columns, some hours twice, some not at all."""
    chance = random.Random(seed)
    return [write_day(made, folder, day, chance) for day in days_of(made)]


def write_day(made: MadeYear, folder: Path, day: date, chance: random.Random) -> Path:
    """Write the file of one day."""
    columns = list(made.places)
    if day.month % 2:
        chance.shuffle(columns)
    # names change in the middle of the year
    names = [FORMER_NAMES.get(name, name) if day.month < 7 else name for _place_id, name in columns]
    lines = [",".join(("date", "hour", "type", *names))]
    repeated = chance.randrange(24)
    noise = ",".join(str(chance.randint(1, 300)) for _ in columns)
    for hour in range(24):
        for kind in TYPES:
            cells = noise
            if kind == "PM2.5":
                cells = ",".join(made.texts[place_id, day, hour] for place_id, _name in columns)
            line = f"{day:%Y%m%d},{hour},{kind},{cells}"
            lines += [line] * (1 + (hour == repeated))
    path = folder / f"china_cities_{day:%Y%m%d}.csv"
    end = "\r\n" if day.day % 2 else "\n"
    path.write_bytes((end.join(lines) + end).encode(ENCODINGS[day.toordinal() % 3]))
    return path


def expected_means(made: MadeYear) -> dict[str, tuple[float, int]]:
    """Annual mean and number of days of every place that has a valid one: nothing but loops."""
    result = {}
    for place_id, _name in made.places:
        daily: list[tuple[int, float]] = []
        for day in days_of(made):
            total, count = 0.0, 0
            for hour in range(24):
                if (place_id, day, hour) in made.values:
                    total += made.values[place_id, day, hour]
                    count += 1
            if count >= 20:
                daily.append((day.month, total / count))
        months = [sum(1 for month, _mean in daily if month == wanted) for wanted in range(1, 13)]
        enough = all(count >= (25 if month == 2 else 27) for month, count in enumerate(months, 1))
        if len(daily) >= 324 and enough:
            result[place_id] = (sum(mean for _month, mean in daily) / len(daily), len(daily))
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a year of files."""
    parser = argparse.ArgumentParser(prog="python -m tests.importing.made_year", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--year", type=int, default=2024)
    parser.add_argument("--cities", type=int, default=CITIES)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--means", type=Path, metavar="FILE", help="write what they come to as JSON")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    made = make_up(options.year, options.cities, options.days)
    write_files(made, options.folder)
    if options.means:
        means = {place_id: mean for place_id, (mean, _days) in expected_means(made).items()}
        options.means.write_text(json.dumps(means), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
