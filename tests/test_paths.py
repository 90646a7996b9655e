import subprocess
import sys
from pathlib import Path

import pytest

from boapp import paths


def test_that_what_comes_with_the_program_is_found_in_the_source_tree() -> None:
    assert paths.resource("icons", "pin.svg").is_file()
    assert paths.resource("fonts", "Inter-Regular.ttf").is_file()


def test_that_a_frozen_program_looks_into_its_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_folder() == tmp_path / "resources"


def test_that_an_installed_program_looks_beside_its_modules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "boapp" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "boapp")
    assert paths.resources_folder() == tmp_path / "boapp" / "resources"


def test_that_one_word_moves_all_of_a_desks_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOAPP_HOME", str(tmp_path / "stick"))
    folders = [paths.data_folder(), paths.config_folder(), paths.log_folder(), paths.backup_folder()]
    assert all(folder.is_dir() and (tmp_path / "stick") in folder.parents for folder in folders)
    assert len(set(folders)) == 4


def test_that_without_it_the_folders_follow_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BOAPP_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform == "win32":
        pytest.skip("Windows tells its folders itself, whatever the environment says")
    assert tmp_path in paths.data_folder().parents
    assert "boapp" in paths.config_folder().parts


def test_that_a_child_process_is_this_very_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.own_command()[0] == sys.executable
    found = subprocess.run(
        [sys.executable, "-c", "import boapp; print(boapp.__file__)"],
        cwd=paths.import_root(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(found.stdout.strip()).parent.parent == paths.import_root()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.own_command() == [sys.executable]
