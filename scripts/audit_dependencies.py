"""Ask whether a pinned version has a known vulnerability: `python -m scripts.audit_dependencies`, or `make audit`.

Exit code 0: every version was looked up, none is known to be vulnerable. 1: one is. 2: the list of ignored advisories is
wrong, or a file of pins is: missing, or with a line that pins no exact version. 3: not audited, or not all of it; a service
that cannot be reached is never taken for good news.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from packaging.requirements import InvalidRequirement, Requirement

REPOSITORY: Final = Path(__file__).resolve().parents[1]
CLEAN, VULNERABLE, WRONG_LIST, NOT_AUDITED = 0, 1, 2, 3
OSV: Final = "https://api.osv.dev/v1/query"
SERVICES: Final = ("osv", "pypi")
WITNESS: Final = ("django", "2.2")
"""Not among our packages, and full of known vulnerabilities: a service that finds none in it knows nothing of ours."""
COMMENT: Final = re.compile(r"(^|\s)#.*")
OTHER_FILE: Final = re.compile(r"(?:-c|-r|--constraint|--requirement)[\s=]+(\S+)")
SECONDS: Final = 180
SECONDS_TO_ANSWER: Final = 10


class ListError(Exception):
    """The list of ignored advisories, or a file of pins, is wrong, in one sentence."""


@dataclass(frozen=True)
class Found:
    """A known vulnerability of a version of ours."""

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def sentence(self) -> str:
        """Name, version, advisory, and where it is mended."""
        mended = (
            f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "no version is told that mends it"
        )
        return f"VULNERABLE {self.package} {self.version}: {', '.join(self.names)}; {mended}"


@dataclass
class Answer:
    """What a service said: which packages it looked up, what it found, and else why there is no answer."""

    audited: set[str] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)
    failure: str = ""


def plain(name: str) -> str:
    """The name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def text_of(file: Path) -> str:
    """The text of a file.

    Raises
    ------
    ListError
        When it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ListError(f"{file}: {error}") from error


def pins_of(files: Sequence[Path]) -> dict[str, str]:
    """Version by name of all pinned packages; where files differ, `requirements` win over what comes later.

    Raises
    ------
    ListError
        When a file cannot be read, has a line that pins no exact version, names a file that is not among `files`, or
        when nothing is pinned at all: what was not asked about must not pass for sound.
    """
    pins: dict[str, str] = {}
    read = {file.resolve() for file in files}
    for file in files:
        for number, raw in enumerate(text_of(file).splitlines(), start=1):
            line = COMMENT.sub("", raw).strip()
            other = OTHER_FILE.fullmatch(line)
            if not line or (other and (file.parent / other[1]).resolve() in read):
                continue
            pin = exact_pin(line)
            if pin is None:
                raise ListError(
                    f"{file}, line {number}: {line[:100]!r} pins no exact version that is asked about"
                )
            pins.setdefault(*pin)
    if not pins:
        raise ListError(f"{', '.join(map(str, files))}: no package is pinned, so none can be audited")
    return pins


def exact_pin(line: str) -> tuple[str, str] | None:
    """Name and version of a line that pins one exactly, with or without extras and markers; else None."""
    try:
        requirement = Requirement(line)
    except InvalidRequirement:
        return None
    specifiers = list(requirement.specifier)
    if len(specifiers) != 1 or specifiers[0].operator != "==" or specifiers[0].version.endswith("*"):
        return None
    return plain(requirement.name), specifiers[0].version


def ignored_in(file: Path) -> dict[tuple[str, str], str]:
    """Reason by package and advisory.

    Raises
    ------
    ListError
        When the file is none, or an entry lacks advisory, package, reason or day.
    """
    try:
        entries = tomllib.loads(text_of(file)).get("ignored", [])
    except tomllib.TOMLDecodeError as error:
        raise ListError(f"{file}: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ListError(f"{file}: what is ignored is told in entries that begin with [[ignored]].")
    reasons = {}
    for number, entry in enumerate(entries, start=1):
        texts = [entry.get(name) for name in ("advisory", "package", "reason")]
        if not all(isinstance(text, str) and text.strip() for text in texts) or not isinstance(
            entry.get("since"), date
        ):
            raise ListError(f"{file}: entry {number} needs advisory, package, reason and since.")
        reasons[plain(entry["package"]), entry["advisory"]] = entry["reason"]
    return reasons


def ask(service: str, pins: dict[str, str], osv_url: str) -> Answer:
    """Let pip-audit ask one service about all pins and the witness."""
    with tempfile.TemporaryDirectory(prefix="atlas-audit-") as folder:
        wanted = Path(folder) / "pins.txt"
        lines = [f"{name}=={version}" for name, version in {**pins, WITNESS[0]: WITNESS[1]}.items()]
        wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "--no-deps",
            "--disable-pip",
            "--requirement",
            str(wanted),
        ]
        command += ["--vulnerability-service", service, "--osv-url", osv_url, "--format", "json"]
        command += ["--progress-spinner", "off", "--timeout", str(SECONDS_TO_ANSWER), "--cache-dir", folder]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return Answer(failure=f"{service} did not finish within {SECONDS} s")
    return read_answer(service, run.stdout, run.stderr)


def read_answer(service: str, out: str, said: str) -> Answer:
    """Read what pip-audit printed; anything but its report on a witness that it knows is a failure."""
    try:
        rows: list[dict[str, Any]] = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = said.strip().splitlines()[-1:] or ["no report"]
        return Answer(failure=f"{service} gave no answer ({last[0][:200]})")
    answer = Answer()
    for row in rows:
        if "skip_reason" in row:
            continue
        name = plain(row["name"])
        answer.audited.add(name)
        for one in row["vulns"]:
            names = (one["id"], *one.get("aliases", ()))
            answer.found.append(Found(name, row["version"], names, tuple(one.get("fix_versions", ()))))
    if not any(one.package == WITNESS[0] for one in answer.found):
        reason = f"{service} knows of no vulnerability in {' '.join(WITNESS)}, which has many"
        return Answer(failure=reason)
    answer.audited.discard(WITNESS[0])
    answer.found = [one for one in answer.found if one.package != WITNESS[0]]
    return answer


def audit(pins: dict[str, str], services: Sequence[str], osv_url: str) -> Answer:
    """Ask services in turn until each pin was looked up; what none could look up is told in `failure`."""
    whole, failures = Answer(), []
    for service in services:
        missing = {name: version for name, version in pins.items() if name not in whole.audited}
        if not missing:
            break
        answer = ask(service, missing, osv_url)
        whole.audited |= answer.audited
        whole.found += answer.found
        failures += [answer.failure] if answer.failure else []
    missing_names = sorted(set(pins) - whole.audited)
    if missing_names:
        told = "; ".join(failures) or "the services do not know them"
        which = "all" if len(missing_names) == len(pins) else ", ".join(missing_names)
        whole.failure = f"not audited: {which} of {len(pins)} pinned packages: {told}"
    return whole


def report(answer: Answer, ignored: dict[tuple[str, str], str], count: int) -> int:
    """Print what was found; the exit code."""
    bad = 0
    for one in answer.found:
        reasons = [ignored[one.package, name] for name in one.names if (one.package, name) in ignored]
        if reasons:
            print(f"ignored {one.package} {one.version}: {one.names[0]}: {reasons[0]}")
        else:
            bad += 1
            print(one.sentence(), file=sys.stderr)
    if answer.failure:
        print(f"!!! {answer.failure}. Nothing is known about their vulnerabilities.", file=sys.stderr)
    if bad:
        return VULNERABLE
    if answer.failure:
        return NOT_AUDITED
    print(f"{count} pinned packages audited: no vulnerability known that is not ignored")
    return CLEAN


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit; see the module for the exit codes."""
    options = argparse.ArgumentParser(prog="python -m scripts.audit_dependencies", description=__doc__)
    files = [REPOSITORY / name for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt")]
    options.add_argument("files", nargs="*", type=Path, default=files)
    options.add_argument("--ignored", type=Path, default=REPOSITORY / "scripts" / "audit_ignored.toml")
    options.add_argument("--service", action="append", choices=SERVICES, dest="services")
    options.add_argument("--osv-url", default=OSV, help="another service that speaks OSV")
    chosen = options.parse_args(arguments)
    try:
        ignored = ignored_in(chosen.ignored)
        pins = pins_of(chosen.files)
    except ListError as error:
        print(error, file=sys.stderr)
        return WRONG_LIST
    return report(audit(pins, chosen.services or SERVICES, chosen.osv_url), ignored, len(pins))


if __name__ == "__main__":
    sys.exit(main())
