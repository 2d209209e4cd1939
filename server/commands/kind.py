"""What is known about a type of command before anybody sends one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from server.kernel.outcome import Outcome
from server.store.transaction import Act

Payload = type[msgspec.Struct]


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of command: its words, who performs it, and what sort of thing it says.

    type: `picking.confirm`, which is also the permission that it needs.
    nature: a request may be refused; an observation tells what a hand has done, so it is held when it does not fit.
    scope: of one warehouse, or of the whole company (then the entry's warehouse does not matter).
    versions: those that the performer still understands.
    everyone: whoever is signed in may do it, because it concerns nobody but himself.
    """

    type: str
    payload: "Payload"
    perform: Callable[[Act, Any], Outcome]
    nature: Literal["request", "observation"]
    scope: Literal["warehouse", "company"] = "warehouse"
    versions: tuple[int, ...] = (1,)
    everyone: bool = False
    decoder: "msgspec.json.Decoder[Any]" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        work, _, what = self.type.partition(".")
        assert work, f"{self.type}: a command is named work.what"
        assert what, f"{self.type}: a command is named work.what"
        assert self.payload.__struct_config__.forbid_unknown_fields, f"{self.type}: its payload takes unknown fields"
        assert self.versions, f"{self.type}: no version of it is understood"
        object.__setattr__(self, "decoder", msgspec.json.Decoder(self.payload))


Kinds = Mapping[str, Kind]
