from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from server.run import certificates
from server.run.certificates import NotPrivate

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def accepts(root: x509.Certificate, leaf: x509.Certificate, host: str, at: datetime = NOW) -> bool:
    """Whether a strict client that trusts the root takes the leaf for this host."""
    try:
        subject: x509.GeneralName = x509.IPAddress(ip_address(host))
    except ValueError:
        subject = x509.DNSName(host)
    verifier = PolicyBuilder().store(Store([root])).time(at).build_server_verifier(subject)  # type: ignore[arg-type]
    try:
        verifier.verify(leaf, [])
    except VerificationError:
        return False
    return True


def signed_for(root: x509.Certificate, key: ec.EllipticCurvePrivateKey, host: str) -> x509.Certificate:
    """A leaf as a thief of the root's key would make it: without our own check of names."""
    try:
        name: x509.GeneralName = x509.IPAddress(ip_address(host))
    except ValueError:
        name = x509.DNSName(host)
    return certificates.make_leaf(root, key, [name], NOW)[0]


def test_a_phone_that_trusts_the_root_accepts_every_address_of_the_house(tmp_path: Path) -> None:
    made = certificates.ensure(tmp_path / "certs", ["192.168.1.5", "10.8.0.1", "store.lan", "store.local"], NOW)
    for host in ("192.168.1.5", "10.8.0.1", "127.0.0.1", "::1", "localhost", "store.lan", "store.local"):
        assert accepts(read(made.root), read(made.leaf), host), host
    assert not accepts(read(made.root), read(made.leaf), "192.168.1.6")


@pytest.mark.parametrize("host", ["bank.example.com", "example.cn", "evil-lan", "8.8.8.8", "172.32.0.1", "2001:db8::1"])
def test_the_root_cannot_speak_for_anything_outside_even_when_its_key_is_stolen(host: str) -> None:
    root, key = certificates.make_root(NOW)
    assert not accepts(root, signed_for(root, key, host), host)


@pytest.mark.parametrize("host", ["truebin.lan", "store.local", "localhost", "172.31.255.255", "fd00::7"])
def test_the_root_can_speak_for_the_house(host: str) -> None:
    root, key = certificates.make_root(NOW)
    assert accepts(root, signed_for(root, key, host), host)


def test_a_host_outside_the_house_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(NotPrivate):
        certificates.ensure(tmp_path / "certs", ["192.168.1.5", "example.com"], NOW)
    assert not (tmp_path / "certs").exists()


def test_a_second_start_changes_no_file(tmp_path: Path) -> None:
    first = certificates.ensure(tmp_path, ["192.168.1.5"], NOW)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert certificates.ensure(tmp_path, ["192.168.1.5"], NOW + timedelta(days=1)) == first
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_new_address_gives_a_new_leaf_under_the_root_that_phones_trust(tmp_path: Path) -> None:
    first = certificates.ensure(tmp_path, ["192.168.1.5"], NOW)
    root = read(first.root)
    second = certificates.ensure(tmp_path, ["192.168.7.9"], NOW)
    assert second.fingerprint == first.fingerprint
    assert accepts(root, read(second.leaf), "192.168.7.9")


def test_a_leaf_near_its_end_is_made_anew(tmp_path: Path) -> None:
    root = read(certificates.ensure(tmp_path, ["192.168.1.5"], NOW).root)
    later = NOW + timedelta(days=certificates.LEAF_DAYS - certificates.RENEW_DAYS)
    leaf = read(certificates.ensure(tmp_path, ["192.168.1.5"], later).leaf)
    assert accepts(root, leaf, "192.168.1.5", later + timedelta(days=certificates.RENEW_DAYS))


def test_the_leaf_lives_no_longer_than_phones_allow(tmp_path: Path) -> None:
    leaf = read(certificates.ensure(tmp_path, [], NOW).leaf)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=398)


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "certs"
    certificates.ensure(folder, [], NOW)
    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())


def test_a_stop_between_key_and_certificate_is_mended(tmp_path: Path) -> None:
    made = certificates.ensure(tmp_path, [], NOW)
    old = made.leaf.read_bytes()
    made.leaf.unlink()
    certificates.ensure(tmp_path, [], NOW)
    made.leaf.write_bytes(old)
    again = certificates.ensure(tmp_path, [], NOW)
    key = serialization.load_pem_private_key(again.leaf_key.read_bytes(), None)
    assert read(again.leaf).public_key() == key.public_key()


def test_a_stop_before_the_root_was_stored_is_mended(tmp_path: Path) -> None:
    made = certificates.ensure(tmp_path, [], NOW)
    made.root.unlink()
    again = certificates.ensure(tmp_path, [], NOW)
    assert accepts(read(again.root), read(again.leaf), "localhost")
