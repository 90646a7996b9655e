"""What all tests share: a desk of their own, no window on the screen, the long tests on request only."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for."""
    if os.environ.get("BOAPP_SOAK") == "1":
        return
    skip = pytest.mark.skip(reason="long: runs with `packaging/dev.py test --soak`")
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def desk_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, logs and shops of the tests go to a folder that is thrown away, never to the tester's own."""
    home = tmp_path_factory.mktemp("desk")
    before = os.environ.get("BOAPP_HOME")
    os.environ["BOAPP_HOME"] = str(home)
    yield home
    if before is None:
        del os.environ["BOAPP_HOME"]
    else:
        os.environ["BOAPP_HOME"] = before


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of worked examples and real data beside the project; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared examples are not beside the project")
    return folder
