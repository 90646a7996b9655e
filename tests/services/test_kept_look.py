import os
import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from boapp.services import kept_look, overviews
from boapp.services.demo import make_demo, open_demo
from boapp.services.kept_look import find_look, keep_look, look_file, stamp_of
from boapp.services.overviews import read_waiting
from boapp.services.sample_file import look_of_sample, prepared_sample
from boapp.services.shops import Shop, open_shop, set_settings
from boapp.services.waiting_groups import WaitingOverview, as_plain_data, from_plain_data

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed sample shop to copy from."""
    path = tmp_path_factory.mktemp("sample") / "sample.boapp"
    make_demo(str(path), today=DAY)
    return path


@pytest.fixture
def place(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed shop file at a desk of its own, whose look has been kept."""
    monkeypatch.setenv("BOAPP_HOME", str(tmp_path / "desk"))
    path = tmp_path / "shop.boapp"
    shutil.copyfile(sample_file, path)
    _keep(path)
    return path


def _keep(path: Path, today: date | None = DAY) -> None:
    with open_shop(str(path), today=today) as shop:
        keep_look(shop)


def _rename(path: Path) -> None:
    with open_shop(str(path), today=DAY) as shop:
        set_settings(shop, {"name": "Another Lane"})


def test_that_the_look_of_an_unchanged_shop_is_what_reading_it_shows(place: Path) -> None:
    look = find_look(place, DAY)
    assert look is not None
    with open_shop(str(place), today=DAY) as shop:
        assert look.waiting == read_waiting(shop)
    assert look.shop_name == "Lantern Lane"
    assert look.today == DAY


def test_that_looking_into_a_shop_without_writing_leaves_its_look_good(place: Path) -> None:
    with open_shop(str(place), today=DAY) as shop:
        read_waiting(shop)
        assert find_look(place, DAY) is not None
    assert find_look(place, DAY) is not None


def test_that_any_act_makes_the_look_worthless_at_once_and_after_closing(place: Path) -> None:
    with open_shop(str(place), today=DAY) as shop:
        set_settings(shop, {"name": "Another Lane"})
        assert find_look(place, DAY) is None
    assert find_look(place, DAY) is None


def test_that_a_look_taken_after_work_is_still_good_once_the_shop_is_closed(place: Path) -> None:
    with open_shop(str(place), today=DAY) as shop:
        set_settings(shop, {"name": "Another Lane"})
        keep_look(shop)
    look = find_look(place, DAY)
    assert look is not None
    assert look.shop_name == "Another Lane"


def test_that_what_another_program_writes_between_the_look_and_closing_is_noticed(place: Path) -> None:
    with open_shop(str(place), today=DAY) as shop:
        set_settings(shop, {"name": "Another Lane"})
        keep_look(shop)
        with open_shop(str(place), today=DAY) as other:
            set_settings(other, {"name": "A Third Lane"})
    assert find_look(place, DAY) is None


def test_that_a_look_is_not_kept_when_someone_writes_while_it_is_taken(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_file().unlink()

    def read_beside_a_writer(shop: Shop) -> WaitingOverview:
        found = read_waiting(shop)
        _rename(place)
        return found

    with open_shop(str(place), today=DAY) as shop, monkeypatch.context() as patch:
        patch.setattr(overviews, "read_waiting", read_beside_a_writer)
        keep_look(shop)
    assert not look_file().exists()
    _keep(place)
    assert look_file().exists()


def test_that_a_look_is_good_on_its_own_day_only(place: Path) -> None:
    assert find_look(place, DAY + timedelta(days=1)) is None
    assert find_look(place) is None  # the calendar is not at this day


def test_that_without_a_given_day_the_date_in_the_shop_counts(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep(place, None)
    look = find_look(place)
    with open_shop(str(place)) as shop:
        zone, today = shop.time_zone, shop.today
    assert look is not None
    assert look.today == today
    asked = []

    def tomorrow(time_zone: str) -> date:
        asked.append(time_zone)
        return today + timedelta(days=1)

    monkeypatch.setattr(kept_look, "_today_in", tomorrow)
    assert find_look(place) is None
    assert asked == [zone]


def _cut(text: str) -> str:
    return text[: len(text) // 2]


def _other_figure(text: str) -> str:
    return text.replace('"lines": 9', '"lines": "nine"')


def _nothing(_text: str) -> str:
    return ""


def _nonsense(_text: str) -> str:
    return "[]\n{}"


def _honest_nonsense(_text: str) -> str:
    return f"{kept_look._checksum('{}')}\n{{}}"


@pytest.mark.parametrize("spoil", [_cut, _other_figure, _nothing, _nonsense, _honest_nonsense])
def test_that_a_spoilt_look_is_none(place: Path, spoil: Callable[[str], str]) -> None:
    text = look_file().read_text(encoding="utf-8")
    spoilt = spoil(text)
    assert spoilt != text
    look_file().write_text(spoilt, encoding="utf-8")
    assert find_look(place, DAY) is None
    _keep(place)
    assert find_look(place, DAY) is not None


def test_that_a_look_in_another_coding_or_a_folder_in_its_place_is_none(place: Path) -> None:
    look_file().write_bytes(b"\xff\xfe\x00")
    assert find_look(place, DAY) is None
    look_file().unlink()
    look_file().mkdir()
    assert find_look(place, DAY) is None
    _keep(place)  # costs the look only


@pytest.mark.parametrize(("name", "value"), [("FORMAT", 0), ("FORMAT", 99)])
def test_that_a_look_of_another_format_is_none(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    monkeypatch.setattr(kept_look, name, value)
    assert find_look(place, DAY) is None


def test_that_a_look_of_another_boapp_is_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boapp.__version__", "0.0.1")
    assert find_look(place, DAY) is None


def test_that_another_file_in_the_same_place_has_another_look(place: Path) -> None:
    before = place.stat()
    copy = place.with_name("copy.boapp")
    shutil.copyfile(place, copy)
    os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert find_look(copy, DAY) is None
    copy.replace(place)
    assert find_look(place, DAY) is None


def test_that_a_file_system_without_fine_times_has_no_looks(place: Path) -> None:
    os.utime(place, ns=(0, 1_790_000_000_000_000_000))
    assert stamp_of(place) is None
    look_file().unlink()
    _keep(place)
    assert not look_file().exists()


def test_that_a_killed_program_s_journal_beside_the_file_counts(place: Path) -> None:
    place.with_name(f"{place.name}-wal").write_bytes(b"")
    assert find_look(place, DAY) is not None
    place.with_name(f"{place.name}-journal").write_bytes(b"x")
    assert find_look(place, DAY) is None


def test_that_a_missing_shop_has_no_look(place: Path) -> None:
    place.unlink()
    assert find_look(place, DAY) is None
    assert find_look(place.parent, DAY) is None


def test_that_the_shop_file_is_never_opened_for_its_look(place: Path) -> None:
    """A second descriptor, closed again, would cost acknowledged orders (tests/test_traps.py)."""
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    assert find_look(place, DAY) is not None
    watching = False
    assert opened == [str(look_file())]


def test_that_a_shop_on_a_server_has_no_look(
    postgres_shop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOAPP_HOME", str(tmp_path))
    with open_shop(postgres_shop) as shop:
        keep_look(shop)
    assert not look_file().exists()
    assert find_look(Path(postgres_shop)) is None


def test_that_every_sample_of_a_day_has_the_same_look_whatever_was_tried_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOAPP_HOME", str(tmp_path))
    prepared = prepared_sample(DAY)
    assert find_look(prepared, DAY, look_of_sample(prepared)) is None
    with open_demo(today=DAY) as shop:
        shown = read_waiting(shop)
        set_settings(shop, {"name": "Tried"})
    look = find_look(prepared, DAY, look_of_sample(prepared))
    assert look is not None
    assert look.waiting == shown
    assert look.shop_name == "Lantern Lane"
    with open_demo(today=DAY + timedelta(days=1)):
        assert not look_of_sample(prepared).exists()


def test_that_waiting_groups_come_back_from_plain_data_as_they_were(place: Path) -> None:
    with open_shop(str(place), today=DAY) as shop:
        waiting = read_waiting(shop)
    assert any(group.release_date for group in waiting.groups)
    assert any(group.next_delivery is None for group in waiting.groups)
    assert from_plain_data(as_plain_data(waiting)) == waiting
