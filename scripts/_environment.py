"""A virtual environment beside the sources, with what a script needs installed in it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# One file of tests after the other, so that what a file shares is made once; idle processes take from the rest.
SHARED = ("-n", "logical", "--maxprocesses", "4", "--dist", "worksteal")


def python_with(name: str, *requirements: str) -> Path:
    """The interpreter of ``.venv-NAME``, made on first use, with *requirements* installed."""
    if sys.version_info < (3, 11):  # noqa: UP036 - a clerk's machine may run an older one
        sys.exit("需要 Python 3.11 或更新的版本 (Python 3.11 or newer is needed)")
    folder = ROOT / f".venv-{name}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"正在创建虚拟环境 {folder.name} …", flush=True)  # noqa: T201
        venv.create(folder, with_pip=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--upgrade", "pip>=25.1"], check=True, cwd=ROOT)  # noqa: S603
    subprocess.run([*install, *requirements], check=True, cwd=ROOT)  # noqa: S603
    return python


def run(python: Path, *arguments: str) -> int:
    """Run a command in that environment from the root of the project."""
    return finish([str(python), *arguments], cwd=ROOT)


def finish(command: list[str], cwd: Path | None = None) -> int:
    """Run a command to its end, also after Ctrl-C: it hears that too and puts its servers away."""
    with subprocess.Popen(command, cwd=cwd) as running:  # noqa: S603 - as given
        while running.returncode is None:
            with suppress(KeyboardInterrupt):
                running.wait()
    return running.returncode
