"""What was changed in the writing of a number, as it is told."""

from __future__ import annotations

Edit = tuple[int, str, str]
"""A change of the writing: position (from 1), the characters there, what replaces them."""


def edits(text: str, written: str) -> tuple[Edit, ...]:
    """What was changed: single characters where the length is kept, else one block."""
    if len(text) == len(written):
        pairs = enumerate(zip(text, written, strict=True), 1)
        return tuple((place, a, b) for place, (a, b) in pairs if a != b)
    start = 0
    while start < min(len(text), len(written)) and text[start] == written[start]:
        start += 1
    before, after = text[start:], written[start:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return ((start + 1, before, after),)
