"""A refusal: the person can put it right. A code and facts, no sentence."""

Fact = str | int | bool | None | list[str]


class Refusal(Exception):
    """Raised by rules and performers; becomes an outcome (commands) or problem+json (reads).

    code: `work.what`, for example `picking.wrong_bin`; the key of its words in the message catalogues.
    facts: what the words need (labels, quantities as shown to people), never a sentence.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Fact] = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code
