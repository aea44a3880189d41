"""The house keeps its own rules: a core without a clock, tests that speak, a lock that fits."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_FUNCTION_LINES = 40
_LONGEST_FILE_LINES = 400
# Where time, chance and names come in from outside; the core is given them.
_OUTER = frozenset({"random", "secrets", "uuid", "time"})
_OUTER_CALLS = frozenset({"now", "utcnow", "today", "urandom", "getrandbits"})


def _sources(*tops: str) -> list[Path]:
    return [path for top in tops for path in sorted((ROOT / top).rglob("*.py"))]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def outer_uses(tree: ast.AST) -> Iterator[str]:
    """Yield what a module takes from the machine's clock, chance or ids by itself."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name.partition(".")[0] in _OUTER)
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in _OUTER:
                yield module
            case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime" | "date" | "dt" | "os"), attr=called)):
                yield from ({called} & _OUTER_CALLS)
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="datetime" | "date"), attr=called)):
                yield from ({called} & _OUTER_CALLS)
            case _:
                pass


def test_core_is_given_clock_chance_and_ids() -> None:
    """The core never asks the machine for the time, for chance or for an id; compose hands them in."""
    core = [path for path in _sources("bot") if _name(path) != "bot/compose.py"]
    assert core
    assert {_name(path): found for path in core if (found := sorted(outer_uses(_tree(path))))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "from uuid import uuid4",
        "import random as r",
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
    ],
)
def test_a_hidden_clock_would_be_found(line: str) -> None:
    """The search for clocks and chance finds each way of asking for them."""
    assert list(outer_uses(ast.parse(line)))


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    docstring = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) is not None else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_functions_and_files_stay_short() -> None:
    """No function is longer than forty lines without its docstring, no file longer than four hundred."""
    long_files = [_name(path) for path in _sources("bot", "adapters", "storage") if _lines(path) > _LONGEST_FILE_LINES]
    long_functions = [
        f"{_name(path)}:{node.lineno} {node.name} ({_length(node)})"
        for path in _sources("bot", "adapters", "storage")
        for node in _functions(_tree(path))
        if _length(node) > _LONGEST_FUNCTION_LINES
    ]
    assert long_files == []
    assert long_functions == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_each_test_says_what_it_shows() -> None:
    """Every test has a docstring that tells the behaviour as a sentence."""
    silent = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in _sources("tests")
        for node in _functions(_tree(path))
        if node.name.startswith("test_") and not (ast.get_docstring(node) or "").partition("\n")[0].endswith(".")
    ]
    assert silent == []


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(found[1]): found[2] for found in re.finditer(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_the_lock_fits_what_is_asked_for(name: str) -> None:
    """Every library that pyproject.toml asks for is locked, in a version that fits."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(project["optional-dependencies"]["dev"] if name == "dev.txt" else [])]
    locked = _locked(name)
    unfit = [
        line for line in map(Requirement, asked) if locked.get(canonicalize_name(line.name), "0") not in line.specifier
    ]
    assert unfit == []


def test_both_locks_agree() -> None:
    """What the demo runs on is what the tests run on, version by version."""
    runtime, dev = _locked("runtime.txt"), _locked("dev.txt")
    assert {name: version for name, version in runtime.items() if dev.get(name) != version} == {}


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_the_lock_names_no_address(name: str) -> None:
    """The locks work with whichever index pip is set to: hashes stand in them, no address and no path."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links|\s/\w+", text) == []
    unhashed = [
        line
        for line in text.splitlines()
        if "==" in line and not line.lstrip().startswith("#") and not line.endswith("\\")
    ]
    assert unhashed == []


def test_documents_link_to_what_exists() -> None:
    """Every relative link and picture in the documents leads to a file."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{_name(page)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []
