"""The tree as it stands keeps every rule of the architecture."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps

from .architecture.file_kinds import contracts_that_forget, other_kinds_of_files
from .architecture.layers import Layers, layers_of
from .architecture.model_keys import upward_keys
from .architecture.public_names import names_that_stand_twice
from .architecture.python_links import upward_links_in_python
from .architecture.sizes_and_names import named_by_a_participle, outgrown
from .architecture.template_links import upward_links_in_templates

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "rule",
    [
        upward_links_in_python,
        upward_links_in_templates,
        other_kinds_of_files,
        outgrown,
        named_by_a_participle,
        names_that_stand_twice,
    ],
    ids=lambda rule: rule.__name__,
)
def test_the_tree_keeps_the_rule(rule: Callable[[Layers], Iterator[str]]) -> None:
    assert list(rule(layers_of(ROOT))) == []


def test_no_foreign_key_points_up_the_layers() -> None:
    assert list(upward_keys(apps.get_models(), layers_of(ROOT))) == []


def test_no_app_is_forgotten_by_the_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert list(contracts_that_forget(layers_of(ROOT), contracts)) == []


def test_each_namespace_of_addresses_is_its_apps_name() -> None:
    # The rules above take "app:page" to be of `app`.
    from django.urls import get_resolver

    for namespace, (_, resolver) in get_resolver().namespace_dict.items():
        assert {page.callback.__module__.split(".")[1] for page in resolver.url_patterns} == {namespace}


def test_each_label_of_models_is_its_apps_name() -> None:
    for config in apps.get_app_configs():
        if config.name.startswith("openupr."):
            assert config.name == f"openupr.{config.label}"
