"""The command line in the language of its user: help texts, and what the library of the command line says itself."""

from __future__ import annotations

import inspect
from copy import copy
from types import ModuleType

import click
from click import core, decorators, exceptions, formatting, parser, types

from adapter.messages import Language, usage

SPEAKING: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, types)
"""Modules of click that look their texts up by a function of the module, made for being translated."""


def let_library_speak(language: Language) -> None:
    """Let click speak a language; English is its own."""

    def one(text: str) -> str:
        return usage.LIBRARY.get(text, text) if language == "vi" else text

    def one_or_many(single: str, several: str, count: int) -> str:
        return one(single if count == 1 else several)

    for module in SPEAKING:
        for name, function in (("_", one), ("ngettext", one_or_many)):
            if hasattr(module, name):
                setattr(module, name, function)


def translated(command: click.Command, language: Language) -> click.Command:
    """Give a command whose help is in a language, with everything below it; the one that is given stays as it is."""
    if language != "vi":
        return command
    told = copy(command)
    told.help = _pair(command.help)
    told.short_help = _pair(command.short_help)
    told.options_metavar = _own(command.options_metavar)
    told.params = [_parameter(one) for one in command.params]
    if isinstance(command, click.Group) and isinstance(told, click.Group):
        told.subcommand_metavar = _own(command.subcommand_metavar) or ""
        told.commands = {name: translated(inner, language) for name, inner in command.commands.items()}
    return told


def _parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    told = copy(parameter)
    told.help = _pair(parameter.help)
    return told


def _own(text: str | None) -> str | None:
    """Give what the library says where it does not look its texts up."""
    return None if text is None else usage.LIBRARY.get(text, text)


def _pair(text: str | None) -> str | None:
    return None if text is None else usage.HELP.get(inspect.cleandoc(text), text)
