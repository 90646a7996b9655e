"""The tool for working on boapp: it sets up the right thing once, and says clearly what a machine lacks."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import dev
import dev_debian
import dev_environment
import pytest
from dev_errors import SetupError
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.main import get_command

from boapp.cli import commands

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
PLATFORMS = [
    {"sys_platform": system, "platform_machine": machine, "os_name": name, "platform_system": words}
    for system, machine, name, words in (
        ("linux", "x86_64", "posix", "Linux"),
        ("linux", "aarch64", "posix", "Linux"),
        ("darwin", "arm64", "posix", "Darwin"),
        ("win32", "AMD64", "nt", "Windows"),
    )
]
PYTHONS = [
    {"python_version": short, "python_full_version": f"{short}.4"} for short in ("3.11", "3.12", "3.13")
]


def _locked() -> list[tuple[Requirement, list[str]]]:
    """Every entry of the lock with its hashes."""
    entries = LOCK.replace("\\\n", " ").splitlines()
    return [
        (Requirement(entry.split("--hash")[0].strip()), re.findall(r"--hash=(\S+)", entry))
        for entry in entries
        if entry and not entry.startswith("#")
    ]


def _wanted() -> list[Requirement]:
    """What pyproject.toml asks for, all extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for group in project["optional-dependencies"].values() for one in group]
    return [Requirement(text) for text in [*project["dependencies"], *extras]]


def test_that_every_library_is_pinned_with_hashes() -> None:
    for requirement, hashes in _locked():
        assert [clause.operator for clause in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement


def test_that_the_lock_leaves_the_index_to_each_machine() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^--", LOCK, re.MULTILINE)


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform["platform_machine"])
@pytest.mark.parametrize("python", PYTHONS, ids=lambda python: python["python_version"])
def test_that_the_lock_gives_each_system_what_the_project_asks_for(
    platform: dict[str, str], python: dict[str, str]
) -> None:
    environment = {
        **platform,
        **python,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    locked: dict[str, str] = {}
    for requirement, _ in _locked():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            name = canonicalize_name(requirement.name)
            assert name not in locked, f"{name} twice"
            locked[name] = next(iter(requirement.specifier)).version
    for requirement in _wanted():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            version = locked[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{requirement}: the lock has {version}"


def test_that_an_old_python_can_still_read_the_tool() -> None:
    """It must get as far as saying which Python it wants."""
    for path in (ROOT / "packaging").glob("dev*.py"):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_that_a_machine_without_a_supported_python_is_told_which_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dev_environment, "_candidates", lambda: [["no-such-python"]])
    with pytest.raises(SetupError, match=r"needs Python 3\.11 to 3\.13"):
        dev_environment.find_python()


def test_that_the_python_in_use_comes_first() -> None:
    assert dev_environment.find_python() == [sys.executable]


class _Recorder:
    """Stands in for subprocess.run: remembers the commands, answers with one exit status."""

    def __init__(self, returncode: int = 0) -> None:
        self.commands: list[list[str]] = []
        self.environments: list[dict[str, str]] = []
        self.returncode = returncode

    def __call__(self, command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
        self.commands.append(command)
        environment = options.get("env")
        self.environments.append(environment if isinstance(environment, dict) else {})
        return subprocess.CompletedProcess(command, self.returncode, stdout="3 12 True", stderr="")


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Recorder:
    """A checkout in which nothing is installed yet, and where nothing really will be."""
    recorder = _Recorder()
    (tmp_path / ".venv").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "requirements.lock").write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(dev_environment, "ROOT", tmp_path)
    monkeypatch.setattr(dev_environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev_environment, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(dev_environment, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr("dev_environment.subprocess.run", recorder)
    return recorder


def _installs(recorder: _Recorder) -> list[list[str]]:
    return [command for command in recorder.commands if "install" in command]


def test_that_the_libraries_are_installed_by_hash_and_once(fresh: _Recorder) -> None:
    dev_environment.ensure_environment()
    libraries, project = _installs(fresh)
    assert "--require-hashes" in libraries
    assert "--no-build-isolation" in project
    assert all("--no-deps" in command for command in (libraries, project))
    dev_environment.ensure_environment()
    assert len(_installs(fresh)) == 2


def test_that_a_changed_lock_is_installed_again(fresh: _Recorder) -> None:
    dev_environment.ensure_environment()
    dev_environment.LOCK.write_text("a==2\n", encoding="utf-8")
    dev_environment.ensure_environment()
    assert len(_installs(fresh)) == 4


def test_that_line_ends_alone_do_not_install_again(fresh: _Recorder) -> None:
    dev_environment.ensure_environment()
    dev_environment.LOCK.write_bytes(b"a==1\r\n")
    dev_environment.ensure_environment()
    assert len(_installs(fresh)) == 2


def test_that_a_failed_installation_is_tried_again(fresh: _Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_environment, "_is_suitable", lambda _: True)
    fresh.returncode = 1
    for _ in range(2):
        with pytest.raises(SetupError, match="could not be installed"):
            dev_environment.ensure_environment()
    assert len(_installs(fresh)) == 2


@pytest.fixture
def bare_debian(monkeypatch: pytest.MonkeyPatch) -> _Recorder:
    """A Debian without Qt's libraries."""
    recorder = _Recorder()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev_debian, "_loads", lambda _: False)
    monkeypatch.setattr("dev_debian.shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("dev_debian.subprocess.run", recorder)
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    return recorder


def test_that_root_gets_the_missing_libraries_of_qt_installed(bare_debian: _Recorder) -> None:
    dev_debian.ensure_qt_libraries(for_a_window=True)
    command = bare_debian.commands[-1]
    assert command[:2] == ["apt-get", "-qq"]
    assert {"libegl1", "libxcb-cursor0"} <= set(command)


def test_that_without_a_window_only_what_drawing_needs_is_installed(bare_debian: _Recorder) -> None:
    dev_debian.ensure_qt_libraries(for_a_window=False)
    assert "libegl1" in bare_debian.commands[-1]
    assert "libxcb-cursor0" not in bare_debian.commands[-1]


def test_that_who_may_not_install_is_told_the_one_command(
    bare_debian: _Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    bare_debian.returncode = 1  # sudo would ask for a password
    with pytest.raises(SetupError, match=r"\n  sudo apt-get install -y libegl1 "):
        dev_debian.ensure_qt_libraries(for_a_window=False)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> _Recorder:
    """What the tool starts once everything is set up."""
    recorder = _Recorder(returncode=3)
    monkeypatch.setattr(dev_environment, "ensure_environment", lambda: Path("python"))
    monkeypatch.setattr(dev_debian, "ensure_qt_libraries", lambda **_: None)
    monkeypatch.setattr("dev.subprocess.run", recorder)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "BOAPP_SOAK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return recorder


def test_that_run_opens_the_sample_shop_where_there_is_a_display(
    started: _Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    dev.main(["run"])
    assert started.commands[-1][2:] == ["open", "--demo"]


def test_that_run_plays_the_main_job_offscreen_where_there_is_none(started: _Recorder) -> None:
    dev.main(["run"])
    assert started.commands[-1][2:] == ["tour", "--out", "out/tour"]
    assert started.environments[-1]["QT_QPA_PLATFORM"] == "offscreen"


def test_that_run_hands_on_a_command_and_its_exit_status(started: _Recorder) -> None:
    assert dev.main(["run", "check", "--shop", "a.boapp"]) == 3
    assert started.commands[-1][2:] == ["check", "--shop", "a.boapp"]


def test_that_test_ends_with_the_exit_status_of_pytest(started: _Recorder) -> None:
    assert dev.main(["test", "-k", "pinned"]) == 3
    assert started.commands[-1] == ["python", "-m", "pytest", "-k", "pinned"]
    assert "BOAPP_SOAK" not in started.environments[-1]


def test_that_soak_runs_the_long_tests_too(started: _Recorder) -> None:
    dev.main(["test", "--soak"])
    assert started.environments[-1]["BOAPP_SOAK"] == "1"
    assert "--soak" not in started.commands[-1]


def test_that_an_unknown_command_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    said = capsys.readouterr().err
    assert all(f"packaging/dev.py {command}" in said for command in dev.COMMANDS)


def test_that_the_readme_opens_with_the_two_commands_that_matter() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = readme.split("```")[1]
    commands = [line.split("#")[0].strip() for line in first_block.splitlines()[1:] if line.strip()]
    assert commands == ["python3 packaging/dev.py run", "python3 packaging/dev.py test"]
    assert readme.splitlines()[0] == "# boapp"


def test_that_the_checks_of_every_change_run_what_the_readme_says() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[
        -1
    ] == "exec python3 packaging/dev.py test"


def test_that_long_tests_wait_until_they_are_asked_for(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = soak")
    pytester.makepyfile("import pytest\n@pytest.mark.soak\ndef test_long() -> None: pass")
    monkeypatch.delenv("BOAPP_SOAK", raising=False)
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(skipped=1)
    monkeypatch.setenv("BOAPP_SOAK", "1")
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_that_every_command_the_readme_names_is_there() -> None:
    named = set(re.findall(r"`boapp ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    known = set(get_command(commands.app).commands) | {"open"}  # type: ignore[attr-defined]  # a group of commands
    assert named - known == set()
