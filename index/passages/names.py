"""The names of embedding models and of the devices they run on; whoever only names a model imports no numpy."""

from typing import Literal

DEFAULT_MODEL = "all-MiniLM-L6-v2-int8"

Device = Literal["cpu", "cuda"]
"""Where a model runs. On a card it runs in half precision, so its vectors have a name of their own."""
_ON_CARD = "+cuda"  # no folder's digest and no hub name holds a plus


def name_on(device: Device, name: str) -> str:
    """Return the name of a model's vectors that were made on a device."""
    return name + _ON_CARD if device == "cuda" else name


def device_of(name: str) -> Device:
    """Return the device on which the vectors of that name were made."""
    return "cuda" if name.endswith(_ON_CARD) else "cpu"
