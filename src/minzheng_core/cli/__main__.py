"""``python -m minzheng_core.cli``: the same as ``minzheng``."""

from minzheng_core.cli import command

command()
