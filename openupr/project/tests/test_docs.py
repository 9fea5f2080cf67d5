"""The documentation says what the code does."""

import ast
import importlib
import re
from argparse import ArgumentParser
from pathlib import Path

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from openupr.recommendations.dimensions import DIMENSIONS

from .architecture.layers import layers_of

ROOT = Path(__file__).parents[3]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")]


def table(page: str, column: int = 0) -> list[set[str]]:
    """For each table of a page, what stands in `code` in one of its columns."""
    text = (ROOT / page).read_text()
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        cells = [line.split("|")[column + 1] for line in block.splitlines()[2:]]
        found.append({name for cell in cells for name in re.findall(r"`([^`]+)`", cell)})
    return found


def variables_read(path: Path) -> set[str]:
    """Names of environment variables that a module reads: os.environ, and the functions of `environment`."""
    found: set[str] = set()
    text = path.read_text()
    if "environ" not in text:
        return found
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ")), args=[name, *_]):
                pass
            case ast.Call(func=ast.Attribute(attr=reads, value=ast.Name(id="environment")), args=[name, *_]) if (
                reads in {"flag", "words", "whole_number", "address"}
            ):
                pass
            case _:
                continue
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            found.add(name.value)
    return found


def test_settings_lists_every_variable_that_the_product_reads() -> None:
    modules = [path for path in (ROOT / "openupr").rglob("*.py") if "tests" not in path.parts]
    assert set().union(*map(variables_read, modules)) == table("docs/settings.md")[0]


def test_settings_lists_every_variable_that_the_tests_and_make_read() -> None:
    listed = table("docs/settings.md")[1]
    modules = [ROOT / "conftest.py", *(ROOT / "openupr").rglob("tests/**/*.py"), *ROOT.glob("journeys/*.py")]
    read = set().union(*map(variables_read, modules)) - table("docs/settings.md")[0]
    parts = "".join(path.read_text() for path in (ROOT / "scripts").glob("*.sh"))
    assert read <= listed
    for name in listed - read:
        assert f"${{{name}:-" in parts


def options(parser: ArgumentParser) -> set[str]:
    return {name for action in parser._actions for name in action.option_strings if name.startswith("--")}


def sections() -> dict[str, str]:
    parts = re.split(r"^## (.*)$", (ROOT / "docs/command-line.md").read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


OURS = sorted(name for name, app in get_commands().items() if app.startswith("openupr."))


def test_the_command_line_page_has_our_commands_and_no_other() -> None:
    described = [title.removeprefix("openupr ") for title in sections() if title.startswith("openupr ")]
    assert sorted(described) == OURS


def test_the_command_line_page_has_the_options_of_each_command_and_no_other() -> None:
    parts, every_command = sections(), options(BaseCommand().create_parser("openupr", "any"))
    for name in OURS:
        section = parts[f"openupr {name}"]
        described = set(re.findall(r"`(--[a-z-]+)", section))
        if "[filters]" in section:
            described |= set(re.findall(r"`(--[a-z-]+)`", parts["Filters"]))
            described |= {f"--{each.excluding_parameter}" for each in DIMENSIONS}
        command = load_command_class(get_commands()[name], name)
        assert described == options(command.create_parser("openupr", name)) - every_command, name


def test_the_command_line_page_has_the_targets_of_make() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {name.removeprefix("make ") for name in table("docs/command-line.md")[-1] if "=" not in name} == targets


def test_the_readme_maps_every_room_and_no_other() -> None:
    folders = set(re.findall(r"^\| \[([\w/]+)\]", (ROOT / "README.md").read_text(), re.MULTILINE))
    rooms = {f"openupr/{room}" for room in layers_of(ROOT).order if (ROOT / "openupr" / room / "__init__.py").is_file()}
    assert {folder for folder in folders if folder.startswith("openupr/")} == rooms
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_the_glossary_names_what_exists() -> None:
    terms = re.findall(
        r"^\*\*(.+?)\*\*.*?((?:`openupr\.[\w.]+`(?:, )?)+)", (ROOT / "GLOSSARY.md").read_text(), re.M | re.S
    )
    assert len(terms) > 20
    for _, bearers in terms:
        for name in re.findall(r"`([\w.]+)`", bearers):
            assert exists(name), name


def exists(dotted: str) -> bool:
    """Whether a module, or something in a module, is called so."""
    module, _, rest = dotted.rpartition(".")
    try:
        importlib.import_module(dotted)
    except ModuleNotFoundError:
        return bool(module) and hasattr(importlib.import_module(module), rest)
    return True


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"
