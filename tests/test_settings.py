from dataclasses import replace
from pathlib import Path

import pytest

from boapp.errors import ShopError
from boapp.settings import DeskSettings, load_settings, save_settings, settings_file, write_whole

FULL = DeskSettings(
    shop="/shops/lantern.boapp", desk_name="Front desk", clerk="Maeve", printer="Oki", language="de_AT",
    palette="dark", text_size=120,
)  # fmt: skip


def test_that_settings_are_found_as_they_were_saved(tmp_path: Path) -> None:
    save_settings(FULL, tmp_path / "desk.json")
    assert load_settings(tmp_path / "desk.json") == FULL


def test_that_a_first_start_has_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == DeskSettings()


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", "\x00\xff"])
def test_that_a_spoilt_file_costs_the_settings_not_the_day(tmp_path: Path, text: str) -> None:
    (tmp_path / "desk.json").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path / "desk.json") == DeskSettings()


@pytest.mark.parametrize(
    "line",
    ['"palette": "pink"', '"text_size": 900', '"text_size": "big"', '"text_size": true', '"palette": null'],
)
def test_that_one_unfit_value_takes_its_default_and_leaves_the_others(tmp_path: Path, line: str) -> None:
    (tmp_path / "desk.json").write_text(
        f'{{"clerk": "Maeve", {line}, "of_a_newer_version": 1}}', encoding="utf-8"
    )
    assert load_settings(tmp_path / "desk.json") == DeskSettings(clerk="Maeve")


@pytest.mark.parametrize("unfit", [{"palette": "pink"}, {"text_size": 80}, {"text_size": 151}])
def test_that_unfit_settings_cannot_be_made(unfit: dict[str, object]) -> None:
    with pytest.raises(ShopError):
        replace(DeskSettings(), **unfit)  # type: ignore[arg-type]  # unfit on purpose


def test_that_a_write_that_fails_leaves_the_old_settings_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "desk.json"
    save_settings(FULL, file)

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(ShopError, match="No space left on device"):
        save_settings(DeskSettings(), file)
    assert load_settings(file) == FULL
    assert [found.name for found in tmp_path.iterdir()] == ["desk.json"]


def test_that_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ShopError, match="cannot be written"):
        write_whole(tmp_path / "file" / "desk.json", "{}")


def test_that_settings_lie_in_the_desks_own_folder() -> None:
    assert settings_file().name == "desk.json"
