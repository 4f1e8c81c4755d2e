"""Images and services: nothing with rights, replicas and door agree, folders exist, all that runs is in the image."""

import argparse
import json
import posixpath
import re
import shlex

import pytest

from pages.method_parts.static_site import SITE_SETTING
from tests.deploy.deployed import DEPLOY, compose, parsed_options
from tests.structure.source_files import APP_FOLDERS, PROJECT_FOLDER

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
SERVICES = compose()["services"]
REPLICAS = {name: service for name, service in SERVICES.items() if name.startswith("replica-")}
HOME = "/srv/atlas"


def image_command(word, stage):
    """The last CMD or ENTRYPOINT of a stage as a list."""
    part = DOCKERFILE.split(f" AS {stage}\n")[1].split("\nFROM ")[0]
    return json.loads(re.findall(rf"^ *{word} (\[.*\])$", part, re.MULTILINE)[-1])


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_has_rights(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == "10001:10001"
    assert {"mem_limit", "pids_limit", "tmpfs"} <= set(service)
    assert {"privileged", "cap_add", "devices", "pid", "ipc"} & set(service) == set()
    assert service.get("network_mode") in (None, "none")


def test_image_runs_without_rights():
    for stage in ("atlas", "door"):
        part = DOCKERFILE.split(f" AS {stage}\n")[1].split("\nFROM ")[0]
        assert re.findall(r"^USER (.*)$", part, re.MULTILINE)[-1] == "10001:10001"


def test_the_door_knows_every_replica_by_its_address():
    addresses = [f"{one['networks']['inner']['ipv4_address']}:8601" for one in REPLICAS.values()]
    entry = image_command("ENTRYPOINT", "door")[2]
    fixed = shlex.split(entry.split("&&")[0].replace('"$@"', ""))
    options = parsed_options([*fixed, *SERVICES["door"]["command"]])
    assert options.replicas == addresses
    assert SERVICES["door"]["depends_on"] == list(REPLICAS)
    ports = {port.split(":")[1] for port in SERVICES["door"]["ports"]}
    assert ports == {options.static_listen, options.dashboard_listen}
    publish = parsed_options(SERVICES["publish"]["command"])
    assert publish.out == str(options.site)
    assert publish.dashboard_url == ""
    assert all(SITE_SETTING in replica["environment"] for replica in REPLICAS.values())
    assert f"sites:{options.site.parent}:ro" in SERVICES["door"]["volumes"]


def test_replicas_listen_where_they_are_looked_for():
    options = parsed_options(image_command("CMD", "atlas"))
    assert (options.port, options.address, options.inner_address) == (8601, "0.0.0.0", "127.0.0.1")
    check = [line for line in DOCKERFILE.splitlines() if "/healthz" in line]
    assert f"http://127.0.0.1:{options.inner_port}/healthz" in check[0]
    for replica in REPLICAS.values():
        assert replica["depends_on"]["geometry"]["condition"] == "service_completed_successfully"
        assert any(mount.startswith(f"{HOME}/static:") for mount in replica["tmpfs"])


def test_commands_know_their_options():
    for service in SERVICES.values():
        command = service.get("command") or service.get("entrypoint") or []
        if command[:1] == ["python"]:
            arguments = ["figures.csv"] if "import_observations" in command[2] else []
            parsed_options([*command, *arguments])


def folders_of_the_image():
    """Folders that the image makes, each with its mode and owner."""
    options = argparse.ArgumentParser()
    options.add_argument("-m", default="755")
    options.add_argument("-o", default="root")
    options.add_argument("-g")
    options.add_argument("folders", nargs="+")
    made = {}
    for command in re.findall(r"install -d (.*?)(?: \\)?$", DOCKERFILE, re.MULTILINE):
        read = options.parse_args(command.split())
        made |= {posixpath.join(HOME, folder): (read.m, read.o) for folder in read.folders}
    return made


def test_volumes_lie_on_folders_that_the_image_gives_to_its_user():
    made = folders_of_the_image()
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            assert made[volume.split(":")[1]] == ("755", "atlas"), name


def test_folders_in_memory_can_be_written_under_docker_podman_and_runc():
    """podman refuses `uid=` and gives the folder to root; runc takes the mode of the image's folder, not `mode=`."""
    made = folders_of_the_image()
    for service in SERVICES.values():
        for mount in service["tmpfs"]:
            folder, options = mount.split(":")
            assert re.fullmatch(r"mode=1777,size=\d+m|mode=1777,size=\dg", options), mount
            assert made.get(folder, ("1777", "root"))[0] == "1777", mount


def test_image_holds_what_the_atlas_imports_and_no_more():
    kept = {
        line[1:]
        for line in (PROJECT_FOLDER / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert {
        *APP_FOLDERS,
        "streamlit_app.py",
        "scripts",
        ".streamlit",
        "requirements.txt",
        "constraints.txt",
    } <= kept | {"."}
    assert {"tests", "docs", ".git", "benchmarks", ".venv"} & kept == set()
    assert all((PROJECT_FOLDER / name).exists() for name in kept)
