"""The page's own files, read without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.sandbox.slack.pages import PAGE_DIR

MAX_LINES = 300
SCRIPTS = sorted(PAGE_DIR.rglob("*.js"))
SHEETS = sorted(PAGE_DIR.rglob("*.css"))
INDEX = PAGE_DIR / "index.html"
MARKUP_SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment"
    r"|DOMParser|\beval\(|new Function|setHTML|srcdoc"
)


def name(path: Path) -> str:
    return str(path.relative_to(PAGE_DIR))


def test_the_page_has_files() -> None:
    assert len(SCRIPTS) > 20
    assert len(SHEETS) > 3


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_module_turns_text_into_markup_or_code(path: Path) -> None:
    assert not MARKUP_SINKS.search(path.read_text())


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=name)
def test_files_are_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_imports_lead_to_files_that_export_those_names(path: Path) -> None:
    for names, source in re.findall(r'import \{([^}]+)\} from "([^"]+)"', path.read_text()):
        target = (path.parent / source).read_text()
        for one in (each.strip() for each in names.split(",")):
            if one:
                pattern = rf"export (?:async )?(?:function|const|class) {re.escape(one)}\b"
                assert re.search(pattern, target), f"{one} from {source}"


def test_the_page_loads_nothing_from_elsewhere() -> None:
    loaded = re.findall(r'(?:src|href)="([^"]+)"', INDEX.read_text())
    loaded += re.findall(r"url\(([^)]+)\)", "".join(sheet.read_text() for sheet in SHEETS))

    assert loaded
    assert [one for one in loaded if re.match(r"""["']?(https?:)?//""", one)] == []
    assert [one for one in loaded if one.startswith("/")] == []


def test_the_page_forbids_foreign_and_inline_scripts() -> None:
    page = INDEX.read_text()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)

    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\son[a-z]+=|<style|\sstyle=|<script(?![^>]*src=)", page)
