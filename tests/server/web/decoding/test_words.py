"""A pallet shot on a terminal: its table, and that no code can steer the terminal."""

from scanning.pallet.shot import Seen, Shot
from server.web.decoding.words import lines

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def test_no_code_steers_the_terminal() -> None:
    text = "A\x1dB\x1b[2J\x7f\x9b2J\u202e\u2028中文"
    (line,) = lines(Shot(10, 10, found=(Seen(1, text, "qr", "", SQUARE),)), "en")
    assert line.endswith("A␝B␛[2J␡�2J��中文")
