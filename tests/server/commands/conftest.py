"""The house of `house.py`, furnished, with a phone and a forklift."""

import pytest

from server.store.engine import Store
from tests.server.commands.house import LOADER, PICKER, Phone, enrol, furnish


@pytest.fixture
def house(store: Store) -> Store:
    """Empty books with the house in it."""
    furnish(store)
    return store


@pytest.fixture
def phone(house: Store) -> Phone:
    """The picker's phone, on which the loader has signed in too."""
    made = Phone(house)
    enrol(house, made, PICKER, LOADER)
    return made


@pytest.fixture
def forklift(house: Store) -> Phone:
    """The loader's phone."""
    made = Phone(house, LOADER)
    enrol(house, made, LOADER)
    return made
