"""Debian's packages without rights: unpacked with lists and archives of our own, or a sentence."""

import subprocess

import pytest

from tests.structure.source_files import PROJECT_FOLDER

SCRIPTS = PROJECT_FOLDER / "scripts"
APT_GET = """#!/bin/bash
echo "$*" >> "$HOME/asked"
[ "${APT_FAILS:-}" ] && [[ $* == *install* ]] && exit 100
archives=$(grep -o 'Dir::Cache::archives=[^ ]*' <<< "$*" | cut -d= -f2)
[[ $* != *install* ]] || [ "${NOTHING:-}" ] || touch "$archives/one.deb"
echo "noise"
"""
DPKG_DEB = """#!/bin/bash
[ "$1" = -x ] && [[ $2 == *.deb ]] || exit 1
mkdir -p "$3/usr/lib/x86_64-linux-gnu/deep"
touch "$3/usr/lib/x86_64-linux-gnu/libone.so.1" "$3/usr/lib/x86_64-linux-gnu/deep/libtwo.so"
"""


@pytest.fixture
def bash(tmp_path):
    """Run a line of bash that has read the file; `apt-get` and `dpkg-deb` are ours."""

    def run(line, with_apt=True, **settings):
        programs = tmp_path / "bin"
        programs.mkdir(exist_ok=True)
        for name, text in {"apt-get": APT_GET, "dpkg-deb": DPKG_DEB}.items():
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
        path = f"{programs}:/usr/bin:/bin" if with_apt else "/nowhere"
        return subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", f". {SCRIPTS}/debian_packages.sh; {line}"],
            env={"PATH": path, "HOME": str(tmp_path), "BOX": str(tmp_path / "box"), **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_packages_are_unpacked_and_only_what_is_asked_for_is_on_stdout(bash, tmp_path):
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "of-before").touch()
    run = bash('unpack_packages "$BOX" "name one" one; library_path "$BOX"')
    libraries = tmp_path / "box" / "root" / "usr" / "lib" / "x86_64-linux-gnu"
    assert run.stdout == f"{libraries}:{libraries / 'deep'}\n"
    assert [path.name for path in (tmp_path / "box").iterdir()] == ["root"]
    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith("-q update")
    assert install.endswith("--download-only install one")
    # Lists and archives of our own, and the machine's word on what it has: nothing of the system is written or fetched twice.
    state = tmp_path / "box.new" / "apt"
    for asked in (update, install):
        options = dict(one.split("=", 1) for one in asked.split() if "=" in one)
        assert options["Dir::State::lists"] == f"{state}/lists"
        assert options["Dir::Cache::archives"] == f"{state}/archives"
        assert options["Dir::State::status"] == "/var/lib/dpkg/status"


def test_what_cannot_be_fetched_is_told(bash):
    run = bash('unpack_packages "$BOX" "name one with ONE=" one; echo after', APT_FAILS="1")
    assert (run.returncode, run.stdout) == (1, "")
    assert "apt-get could not fetch one" in run.stderr
    run = bash('unpack_packages "$BOX" "name one with ONE=" one; echo after', with_apt=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert "install it, or name one with ONE=." in run.stderr


def test_what_was_unpacked_before_stays_when_nothing_new_can_be_had(bash, tmp_path):
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "nginx").touch()
    bash('unpack_packages "$BOX" "name one" one', APT_FAILS="1")
    assert [path.name for path in (tmp_path / "box").iterdir()] == ["nginx"]
    assert bash('unpack_packages "$BOX" "name one" one').returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"box", "bin", "asked"}


def test_where_the_machine_has_all_of_it_nothing_is_unpacked(bash, tmp_path):
    run = bash('unpack_packages "$BOX" "name one" one; echo after', NOTHING="1")
    assert (run.returncode, run.stdout) == (0, "after\n")
    assert [path.name for path in (tmp_path / "box").rglob("*")] == ["root"]


def test_both_scripts_read_it_and_hold_no_twin():
    for name in ("prepare_browser.sh", "prepare_nginx.sh"):
        text = (SCRIPTS / name).read_text(encoding="utf-8")
        assert "\n. scripts/debian_packages.sh\n" in text
        assert "apt-get -" not in text
        assert "Dir::State" not in text
