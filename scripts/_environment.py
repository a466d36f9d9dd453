"""A virtual environment beside the sources, with what a script needs installed in it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


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
    return subprocess.run([str(python), *arguments], check=False, cwd=ROOT).returncode  # noqa: S603
