"""What leaves: the shape of `shipping.ship`."""

from typing import Annotated

from msgspec import Meta, Struct


class Ship(Struct, forbid_unknown_fields=True):
    """The checked goods of an order go to the customer.

    override: why goods go that have expired; takes `shipping.override`.
    """

    order: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    override: Annotated[str, Meta(max_length=200)] = ""
