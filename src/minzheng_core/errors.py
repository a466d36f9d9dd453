"""What can go wrong with a call, a file or a machine: one root error and a handful of children.

Bad *data* never raises; it is reported as findings. An error here means that the call itself,
an input file, a missing library or the disk stands in the way. Each error carries a stable code,
a sentence in Chinese and in English from the catalogue, and the exit status of the command line.
"""

from __future__ import annotations

import errno
import re
from typing import Any, ClassVar

_NUMBER = re.compile(r"(?<![0-9A-Za-z])([0-9]{6})[0-9]{8,11}[0-9Xx](?![0-9A-Za-z])")
"""What may be an identity number (a key that somebody typed, the name of a file)."""
_STARS = r"\1********"


class MinzhengError(Exception):
    """Root of all errors of this library.

    >>> try:
    ...     raise InputError("IN102", file="档案.xlsx")
    ... except MinzhengError as error:
    ...     error.code, error.exit_status
    ('IN102', 3)
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.code, self.values), self.__dict__

    def sentence(self, lang: str = "zh") -> str:
        """One clear sentence, with the code in front, in Chinese (``zh``) or English (``en``)."""
        from minzheng_core.findings import catalogue

        values = {k: v[lang] if isinstance(v, dict) else v for k, v in self.values.items()}
        said = catalogue()[self.code].sentence(lang, **values)
        return f"[{self.code}] {_NUMBER.sub(_STARS, said)}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.sentence()!r})"

    def __str__(self) -> str:
        return self.sentence()


def _again(kind: type[MinzhengError], code: str, values: dict[str, Any]) -> MinzhengError:
    """An error that came from another process."""
    return kind(code, **values)


def json_fault(error: Exception) -> dict[str, str]:
    """What is wrong with a file of settings, in each language: the place, or the part.

    >>> json_fault(KeyError("steps"))["zh"], json_fault(ValueError("layout"))["zh"]
    ('里面没有“steps”这一项', '“layout”这一项写得不对')
    >>> json_fault(TypeError())["en"]
    'it is not written as such a file is'
    """
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    if line is not None:
        return {
            "zh": f"第 {line} 行第 {column} 个字附近写法不对，多半是少了逗号、引号或括号",
            "en": f"line {line}, character {column}: probably a comma, quote or bracket is missing",
        }
    named = isinstance(error, KeyError) or type(error) is ValueError
    part = str(error.args[0]) if named and error.args else ""
    if not part.isidentifier():
        return {"zh": "内容不是这种文件的写法", "en": "it is not written as such a file is"}
    if isinstance(error, KeyError):
        return {"zh": f"里面没有“{part}”这一项", "en": f"it has no “{part}”"}
    return {"zh": f"“{part}”这一项写得不对", "en": f"its “{part}” is wrong"}


class CallError(MinzhengError, ValueError):
    """A call or an option that makes no sense; the caller must change it.

    >>> from minzheng_core.registries import marriage
    >>> try:
    ...     marriage.check(marriage.MarriageRecord(), county="999999")
    ... except CallError as error:
    ...     error.code, error.exit_status
    ('IN203', 2)
    """

    exit_status = 2


class InputError(MinzhengError):
    """A file that cannot be read as what it should be.

    >>> from minzheng_core.registries import funeral
    >>> try:
    ...     funeral.read_facilities("没有这个文件.csv")
    ... except InputError as error:
    ...     error.code, error.exit_status
    ('IN206', 3)
    """

    exit_status = 3


class OutputError(MinzhengError):
    """A result that cannot be written: no permission, disk full, directory in use.

    >>> OutputError("IN303", directory="清洗结果").exit_status
    4
    """

    exit_status = 4


class MissingExtra(MinzhengError, ImportError):
    """An optional part is not installed; the sentence names the extra that brings it.

    It is an :class:`ImportError` too, so that code which tries an import need not know it.

    >>> isinstance(MissingExtra("IN002", module="polars", extra="archive"), ImportError)
    True
    """

    exit_status = 5


def require_text(value: object, what: str) -> None:
    """Refuse what is neither a text nor ``None`` (IN218); *what* says in Chinese what it stands for.

    >>> require_text("360732", "县代码")
    >>> require_text(360732, "县代码")
    Traceback (most recent call last):
    minzheng_core.errors.CallError: [IN218] 县代码要写成文字，给的是 int
    """
    if value is not None and not isinstance(value, str):
        raise CallError("IN218", what=what, kind=type(value).__name__)


def write_error(error: BaseException) -> str | None:
    """The code for an error of writing; ``None`` where *error* is no such."""
    text = str(error)
    number = getattr(error, "errno", None)
    if number in {errno.ENOSPC, errno.EDQUOT} or "No space left" in text:
        return "IN302"
    if isinstance(error, PermissionError) or number == errno.EROFS:
        return "IN303"
    return "IN304" if isinstance(error, OSError) else None
