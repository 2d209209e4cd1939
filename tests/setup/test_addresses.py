import pytest

from server.run import addresses


@pytest.mark.parametrize("address", ["10.0.0.1", "172.16.3.4", "192.168.178.20", "100.64.0.9", "fd12::1", "127.0.0.1"])
def test_addresses_inside_a_house_are_private(address: str) -> None:
    assert addresses.is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "2001:4860::1"])
def test_addresses_of_the_internet_are_not(address: str) -> None:
    assert not addresses.is_private(address)


def test_a_machine_never_offers_its_loopback_to_phones() -> None:
    assert not [address for address in addresses.lan_addresses() if address.startswith("127.")]
