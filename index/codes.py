"""Codes of one language: former ones, and those of its forms, by the code under which it is known."""

from collections.abc import Iterable

MAIN = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "fil": "tl", "cmn": "zh", "sh": "sr"}
"""The code that stands for another; articles keep the one that they declare."""


def codes_alike(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes with all others of the same languages: `nb` and `nn` are found by `no`, and it by them."""
    wanted = [*dict.fromkeys(codes)]
    mains = {MAIN.get(code, code) for code in wanted}
    known = (*mains, *MAIN)
    return (*wanted, *sorted({one for one in known if MAIN.get(one, one) in mains} - set(wanted)))
