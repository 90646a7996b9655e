"""What holds for the project as a whole: layers, rules of style, sizes, what is packed, what no file may say."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE, LONGEST_FUNCTION, MOST_METHODS = 400, 40, 25


def _project_files() -> list[Path]:
    """Every file that is, or is about to be, part of the project."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


FILES = _project_files()
BINARY = {".png", ".ico", ".icns", ".ttf", ".otf", ".pdf", ".gz", ".xlsx"}
TEXTS = [path for path in FILES if path.suffix not in BINARY]
PYTHON = [path for path in FILES if path.suffix == ".py"]
PROGRAM = [path for path in PYTHON if path.relative_to(ROOT).parts[0] != "tests"]


def _tool(name: str, *arguments: str) -> None:
    """Run a tool of `.venv` over the project; what it complains about is the failure."""
    tool = shutil.which(name, path=str(Path(sys.executable).parent))
    assert tool, f"{name} is not installed beside {sys.executable}"
    # Colours and boxes would only hide the complaint.
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(
        [tool, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.fail(f"{name} {' '.join(arguments)}\n{done.stdout}{done.stderr}", pytrace=False)


def _lines_saying(pattern: str, paths: list[Path]) -> list[str]:
    """Every line that matches, as `file:line: text`."""
    found = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if found.search(line)
    ]


def test_that_each_layer_knows_only_those_below_it() -> None:
    _tool("lint-imports", "--no-cache", "--no-logo")


def test_that_every_rule_of_style_is_kept() -> None:
    _tool("ruff", "check", "--output-format", "concise", ".")


def test_that_the_code_is_formatted() -> None:
    _tool("ruff", "format", "--check", ".")


def test_that_every_type_is_right() -> None:
    _tool("mypy")


def test_that_a_module_reads_as_a_page() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _definitions() -> Iterator[tuple[str, ast.AST]]:
    for path in PROGRAM:
        for node in ast.walk(_parsed(path)):
            yield f"{path.relative_to(ROOT)}: {getattr(node, 'name', '')}", node


def test_that_functions_stay_short() -> None:
    """Counted without the docstring."""
    long = {}
    for name, node in _definitions():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            if length > LONGEST_FUNCTION:
                long[name] = length
    assert long == {}


def test_that_classes_stay_small() -> None:
    counted = {
        name: sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
        for name, node in _definitions()
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in counted.items() if count > MOST_METHODS} == {}


def _imported(path: Path) -> set[str]:
    """The first names of all that a file imports."""
    names = set()
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("part", ["program", "tests"])
def test_that_every_library_in_use_is_asked_for(part: str) -> None:
    """By name, in pyproject.toml: not only because another library happens to bring it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = ["postgres", "optimise"] if part == "program" else list(project["optional-dependencies"])
    requirements = [*project["dependencies"]]
    for extra in extras:
        requirements += project["optional-dependencies"][extra]
    asked_for = {canonicalize_name(Requirement(text).name) for text in requirements}
    brought_by = packages_distributions()
    used = set().union(*map(_imported, PROGRAM if part == "program" else PYTHON))
    foreign = used & set(brought_by) - set(sys.stdlib_module_names) - {"boapp"}
    assert {
        name for name in foreign if not asked_for & set(map(canonicalize_name, brought_by[name]))
    } == set()


def test_that_packaging_is_no_package() -> None:
    """It would shadow the library of that name."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_that_every_text_is_utf_8_with_unix_line_ends() -> None:
    faults = []
    for path in TEXTS:
        content = path.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(f"{path.relative_to(ROOT)}: not UTF-8")
        if b"\r\n" in content and path.suffix not in {".csv", ".ps1", ".bat"}:
            faults.append(f"{path.relative_to(ROOT)}: Windows line ends")
    assert faults == []


def test_that_nothing_is_left_for_later() -> None:
    assert _lines_saying(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b", PYTHON) == []


def test_that_only_an_abstract_method_is_not_implemented() -> None:
    stubs = []
    for name, node in _definitions():
        if isinstance(node, ast.FunctionDef):
            words = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            if "NotImplementedError" in words and "abstractmethod" not in words:
                stubs.append(name)
    assert stubs == []


def test_that_a_silenced_rule_says_why() -> None:
    silenced = r"#\s*(?:no" + r"qa\b|type: ig" + r"nore|pragma: no co" + "ver)"
    with_reason = r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\]|pragma: no cover)\s*[#:–-]\s*\w+ \w+"
    bare = [line for line in _lines_saying(silenced, PYTHON) if not re.search(with_reason, line)]
    assert bare == []


def test_that_no_file_names_a_package_registry() -> None:
    """Everybody installs from the index that their own tools are set up for."""
    owners = "|".join(
        ["pypi", "python" + "hosted", "npmjs", "debian", "ubuntu", "conda", "anaconda", "crates"]
    )
    assert _lines_saying(rf"(?i)\b(?:[\w-]+\.)*(?:{owners})\.(?:org|io|com)\b", TEXTS) == []


def test_that_no_file_names_a_place_on_one_machine() -> None:
    assert _lines_saying(rf"(?<![\w.}}])/(?:work|root)/|{re.escape(str(ROOT))}/", TEXTS) == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installable file of boapp, built without a network from a copy of the project."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in FILES:
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    offline = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", str(target), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("boapp-*.whl")
    return built


def test_that_the_wheel_holds_the_program_and_its_resources_and_nothing_else(wheel: Path) -> None:
    expected = set()
    for path in FILES:
        name = path.relative_to(ROOT)
        if name.parts[0] == "boapp":
            expected.add(name.as_posix())
        elif name.parts[0] == "resources":
            expected.add(f"boapp/{name.as_posix()}")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    # New packages and kinds of file are named in pyproject.toml, [tool.setuptools].
    assert sorted(expected - packed) == []
    assert sorted(packed - expected) == []


def test_that_an_installed_boapp_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    found = subprocess.run(
        [sys.executable, "-c", "from boapp.paths import resources_folder; print(resources_folder())"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert Path(found) == (tmp_path / "boapp" / "resources").resolve()
    assert any(Path(found).rglob("*.svg"))
