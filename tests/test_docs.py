"""The documents tell the truth: commands, settings, tables, scopes and links are as they say."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from pathlib import Path

import pytest

from bot.cli import COMMANDS, load
from bot.manifest import load_manifest
from bot.settings import NetworkSettings, Settings
from handlers.language.examples import EXAMPLES
from platforms.registry import ADAPTERS
from scheduling.strategies import STRATEGIES
from tests.test_docs_networks import kind_names

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()

NOT_SETTINGS = {"CALLBOARD_ACCESS_TOKEN", "CALLBOARD_REFRESH_TOKEN", "CALLBOARD_CHROMIUM"}
OTHER_MACHINES = re.compile(r"(?<![\w.-])/(?:work|root|home/[a-z]\w*|tmp/callboard)/|C:\\Users")
"""Folders of a machine that something was written on; a name within an address is none."""


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this shell's own settings away, so that defaults are defaults."""
    for name in [name for name in os.environ if name.startswith("CALLBOARD_")]:
        monkeypatch.delenv(name)


def _tracked() -> list[Path]:
    """Return the files of the repository, or all text files when this is no checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git of the PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("This is no git checkout, so nobody can say which files belong to it.")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def _documents() -> list[Path]:
    return [path for path in _tracked() if path.suffix == ".md"]


def _setting_names() -> set[str]:
    names = set()
    for name, field in Settings.model_fields.items():
        if field.annotation is NetworkSettings:
            names |= {f"{name}__{part}" for part in NetworkSettings.model_fields}
        else:
            names.add(name)
    return {f"CALLBOARD_{name.upper()}" for name in names}


def _rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its two head lines."""
    below = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in below.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _commands_said(text: str) -> set[tuple[str, ...]]:
    """Return what follows ``callboard`` wherever a document quotes a command line."""
    quoted = re.findall(r"`([^`\n]+)`", text) + re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    said = set()
    for piece in quoted:
        for words in re.findall(r"(?:^|\s|bin/)callboard ((?:[a-z-]+(?![\w:/]) ?)+)", piece):
            said.add(tuple(words.split()))
    return said


def _words_of(parser: argparse.ArgumentParser) -> set[str]:
    """Return every option and choice that a parser and those below it take."""
    words = set(parser._option_string_actions)
    for one in parser._actions:
        if isinstance(one.choices, dict):
            words.update(one.choices, *(_words_of(below) for below in one.choices.values()))
        elif one.choices:
            words.update(one.choices)
    return words


def test_the_make_targets_the_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    said = {
        target
        for document in _documents()
        for target in re.findall(r"(?:`|^)make ([a-z]+)", document.read_text(), re.MULTILINE)
    }

    assert {"demo", "test", "tour", "install"} <= said <= targets


def test_the_first_two_commands_of_the_readme_are_demo_and_test() -> None:
    assert re.findall(r"^make (\w+)", README, re.MULTILINE)[:2] == ["demo", "test"]


def test_the_readme_lists_the_command_line_as_it_is() -> None:
    listed = {row[0].strip("`").split()[1] for row in _rows(README, "Using it for real")}

    assert listed == set(COMMANDS)


def test_the_command_lines_in_the_documents_are_understood() -> None:
    said = {words for document in _documents() for words in _commands_said(document.read_text())}

    assert ("doctor", "--slack") in said
    for name, *rest in said:
        parser = argparse.ArgumentParser(prog=name)
        load(name).arguments(parser)
        assert set(rest) <= _words_of(parser), (name, rest)


@pytest.mark.parametrize("name", ["docs/settings.md", "deploy/.env.example"])
def test_every_setting_is_written_down_and_no_other(name: str) -> None:
    said = set(re.findall(r"CALLBOARD_[A-Z_]*[A-Z]", (ROOT / name).read_text()))

    assert said - NOT_SETTINGS == _setting_names()


def test_no_document_speaks_of_a_setting_that_does_not_exist() -> None:
    for document in [*_documents(), *(ROOT / "deploy").iterdir()]:
        said = set(re.findall(r"CALLBOARD_[A-Z_]*[A-Z]", document.read_text()))
        assert said <= _setting_names() | NOT_SETTINGS, document.name


def test_the_defaults_in_the_example_are_the_settings_own(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (ROOT / "deploy/.env.example").read_text().splitlines()
    plain = Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic-settings takes it
    for line in lines:
        name, is_setting, value = line.removeprefix("#").partition("=")
        if is_setting and value:
            monkeypatch.setenv(name, value)

    assert Settings(_env_file=None) == plain  # type: ignore[call-arg]  # as above


def test_the_defaults_in_the_table_are_the_settings_own() -> None:
    text = (ROOT / "docs/settings.md").read_text()
    rows = [row for part in ("The bot", "Slack") for row in _rows(text, part)]
    plain = Settings(_env_file=None)  # type: ignore[call-arg]  # as above
    for name, default, _ in rows:
        value = getattr(plain, name.strip("`").removeprefix("CALLBOARD_").lower())
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        if default.startswith("`"):
            assert default.strip("`") == shown, name
        else:
            assert shown in {"", "()"} or not value.get_secret_value(), name


def test_the_readme_names_the_networks_of_the_registry() -> None:
    rows = {row[1].strip("`"): row for row in _rows(README, "Networks")}

    assert rows.keys() == ADAPTERS.keys()
    for name, adapter in ADAPTERS.items():
        rules = adapter.rules
        assert rows[name][0] == f"[{rules.label}](docs/networks/{name}.md)"
        assert rows[name][2] == ", ".join(kind_names(rules))
        assert rows[name][3] == f"{rules.max_text} {rules.text_unit}"


def test_the_readme_says_of_the_strategies_what_they_say_of_themselves() -> None:
    said = _rows(README, "Strategies")

    assert said == [[one.label, one.meaning] for one in STRATEGIES.values()]


def test_the_readme_shows_sentences_that_are_understood() -> None:
    shown = re.findall(r"^- `(.+)`$", README, re.MULTILINE)

    assert len(shown) >= 5
    assert set(shown) <= {example.text for example in EXAMPLES}


def test_every_scope_of_the_manifest_is_explained_and_no_other() -> None:
    text = (ROOT / "docs/slack.md").read_text()
    explained = [row[0].strip("`") for row in _rows(text, "What each scope is for")]

    assert explained == load_manifest()["oauth_config"]["scopes"]["bot"]


def test_every_link_inside_the_repository_leads_somewhere() -> None:
    for document in _documents():
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
            if not re.match(r"https?://|mailto:", target):
                path = document.parent / target.partition("#")[0]
                assert path.exists(), f"{document.relative_to(ROOT)} links to {target}"


def test_pictures_of_the_documents_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs").glob("*.png")}

    assert sizes.keys() == {"plan.png", "live.png"}
    assert max(sizes.values()) <= 150_000


def test_no_file_names_the_machine_it_was_written_on() -> None:
    found = []
    for path in _tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit}" for hit in OTHER_MACHINES.findall(text)]

    assert found == []
