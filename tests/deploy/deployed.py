"""What the files in deploy/ say, read for the tests: units, images, services."""

import importlib
import re
import shlex
from pathlib import Path
from typing import Any

import yaml

from tests.structure.source_files import PROJECT_FOLDER

DEPLOY = PROJECT_FOLDER / "deploy"
SYSTEMD = DEPLOY / "systemd"


def settings_of(name: str) -> dict[str, list[str]]:
    """Values by key of a unit, all sections together, as no key of ours stands in two."""
    values: dict[str, list[str]] = {}
    for line in (SYSTEMD / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            key, _sign, value = line.partition("=")
            values.setdefault(key, []).append(value)
    return values


def variables(values: dict[str, list[str]]) -> dict[str, str]:
    """The environment of a unit."""
    words = [word for line in values.get("Environment", []) for word in shlex.split(line)]
    return dict(word.split("=", 1) for word in words)


def filled_in(command: str, known: dict[str, str]) -> list[str]:
    """The words of an ExecStart as systemd makes them: `$NAME` is split at blanks, `${NAME}` is one word."""
    words: list[str] = []
    for word in shlex.split(command):
        if match := re.fullmatch(r"\$([A-Z_]+)", word):
            words += known[match[1]].split()
        else:
            words.append(re.sub(r"\$\{([A-Z_]+)\}", lambda found: known[found[1]], word).replace("%i", "1"))
    return words


def parsed_options(words: list[str]) -> Any:
    """What `python -m MODULE OPTIONS` reads; ends the test where it would end the program."""
    assert words[1] == "-m", words
    module, options = words[2], words[3:]
    module = {"commands.import_observations": "commands.import_options"}.get(module, module)
    return importlib.import_module(module).parser().parse_args(options)


def compose() -> dict[str, Any]:
    """The compose file with the defaults of its settings."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))


def folders_made() -> set[str]:
    """Folders that tmpfiles.conf makes."""
    lines = (SYSTEMD / "tmpfiles.conf").read_text(encoding="utf-8").splitlines()
    return {line.split()[1] for line in lines if line.startswith("d ")}


def unit_files() -> list[Path]:
    """All units."""
    return sorted([*SYSTEMD.glob("*.service"), *SYSTEMD.glob("*.timer"), *SYSTEMD.glob("*.target")])
