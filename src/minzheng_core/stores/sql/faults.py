"""What databases say when they cannot: one sentence each, without a password or a value in it."""

from __future__ import annotations

from typing import Any

from minzheng_core.ledger.errors import StoreError

_SQLITE = {
    "SQLITE_BUSY": "BK131",
    "SQLITE_LOCKED": "BK131",
    "SQLITE_READONLY": "BK132",
    "SQLITE_PERM": "BK132",
    "SQLITE_FULL": "BK133",
    "SQLITE_IOERR": "BK133",
    "SQLITE_NOTADB": "BK134",
    "SQLITE_CANTOPEN": "BK135",
    "SQLITE_AUTH": "BK135",
    "SQLITE_CORRUPT": "BK136",
}
_POSTGRESQL = {
    "55P03": "BK131", "40P01": "BK131", "40001": "BK131", "57014": "BK131", "53300": "BK137",
    "25006": "BK132", "53100": "BK133", "53200": "BK133", "58030": "BK133",
    "42501": "BK138", "3D000": "BK138", "3F000": "BK138", "XX001": "BK136", "XX002": "BK136",
}  # fmt: skip
"""States of the SQL standard and of PostgreSQL; classes are in :data:`_CLASSES`."""
_CLASSES = {"08": "BK137", "28": "BK138", "57": "BK137"}
_MYSQL = {
    1205: "BK131", 1213: "BK131", 1290: "BK132", 1792: "BK132", 1836: "BK132", 1021: "BK133",
    1114: "BK133", 1030: "BK133", 1044: "BK138", 1045: "BK138", 1049: "BK138", 1142: "BK138",
    1698: "BK138", 1040: "BK137", 1053: "BK137", 1927: "BK137", 1034: "BK136", 1712: "BK136",
}  # fmt: skip
_MYSQL_CLIENT = range(2000, 2100)


def store_error(error: BaseException, store: str) -> StoreError:
    """The error of a driver in one sentence; *store* is how the store is named in it."""
    original = getattr(error, "orig", None) or error
    code = _code(original)
    if code:
        return StoreError(code, store=store)
    return StoreError("BK139", store=store, kind=_kind(original))


def _code(error: Any) -> str | None:
    name = getattr(error, "sqlite_errorname", None)
    if name:
        return next((code for start, code in _SQLITE.items() if name.startswith(start)), None)
    module = type(error).__module__.partition(".")[0]
    if module == "psycopg":
        state = getattr(error, "sqlstate", None)
        if state is None:
            return _connection(error)
        return _POSTGRESQL.get(state) or _CLASSES.get(state[:2])
    if module == "pymysql":
        number = error.args[0] if error.args else -1
        if number in _MYSQL_CLIENT or number == 0:
            return "BK137"
        return _MYSQL.get(number)
    return None


def _connection(error: Any) -> str | None:
    """An error of psycopg without a state: it never got through, or the connection broke.

    libpq gives no state for a refused login, only the server's words.
    """
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout", "InterfaceError"):
        return None
    said = str(error)
    refused = ("password", "authentication", "does not exist", "pg_hba.conf", "permission denied",
               "密码", "口令", "认证", "不存在")  # fmt: skip
    return "BK138" if any(word in said for word in refused) else "BK137"


def _kind(error: Any) -> str:
    """What may be told of an error: the kind and number of it, never its words."""
    told = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    if told is None and error.args and isinstance(error.args[0], int):
        told = str(error.args[0])
    return told or type(error).__name__
