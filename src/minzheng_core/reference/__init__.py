"""Dated facts (参考数据): tables with edition and source, plain ``str`` codes in and out.

Each table stands in ``data/`` and is described in ``data/MANIFEST.toml``; scripts in ``refdata/``
rebuild them. What a county knows better is passed as an overlay argument, never written here.
Nothing is read before it is asked for.
"""
