"""One frozen set of settings, read once from the environment (`TRUEBIN_…`)."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

_PREFIX = "TRUEBIN_"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Where things lie and how the server is reached. Every field has a variable: `database` is TRUEBIN_DATABASE.

    database: `sqlite:///path/truebin.db` or `postgresql://…`.
    backups: folder for backups. pwa: the built PWA, served at `/` when the folder is there.
    host, port: where the app listens; a proxy with HTTPS stands before it.
    origins: further origins (`https://wms.example.com`), beside the address that was asked for, that may send cookies.
    proxies: addresses whose X-Forwarded-… headers are believed.
    log: the least level that is written.
    """

    database: str = "sqlite:///var/truebin.db"
    backups: str = "var/backups"
    pwa: str = "pwa/dist"
    host: str = "127.0.0.1"
    port: int = 8300
    origins: tuple[str, ...] = ()
    proxies: str = "127.0.0.1"
    log: str = "info"

    @property
    def pwa_folder(self) -> Path | None:
        """The built PWA, or None while it has not been built."""
        folder = Path(self.pwa)
        return folder if (folder / "index.html").is_file() else None


class BadSetting(ValueError):
    """A variable holds what its setting cannot be."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment names; the rest as they stand here.

    Raises BadSetting for a value of the wrong kind and for a `TRUEBIN_…` name that is no setting (a typing error
    would else go unseen).
    """
    named: dict[str, Any] = {
        name.removeprefix(_PREFIX).lower(): value for name, value in environment.items() if name.startswith(_PREFIX)
    }
    if "origins" in named:
        named["origins"] = [part for part in named["origins"].replace(",", " ").split() if part]
    try:
        return msgspec.convert(named, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadSetting(f"{_PREFIX}…: {error}") from None
