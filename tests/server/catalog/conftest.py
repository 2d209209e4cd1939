"""The house that these tests work in."""

import pytest

from server.store.engine import Store
from tests.house import House


@pytest.fixture
def house(store: Store) -> House:
    """An empty house on each database that is here."""
    return House(store)
