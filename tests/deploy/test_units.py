"""The units for systemd: options that the programs know, folders and users that exist, nothing unhardened.

Where systemd is installed it judges the units as well; elsewhere (a bare container) these other tests stand alone.
"""

import shutil
import subprocess

import pytest

from pages.method_parts.static_site import SITE_SETTING
from tests.deploy.deployed import (
    SYSTEMD,
    filled_in,
    folders_made,
    parsed_options,
    settings_of,
    unit_files,
    variables,
)
from tests.structure.source_files import PROJECT_FOLDER

SERVICES = sorted(path.name for path in SYSTEMD.glob("*.service"))
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = 15
"""Tenths, as `systemd-analyze security --threshold` counts."""


@pytest.mark.parametrize("name", SERVICES)
def test_commands_exist_and_know_their_options(name):
    values = settings_of(name)
    known = variables(values)
    for key in ("ExecStartPre", "ExecStart", "ExecReload"):
        for command in values.get(key, []):
            words = filled_in(command, known) if "$MAINPID" not in command else ["/bin/kill"]
            if words[0].endswith("python"):
                assert words[0] == "/srv/atlas/.venv/bin/python"
                parsed_options(words)
            else:
                assert words[0] in ("/usr/sbin/nginx", "/bin/kill")


@pytest.mark.parametrize("name", SERVICES)
def test_users_and_folders_are_made(name):
    values = settings_of(name)
    users = (SYSTEMD / "sysusers.conf").read_text(encoding="utf-8")
    assert f"u {values['User'][0]} " in users
    assert values["Group"] == values["User"]
    known = variables(values)
    named = [*values.get("ReadWritePaths", []), known.get("ATLAS_LOCAL_DATA", "/var/lib/atlas")]
    assert set(named) <= folders_made()
    for key in ("ReadOnlyPaths", "InaccessiblePaths"):
        paths = [path.lstrip("-") for line in values.get(key, []) for path in line.split()]
        assert set(paths) <= folders_made()


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_is_left_soft(name):
    values = settings_of(name)
    for key in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert values[key] == ["yes"], key
    assert values["ProtectSystem"] == ["strict"]
    assert values["CapabilityBoundingSet"] == [""]
    assert {"MemoryMax", "TasksMax", "SystemCallFilter", "RestrictAddressFamilies"} <= set(values)


def test_the_target_starts_what_there_is():
    [wants] = settings_of("atlas.target")["Wants"]
    there = {path.name for path in unit_files()}
    assert {name.replace("@1", "@").replace("@2", "@") for name in wants.split()} <= there
    geometry = "atlas-geometry.service"
    for name in ("atlas@.service", "atlas-publish.service"):
        assert geometry in settings_of(name)["Wants"][0].split()
        assert geometry in settings_of(name)["After"][0].split()


def test_replicas_the_door_and_the_site_agree():
    [wants] = settings_of("atlas.target")["Wants"]
    numbers = [name[len("atlas@") : -len(".service")] for name in wants.split() if name.startswith("atlas@")]
    door = settings_of("atlas-nginx.service")
    options = parsed_options(filled_in(door["ExecStartPre"][0], variables(door)))
    replica = parsed_options(filled_in(settings_of("atlas@.service")["ExecStart"][0], {}))
    assert (replica.port, replica.inner_port) == (8601, 9601)
    assert options.replicas == [f"127.0.0.1:860{number}" for number in numbers]
    assert door["ExecReload"][0] == door["ExecStartPre"][0]
    publish = settings_of("atlas-publish.service")
    assert parsed_options(filled_in(publish["ExecStart"][0], variables(publish))).out == str(options.site)
    assert str(options.site.parent) in folders_made()
    known = variables(publish) | {
        "ATLAS_BASE_URL": "https://a.example",
        "ATLAS_DASHBOARD_URL": "https://b.example",
    }
    told = parsed_options(filled_in(publish["ExecStart"][0], known))
    assert (told.base_url, told.dashboard_url) == ("https://a.example", "https://b.example")
    assert SITE_SETTING in variables(settings_of("atlas@.service"))
    assert str(options.run) == f"/run/{door['RuntimeDirectory'][0]}"


def at_home(tmp_path, name):
    """A unit whose programs exist: systemd looks for them."""
    text = (SYSTEMD / name).read_text(encoding="utf-8")
    text = text.replace("/srv/atlas/.venv/bin/python", "/bin/true").replace("/usr/sbin/nginx", "/bin/true")
    unit_file = tmp_path / name
    unit_file.write_text(text.replace("/srv/atlas", str(PROJECT_FOLDER)), encoding="utf-8")
    return unit_file


if ANALYZE:

    def test_systemd_finds_no_fault(tmp_path):
        files = [at_home(tmp_path, path.name) for path in unit_files()]
        given = [str(path).replace("atlas@.", "atlas@1.") for path in files]
        shutil.copy(tmp_path / "atlas@.service", tmp_path / "atlas@1.service")
        run = subprocess.run(
            [ANALYZE, "verify", "--man=no", *given], capture_output=True, text=True, check=False
        )
        told = [line for line in run.stderr.splitlines() if "atlas" in line]
        assert (run.returncode, told) == (0, [])

    @pytest.mark.parametrize("name", SERVICES)
    def test_systemd_calls_every_service_little_exposed(name, tmp_path):
        command = [
            ANALYZE,
            "security",
            "--offline=true",
            f"--threshold={MOST_EXPOSED}",
            str(at_home(tmp_path, name)),
        ]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout[-300:]
