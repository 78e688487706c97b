"""Click in Chinese: help pages and messages for mistakes in the command line."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click


class ChineseCommand(click.Command):
    """A command whose help page is Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is typed."""
        pieces = [piece.replace("[OPTIONS]", "[选项]") for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        if records:
            records = [(name, _in_chinese(text)) for name, text in records]
            with formatter.section("参数和选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with a Chinese text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这页帮助。"
        return option


def _in_chinese(text: str) -> str:
    """Return the text of an option with what click adds to it said in Chinese, or left out."""
    return re.sub(r"  \[\d+<=x<=\d+\]", "", text).replace("  [required]", "必须写。")


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help page is Chinese."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
            formatter.write_dl([(name, each.get_short_help_str(80)) for name, each in commands if each])


class LazyGroup(ChineseGroup):
    """A group that knows where its commands stand (name → module:function) and imports one when asked."""

    def __init__(self, *arguments: Any, places: dict[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order that help shows them in."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, None when there is none."""
        if cmd_name not in self._places:
            return None
        module, _, function = self._places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command


def explain(error: click.ClickException) -> str:
    """Say in Chinese what is wrong with a command line."""
    for kind, text in _EXPLANATIONS:
        if isinstance(error, kind):
            return text(error)
    return f"命令有误：{error.format_message()}"


def _no_such_option(error: Any) -> str:
    hint = (
        f"是否想写 {'、'.join(error.possibilities)}？"
        if error.possibilities
        else "用 --help 查看可用的选项。"
    )
    return f"没有选项 {error.option_name}。{hint}"


def _bad_option(error: Any) -> str:
    return f"选项 {error.option_name} 的写法不对，后面要跟一个值。用 --help 查看说明。"


def _missing(error: Any) -> str:
    name = error.param.human_readable_name if error.param else error.param_hint or ""
    return f"缺少 {name}。用 --help 查看怎样书写这条命令。"


def _bad_value(error: Any) -> str:
    if not error.param:
        return f"填写的值不对：{error.message}"
    choices = getattr(error.param.type, "choices", None)
    remedy = f"可以写：{'、'.join(str(choice) for choice in choices)}。" if choices else "请检查后重写。"
    return f"{error.param.opts[-1]} 的值不对。{remedy}"


def _usage(error: Any) -> str:
    if "No such command" in error.message:
        return "没有这个命令。用 auditor --help 查看可用的命令。"
    return f"命令的写法不对。用 --help 查看说明。（{error.message}）"


_EXPLANATIONS: tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...] = (
    (click.NoSuchOption, _no_such_option),
    (click.BadOptionUsage, _bad_option),
    (click.MissingParameter, _missing),
    (click.BadParameter, _bad_value),
    (click.UsageError, _usage),
)
