"""The decoders of others, one module each, loaded when first used."""

from importlib import import_module
from types import ModuleType
from typing import Final

ENGINES: Final = ("zxing", "zbar")


def engine(name: str) -> ModuleType:
    """One of ENGINES, loaded now if it was not."""
    assert name in ENGINES, name
    return import_module(f"scanning.engines.{name}")


def missing() -> list[str]:
    """Engines that this machine cannot load (zbar wants the system's libzbar); decoding works without them."""
    return [name for name in ENGINES if not engine(name).available()]
