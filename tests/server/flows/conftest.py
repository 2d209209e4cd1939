"""The selling house of `house.py`, furnished, on each database."""

import pytest

from server.store.engine import Store
from tests.server.flows.house import House


@pytest.fixture
def house(store: Store) -> House:
    """A house with people and bins, nothing in them yet."""
    return House(store)


@pytest.fixture
def lite(sqlite_store: Store) -> House:
    """The same on SQLite alone, for what does not depend on the database."""
    return House(sqlite_store)
