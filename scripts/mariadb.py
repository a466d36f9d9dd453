"""Run a command beside a private MariaDB server, made for it from what is installed and then removed.

python3 scripts/mariadb.py COMMAND [ARGUMENTS]

The command finds the server in ``MINZHENG_TEST_MYSQL``; where that is set already, nothing is started.
Where no server is installed the command runs without one, or, with ``CI=true``, nothing runs.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from _environment import finish

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "MINZHENG_TEST_MYSQL"
SECONDS = 120
_PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))


def _installed(*names: str) -> str | None:
    return next((found for name in names if (found := shutil.which(name, path=_PLACES))), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(daemon: str, maker: str) -> Iterator[str]:
    """A new server on a free port, with nothing in it; its address."""
    with tempfile.TemporaryDirectory(prefix="minzheng-mariadb-") as folder:
        data, log = Path(folder) / "data", Path(folder) / "log"
        common = ["--no-defaults", f"--datadir={data}"]
        if os.name != "nt" and os.geteuid() == 0:
            common.append("--user=root")
        port = _free_port()
        with log.open("wb") as said:
            subprocess.run(  # noqa: S603 - what is installed
                [maker, *common, "--auth-root-authentication-method=normal", "--skip-test-db"],
                check=True, stdout=said, stderr=said,
            )  # fmt: skip
            running = subprocess.Popen(  # noqa: S603 - what is installed
                [daemon, *common, f"--port={port}", "--bind-address=127.0.0.1",
                 f"--socket={folder}/socket", f"--pid-file={folder}/pid", "--max-connections=200"],
                stdout=said, stderr=said,
            )  # fmt: skip
        try:
            _wait_for(running, port, log)
            yield f"mysql://root@127.0.0.1:{port}/"
        finally:
            running.terminate()
            running.wait(SECONDS)


def _wait_for(running: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("MariaDB did not start:\n" + log.read_text(errors="replace")[-4000:])


def main(command: list[str]) -> int:
    """Run it."""
    if os.environ.get(VARIABLE):
        return finish(command)
    daemon = _installed("mariadbd", "mysqld")
    maker = _installed("mariadb-install-db", "mysql_install_db")
    if not daemon or not maker:
        message = f"没有安装 MariaDB，也没有给出 {VARIABLE} (MariaDB is not installed)"
        if os.environ.get("CI") == "true":
            sys.exit(message)
        print(f"{message}，相关测试略过 (its tests are left out)", flush=True)  # noqa: T201
        return finish(command)
    with server(daemon, maker) as address:
        os.environ[VARIABLE] = address
        return finish(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
