import sys

import pytest
from pytestqt.qtbot import QtBot

from boapp.ui.jobs import Job, JobResult


def _job(code: str) -> Job:
    return Job(["-c", code], command=[sys.executable])


def _result(qtbot: QtBot, job: Job) -> JobResult:
    with qtbot.waitSignal(job.finished, timeout=10_000) as told:
        job.start()
    result = told.args[0]
    assert isinstance(result, JobResult)
    return result


def test_that_a_job_tells_its_progress_its_words_and_its_result(qtbot: QtBot) -> None:
    job = _job(
        "import sys\n"
        "print('progress 1 2 reading rows', file=sys.stderr)\n"
        "print('progress 2 2', file=sys.stderr)\n"
        "print('line 7: unknown SKU', file=sys.stderr)\n"
        "print('{\"rows\": 2}')"
    )
    steps: list[tuple[int, int, str]] = []
    job.progressed.connect(lambda done, total, words: steps.append((done, total, words)))
    result = _result(qtbot, job)
    assert steps == [(1, 2, "reading rows"), (2, 2, "")]
    assert result.succeeded
    assert result.said == "line 7: unknown SKU"
    assert result.as_json() == {"rows": 2}


def test_that_a_refused_job_says_why_in_any_script(qtbot: QtBot) -> None:
    result = _result(qtbot, _job("import sys; sys.exit('Ελένη: 山本灯具店')"))
    assert (result.status, result.succeeded, result.said) == (1, False, "Ελένη: 山本灯具店")


def test_that_cancel_ends_the_work(qtbot: QtBot) -> None:
    job = _job("import time, sys; print('progress 0 9 x', file=sys.stderr, flush=True); time.sleep(60)")
    job.progressed.connect(job.cancel)
    result = _result(qtbot, job)
    assert result.cancelled
    assert not result.succeeded
    assert not job.is_running


def test_that_a_program_that_is_not_there_is_told(qtbot: QtBot) -> None:
    job = Job([], command=["/nowhere/boapp"])
    result = _result(qtbot, job)
    assert result.status == 1
    assert result.said


def test_that_a_child_finds_this_very_package(qtbot: QtBot) -> None:
    result = _result(qtbot, _job("import boapp; print(boapp.__file__)"))
    assert result.output.strip().endswith("__init__.py")


def test_that_what_is_no_json_is_not_taken_for_it() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        JobResult(0, "done", "", cancelled=False).as_json()
