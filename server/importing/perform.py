"""Performs the import's own commands; bringing a file in joins works and stands in `flows.bring_in`."""

import hashlib

from sqlalchemy import bindparam, insert, select, update

from server.importing import waiting
from server.importing.commands import CloseReview, StoreFile
from server.importing.sheet import BYTES_MAX
from server.importing.tables import import_file, review
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Refusal
from server.store.transaction import Act, Sql

KNOWN = Sql(select(import_file.c.id).where(import_file.c.sha256 == bindparam("sha256")))
ADD = Sql(
    insert(import_file)
    .values({name: bindparam(name) for name in ("sha256", "name", "bytes", "content", "uploaded_by", "created_at")})
    .returning(import_file.c.id)
)
STATE = Sql(
    select(review.c.state).where(review.c.id == bindparam("id"), review.c.warehouse_id == bindparam("warehouse"))
)
CLOSE = Sql(
    update(review)
    .where(review.c.id == bindparam("of_id"), review.c.state == "open")
    .values(
        state=bindparam("new_state"), note=bindparam("new_note"), closed_by=bindparam("by"), closed_at=bindparam("at")
    )
)


def store_file(act: Act, do: StoreFile) -> Outcome:
    """Keep an uploaded file as it came; the same content is the same file."""
    known = act.tx.value(KNOWN, sha256=do.sha256)
    if known is not None:
        return accepted(file=known)
    content = waiting.arrival(act.tx.memory, do.sha256)
    if content is None:
        raise Refusal("importing.not_arrived", name=do.name)
    if len(content) > BYTES_MAX:
        raise Refusal("importing.too_large", limit_mb=BYTES_MAX >> 20)
    if len(content) != do.bytes or hashlib.sha256(content).hexdigest() != do.sha256:
        raise Refusal("importing.not_arrived", name=do.name)
    made: int = act.tx.value(
        ADD, sha256=do.sha256, name=do.name, bytes=do.bytes, content=content, uploaded_by=act.user_id, created_at=act.at
    )
    return accepted(file=made)


def close_review(act: Act, do: CloseReview) -> Outcome:
    """A person has looked at it; what follows from it is done by its own commands."""
    state = act.tx.value(STATE, id=do.review, warehouse=act.warehouse_id)
    if state is None:
        raise Refusal("importing.unknown_review", review=do.review)
    if state != "open":
        return Outcome("superseded", "importing.review_closed", {"review": do.review})
    act.tx.run(CLOSE, of_id=do.review, new_state=do.resolution, new_note=do.note, by=act.user_id, at=act.at)
    act.tell("review.closed", "reviews", review=do.review, state=do.resolution)
    return accepted(review=do.review)
