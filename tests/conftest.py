"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: how long one example takes depends on what else the machine does. CI tries the same examples each time,
# so that a change is judged by what it changes; at a desk new ones are tried.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real discussions beside the repository, which stays out of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("real discussions are not at hand (no ../shared)")
    return folder
