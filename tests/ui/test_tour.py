import hashlib
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage

from boapp.errors import ShopError
from boapp.ui.tour import play, play_from_arguments
from boapp.ui.tour.main_job import LETTERS, PRINTED
from boapp.ui.tour.screens import PALETTES, SIZES


def test_that_the_main_job_is_played_to_its_end_with_pictures_and_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert play_from_arguments(["--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "PO-2041 is booked in" in said
    assert "Undone" in said
    assert "lies on the hold shelf" in said
    assert said.endswith("Every number of the shop agrees with every other: yes\n")
    pictures = sorted(tmp_path.glob("*.png"))
    assert [picture.name[:2] for picture in pictures] == [
        f"{number:02d}" for number in range(1, len(pictures) + 1)
    ]
    assert len(pictures) >= 13
    assert (
        len({hashlib.sha256(picture.read_bytes()).hexdigest() for picture in pictures}) >= len(pictures) - 2
    )
    letters = sorted((tmp_path / LETTERS).glob("*.pdf"))
    assert any("arrival" in letter.name for letter in letters)
    assert any("delay" in letter.name for letter in letters)
    printed = pypdfium2.PdfDocument(tmp_path / PRINTED)
    assert len(printed) >= len(letters)
    printed.close()


def test_that_every_page_is_shown_in_both_palettes_and_sizes(tmp_path: Path) -> None:
    files = list(play(tmp_path, all_screens=True))
    for palette in PALETTES:
        for wide, high in SIZES:
            for page in (
                "welcome",
                "backorders",
                "suggestion",
                "decide",
                "notices",
                "order",
                "product",
                "purchase",
            ):
                name = f"{page}-{palette}-{wide}x{high}.png"
                assert name in files
                picture = QImage(str(tmp_path / name))
                assert (picture.width(), picture.height()) == (wide, high)


def test_that_a_folder_that_cannot_be_written_is_named_and_nothing_is_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert play_from_arguments(["--out", str(tmp_path / "file")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert str(tmp_path / "file") in said.err
    assert "--out" in said.err
    with pytest.raises(ShopError):
        next(play(tmp_path / "file" / "below"))


def test_that_wrong_words_end_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert play_from_arguments(["--nonsense"]) == 2
    assert "usage: boapp tour" in capsys.readouterr().err
