"""What can be asked about people and devices: the shapes of the `people.…` commands."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Login = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9._-]*\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
Badge = Annotated[str, Meta(max_length=64, pattern=r"^[!-~]*\Z")]
Key = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Language = Literal["zh", "en"]
Hand = Literal["left", "right"]
Theme = Literal["light", "dark", "system"]
Sign = Annotated[str, Meta(min_length=1, max_length=2)]  # one character; two UTF-16 units in a browser
Around = Annotated[str, Meta(max_length=40)]
Milliseconds = Annotated[int, Meta(ge=0, le=10_000)]
Fact = Annotated[str, Meta(max_length=40, pattern=r"^[a-z_]+\Z")]
FactNumber = Annotated[int, Meta(ge=-(2**53) + 1, le=2**53 - 1)]


class AddUser(Struct, forbid_unknown_fields=True):
    """A new person. roles: codes, granted for `warehouse` (0: all). A password or PIN is set by its own command."""

    login: Login
    name: Name
    language: Language = "zh"
    badge: Badge = ""
    roles: Annotated[list[str], Meta(max_length=20)] = []
    warehouse: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class ChangeUser(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What is left out stays as it is. badge "": the badge is taken away. active false: may no longer sign in."""

    user: Key
    name: Name | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    badge: Badge | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class SetPassword(Struct, forbid_unknown_fields=True):
    """hash: argon2id in its own notation. The command is kept for ever, so the password itself never travels in it.

    asked_by: who asked for it, when the house performs it for somebody who has proven the old one.
    """

    user: Key
    hash: Annotated[str, Meta(max_length=256)]
    asked_by: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class SetPin(Struct, forbid_unknown_fields=True):
    """As SetPassword, for the PIN that goes with the badge."""

    user: Key
    hash: Annotated[str, Meta(max_length=256)]
    asked_by: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class RolePermission(Struct, forbid_unknown_fields=True):
    """permission: a command's name, `work.*` or `*`. amount_max: money in 1/10,000, 0 for no limit."""

    permission: Annotated[str, Meta(max_length=64, pattern=r"^(\*|[a-z_]+\.(\*|[a-z_]+))\Z")]
    amount_max: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class SetRole(Struct, forbid_unknown_fields=True):
    """A role as it shall be from now on: made when its code is new, else replaced whole."""

    code: Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[a-z][a-z0-9_]*\Z")]
    name_zh: Name
    name_en: Name
    permissions: Annotated[list[RolePermission], Meta(max_length=200)]


class Grant(Struct, forbid_unknown_fields=True):
    """This person has this role from now on; warehouse 0: everywhere."""

    user: Key
    role: Annotated[str, Meta(min_length=1, max_length=32)]
    warehouse: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class Revoke(Struct, forbid_unknown_fields=True):
    """The exact grant is taken back."""

    user: Key
    role: Annotated[str, Meta(min_length=1, max_length=32)]
    warehouse: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class PairCode(Struct, forbid_unknown_fields=True):
    """A code that enrols devices: how many, how long it is good. The outcome's `made` has code and expires_at."""

    uses: Annotated[int, Meta(ge=1, le=100)] = 1
    minutes: Annotated[int, Meta(ge=1, le=1440)] = 15


class RenameDevice(Struct, forbid_unknown_fields=True):
    """The name that boards show for a device."""

    device: Annotated[str, Meta(min_length=36, max_length=36)]
    name: Name


class BlockDevice(Struct, forbid_unknown_fields=True):
    """A lost device is locked out: its sessions end, it may not sign in. blocked false: it may again, once paired."""

    device: Annotated[str, Meta(min_length=36, max_length=36)]
    blocked: bool = True


class ScannerFinding(Struct, forbid_unknown_fields=True):
    """One thing that the scanner doctor found; its words stand in the PWA's catalogue under the code."""

    code: Annotated[str, Meta(max_length=40, pattern=r"^[a-z][a-z_0-9]*\Z")]
    facts: Annotated[dict[Fact, Annotated[str, Meta(max_length=200)] | FactNumber], Meta(max_length=8)] = {}


class ScannerProfile(Struct, forbid_unknown_fields=True):
    """How a device's scanner types, and so how its reader mends it: as pwa/src/scanner/profile.ts says it."""

    version: Literal[1]
    letters: Annotated[dict[Sign, Sign], Meta(max_length=128)]  # what arrives → what the label says
    lost: Annotated[str, Meta(max_length=128)]  # what arrives and may be several characters
    caps: bool
    wide: bool
    prefix: Around
    tail: Around
    separator: Around  # what comes instead of GS
    names: Annotated[dict[Around, Around], Meta(max_length=32)]  # keys without a character and what they stand for
    doubled: Literal["", "keys", "scans", "joined"]
    echo_ms: Milliseconds
    gap_ms: Milliseconds
    silence: bool
    aim: bool
    findings: Annotated[list[ScannerFinding], Meta(max_length=40)]


class SetDeviceProfile(Struct, forbid_unknown_fields=True):
    """What the doctor found out about the scanner of the device that says so; None: the profile was taken off."""

    profile: ScannerProfile | None


class SetPreferences(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """How the signed-in person wants the screens; what is left out stays."""

    language: Language | UnsetType = UNSET
    hand: Hand | UnsetType = UNSET
    theme: Theme | UnsetType = UNSET
