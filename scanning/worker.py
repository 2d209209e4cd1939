"""A process that decodes photos for another one and may be killed at any moment: `python -m scanning.worker`.

It reads jobs from its standard input and writes answers to its standard output, each as four bytes of length (big
endian) and MessagePack, until its input ends. It keeps itself within bounds: little memory, little priority, and an
alarm that ends it when a job takes too long, also when nobody is left who would kill it.
"""

import os
import signal
import sys
from typing import BinaryIO, Final

import msgspec
from msgspec import Struct

from scanning.pallet.shot import Shot

LENGTH_BYTES: Final = 4
# Address space, of which libraries take a part without using it: 12 megapixels reach 460 MB of it and use 210, the
# largest photo (60) reaches 790 and uses 530. This line is for pictures that make a decoder run wild.
ADDRESS_SPACE_MAX: Final = 1536 * 1024**2
NICE: Final = 10  # The warehouse's scans come first; a photo may wait.


class Job(Struct):
    """One photo. expected: as `scanning.pallet.match.compare` takes it. draw: the marked photo is wanted too.

    alarm_s: whole seconds after which the process ends itself.
    """

    image: bytes
    expected: list[str] | None = None
    draw: bool = False
    alarm_s: int = 60


class Done(Struct):
    """The answer: either a shot, with the marked photo as a JPEG when it was asked for, or the code of a refusal."""

    shot: Shot | None = None
    drawn: bytes = b""
    refusal: str = ""


def framed(message: Job | Done) -> bytes:
    """A message as it goes through the pipe."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def work(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Do one job after the other until no more come."""
    while True:
        head = jobs.read(LENGTH_BYTES)
        if len(head) < LENGTH_BYTES:
            return
        job = msgspec.msgpack.decode(jobs.read(int.from_bytes(head, "big")), type=Job)
        # The alarm's own action is to end the process: that works inside a native decoder too, where no handler runs.
        signal.alarm(job.alarm_s)
        answer = done(job)
        signal.alarm(0)
        answers.write(framed(answer))
        answers.flush()


def done(job: Job) -> Done:
    """Do one job."""
    # Loaded here, so that whoever only speaks with the worker loads no decoder.
    from scanning.decode import NotAPicture
    from scanning.pallet.shoot import shoot, shoot_and_draw

    try:
        if job.draw:
            shot, drawn = shoot_and_draw(job.image, job.expected)
            return Done(shot, drawn)
        return Done(shoot(job.image, job.expected))
    except NotAPicture as refused:
        return Done(refusal=refused.code)


def main() -> None:
    """Be the worker."""
    import resource  # Unix alone has it; whoever only speaks with the worker may run elsewhere.

    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_MAX, ADDRESS_SPACE_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # A crash is answered and replaced; nobody reads its picture.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C on the server's terminal reaches us too; our input then ends.
    # A library that prints must not print into the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    work(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
