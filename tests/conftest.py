"""What all tests share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real discussions beside the repository, which stays out of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("real discussions are not at hand (no ../shared)")
    return folder
