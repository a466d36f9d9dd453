"""What argparse says, in the language of the user, and one sentence for every wrong call."""

from __future__ import annotations

import argparse
import io
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from minzheng_core.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TextIO

    from minzheng_core.findings import Finding, Severity

_HEADINGS = {"positional arguments": "参数", "options": "选项"}
_WORDS = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"one of the arguments (\S+) (.*) is required", r"缺少 \1，或 \2"),
    (r"unrecognized arguments: (.*)", r"认不出“\1”"),
    (r"argument (.*?): expected one argument", r"\1 后面要写内容"),
    (r"argument (.*?): expected at least one argument", r"\1 后面至少写一项"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 后面不写内容"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1没有 \2 这一种，可用：\3"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 不明确，可能是 \2"),
    (r"argument (.*?): (.*)", r"\1：\2"),
)


_OTHERWISE = "\x1f"
"""Between what is said in Chinese and the same in English: argparse carries one text only."""


def wrong_value(chinese: str, english: str) -> argparse.ArgumentTypeError:
    """What is raised for a value of an option that is none, in both languages."""
    return argparse.ArgumentTypeError(f"{chinese}{_OTHERWISE}{english}")


def at_least(least: int) -> Callable[[str], int]:
    """A reader of whole numbers from *least* on out of an option.

    >>> at_least(0)("0")
    0
    """

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            wanted = "正整数" if least == 1 else f"{least} 或更大的整数"
            raise wrong_value(f"“{text}”不是{wanted}", f"{text} is no whole number from {least} on")
        return int(text)

    return read


def count(text: str) -> int:
    """A number of things out of an option: at least one."""
    return at_least(1)(text)


_YEARS = range(1800, 2100)
"""The years of which a day may be given; others are slips, and near the ends of the calendar no term can be counted."""


def day(text: str) -> date:
    """A day out of an option.

    >>> day("2025-01-31")
    datetime.date(2025, 1, 31)
    """
    wrong = f"“{text}”不是日期，应写成 2025-01-31", f"{text} is no day such as 2025-01-31"
    return _within(_read_day(text, wrong), text)


def _read_day(text: str, otherwise: tuple[str, str]) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise wrong_value(*otherwise) from error


def _within(read: date, text: str) -> date:
    if read.year not in _YEARS:
        first, last = _YEARS[0], _YEARS[-1]
        raise wrong_value(
            f"“{text}”的年份应在 {first} 至 {last} 之间",
            f"the year of {text} is not between {first} and {last}",
        )
    return read


def year_or_day(text: str) -> date | int:
    """A year or a day out of an option.

    >>> year_or_day("1990"), year_or_day("1990-05-01")
    (1990, datetime.date(1990, 5, 1))
    """
    if re.fullmatch(r"(1[89]|20)[0-9]{2}", text):
        return int(text)
    wrong = (
        f"“{text}”不是年份或日期，应写成 1990 或 1990-05-01",
        f"{text} is no year or day such as 1990 or 1990-05-01",
    )
    return _within(_read_day(text, wrong), text)


def level_of(severity: Severity, lang: str) -> str:
    """The word for it in the language of the user."""
    return severity.label if lang == "zh" else severity.value


def print_findings(findings: Iterable[Finding], lang: str, *, basis: bool = False) -> None:
    """Print findings, one a line, with the clause where it is wanted."""
    for finding in findings:
        clause = f"（{finding.entry.basis}）" if basis and finding.entry.basis else ""
        print(
            f"  {level_of(finding.severity, lang)} [{finding.code}] {finding.sentence(lang)}{clause}"
        )


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and ends a wrong call with one sentence (IN209)."""

    def __init__(
        self, *, prog: str | None = None, description: str | None = None, epilog: str | None = None
    ) -> None:
        super().__init__(prog, None, description, epilog, formatter_class=Formatter, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def _match_arguments_partial(
        self, actions: Sequence[argparse.Action], arg_strings_pattern: str
    ) -> list[int]:
        """How many words each next argument takes; one that may be left out waits for what follows options.

        Older Pythons take it for left out at the first option (``history 库 --book 名称 编号``).
        """
        taken = super()._match_arguments_partial(actions, arg_strings_pattern)
        while taken and not taken[-1] and "O" in arg_strings_pattern[sum(taken) :]:
            taken.pop()
        return taken

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """What was typed; the command itself says what it does not know, for its help tells what it does."""
        known, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return known, rest

    def error(self, message: str) -> NoReturn:
        """Raise instead of leaving, so that a wrong call ends as every other error does."""
        raise WrongCallError("IN209", why=message, command=self.prog)


class WrongCallError(CallError):
    """A command line that cannot be understood (IN209)."""

    def sentence(self, lang: str = "zh") -> str:
        """What is wrong; long numbers in it are masked."""
        said, _, english = self.values["why"].partition(_OTHERWISE)
        option, colon, chinese = said.partition(": ") if english else ("", "", said)
        why = option + colon + english if lang == "en" and english else said
        why = why if lang == "en" else _chinese(option + colon + chinese)
        shown = {"why": re.sub(r"\d{7,}[Xx]?", "******", why), "command": self.values["command"]}
        return CallError(self.code, **shown).sentence(lang)


def able_to_speak(*streams: TextIO | None) -> None:
    """Make streams take Chinese: UTF-8 where their encoding has none, no error for rare characters."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            try:
                "中".encode(stream.encoding)
                stream.reconfigure(errors="replace")
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8", errors="replace")


def wanted_language(words: Iterable[str]) -> str:
    """``en`` where a command line asks for it, even one that is wrong otherwise.

    >>> wanted_language(["clean", "--lang", "en"]), wanted_language(["clean", "en"])
    ('en', 'zh')
    """
    return "en" if re.search(r"--lang[ =]en\b", " ".join(words)) else "zh"


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese headings, in columns though a Chinese character is as wide as two letters."""

    headings: ClassVar[Mapping[str, str]] = _HEADINGS
    usage = "用法："

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        invocation = self._format_action_invocation(action)
        wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in invocation)
        return text.replace(f"{invocation}  {' ' * wide}", f"{invocation}  ", 1)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage, under the word for it."""
        super().add_usage(usage, actions, groups, self.usage if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """A section under its heading in the language of the help."""
        super().start_section(self.headings.get(heading or "", heading))


def _chinese(message: str) -> str:
    for pattern, words in _WORDS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(words).replace("'", "").replace(", ", "、")
    return message
