"""How a rule says what is wrong with a value."""

from collections.abc import Callable
from typing import NamedTuple


class Flaw(NamedTuple):
    """What is wrong, and at which character of what the rule was given."""

    code: str
    at: int = 0


# A rule is given one part of a value, of the right characters and length; None when nothing is wrong with it.
Rule = Callable[[str], Flaw | None]
