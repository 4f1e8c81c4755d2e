"""What all tests share."""

import subprocess
import sys

import pytest

from tests.structure.source_files import PROJECT_FOLDER


@pytest.fixture(scope="session")
def built_geometry() -> None:
    """See that the shapes are built in the default cache, once."""
    subprocess.run([sys.executable, "-m", "commands.build_geometry"], cwd=PROJECT_FOLDER, check=True)
