"""The books' answer to one command: one enum everywhere."""

from typing import Literal

from msgspec import Struct, field

from server.kernel.refusal import Fact, Refusal

Result = Literal["accepted", "adjusted", "superseded", "held", "refused"]


class Outcome(Struct, frozen=True, omit_defaults=True):
    """What became of one command.

    result: accepted · adjusted (done with other figures) · superseded (done by somebody else) · held (a card
        waits for a person) · refused (nothing happened).
    code, facts: why, for all but accepted; keys of the message catalogues and what their words need.
    made: what came into being, by name: {"task": 12, "order": 7, "movement": 501}.
    card: the number of the card that holds the command, when held.
    """

    result: Result
    code: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)
    made: dict[str, int | str | list[int]] = field(default_factory=dict)
    card: int = 0


ACCEPTED = Outcome("accepted")


def accepted(**made: int | str | list[int]) -> Outcome:
    """Done as asked; made names what came into being."""
    return Outcome("accepted", made=made) if made else ACCEPTED


def refused(refusal: Refusal) -> Outcome:
    """Nothing happened, for the refusal's reason."""
    return Outcome("refused", refusal.code, refusal.facts)
