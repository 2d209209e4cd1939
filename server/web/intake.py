"""Takes what devices send: `POST /api/commands`, one contact with its entries in, outcomes out after the commit.

The handler speaks ASGI itself and not through Litestar's typed path: it is the hot one, and the shape of a contact is
decoded once, by msgspec, in one pass. `document.py` adds it to the OpenAPI document.

A contact whose envelope (or one entry's envelope) cannot be read is refused whole with 400, and nothing of it is
written, not even the entries before the unreadable one: so an answer always speaks of all entries or of none. The
facts name the place (`$.entries[3].seq`); a device sends the others again without it. A payload that cannot be read
belongs to its entry alone and becomes that entry's refusal.
"""

from typing import Any, Final

import msgspec
from litestar import asgi
from litestar.exceptions import MethodNotAllowedException
from litestar.types import Receive, Send

from server.commands import perform
from server.commands.contact import Contact, ContactAnswer, Who
from server.kernel.command import BATCH_MAX, ENTRY_BYTES_MAX
from server.kernel.refusal import Refusal
from server.people.views import SignedIn
from server.store.transaction import Tx
from server.web.sessions import Sessions

# A full batch of the largest entries, and the contact around them.
BODY_BYTES_MAX: Final = BATCH_MAX * ENTRY_BYTES_MAX + 64 * 1024

_decode: Final = msgspec.json.Decoder(Contact).decode
_encode: Final = msgspec.json.Encoder().encode


async def read_body(scope: Any, receive: Receive) -> bytes:
    """The request's body. Raises web.too_large as soon as it is clear."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > BODY_BYTES_MAX:
            raise Refusal("web.too_large", most=BODY_BYTES_MAX)
    parts: list[bytes] = []
    length = 0
    while True:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal("web.malformed", fields=["the body ended early"])
        part = message.get("body", b"")
        length += len(part)
        if length > BODY_BYTES_MAX:
            raise Refusal("web.too_large", most=BODY_BYTES_MAX)
        parts.append(part)
        if not message.get("more_body"):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def read_contact(body: bytes) -> Contact:
    """The contact in a body. Raises web.malformed with the place, command.batch_too_large."""
    try:
        contact = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal("web.malformed", fields=[str(error)[:200]]) from None
    except RecursionError:
        raise Refusal("web.malformed", fields=["nested too deep"]) from None
    if len(contact.entries) > BATCH_MAX:
        raise Refusal("command.batch_too_large", entries=len(contact.entries), most=BATCH_MAX)
    return contact


async def take(contact: Contact, person: SignedIn, sessions: Sessions) -> ContactAnswer:
    """Hand a contact to the writer; answers after the commit."""
    who = Who(person.user_id, person.device_id, "bearer" if person.kind == "bearer" else "cookie")

    received_at = sessions.clock()

    def job(tx: Tx) -> ContactAnswer:
        return perform.contact(tx, who, contact, received_at)

    return await sessions.store.writer.perform(job, {entry.warehouse for entry in contact.entries})


@asgi("/api/commands", copy_scope=False)
async def commands(scope: Any, receive: Receive, send: Send) -> None:
    """One contact of a device. What is refused or fails rises to the app's handlers and becomes problem+json."""
    if scope["type"] != "http" or scope["method"] != "POST":
        raise MethodNotAllowedException
    sessions: Sessions = scope["litestar_app"].state["sessions"]
    person = sessions.of(scope["headers"], writes=True)
    answer = await take(read_contact(await read_body(scope, receive)), person, sessions)
    body = _encode(answer)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


ROUTES: Final = [commands]
