"""The command line in the language of its user: help texts, and what the library of the command line says itself."""

from __future__ import annotations

import inspect
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
    """Give a command whose help is in a language, with everything below it."""
    if language != "vi":
        return command
    command.help = _pair(command.help)
    command.short_help = _pair(command.short_help)
    command.options_metavar = _own(command.options_metavar)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = _pair(parameter.help)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _own(command.subcommand_metavar) or ""
        for inner in command.commands.values():
            translated(inner, language)
    return command


def _own(text: str | None) -> str | None:
    """Give what the library says where it does not look its texts up."""
    return None if text is None else usage.LIBRARY.get(text, text)


def _pair(text: str | None) -> str | None:
    return None if text is None else usage.HELP.get(inspect.cleandoc(text), text)
