"""The house's own certificates: a root that can speak for private addresses only, and the leaf that Caddy shows.

A browser gives camera and service worker to a secure origin alone. A warehouse without a domain gets one by trusting
this root once per phone. The root carries name constraints (RFC 5280, 4.2.1.10), so that whoever steals its key can
still not speak for a bank.
"""

import os
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from msgspec import Struct

from server.run.addresses import PRIVATE, is_private

ROOT_DAYS = 3650
LEAF_DAYS = 397  # Apple refuses more than 825 days, other platforms move towards 398.
RENEW_DAYS = 30
NAMES = ("lan", "local", "localhost")  # With all that is below them.
# Phones whose clock is a little behind must not find a certificate from the future.
_EARLY = timedelta(days=1)


class Certificates(Struct, frozen=True):
    """Where the certificates of this house lie (PEM), and the root's SHA-256 as people compare it."""

    root: Path
    leaf: Path
    leaf_key: Path
    fingerprint: str


class NotPrivate(ValueError):
    """An address or name that the house's root may not speak for."""


def ensure(folder: Path, hosts: list[str], now: datetime) -> Certificates:
    """Make what is missing, outdated or does not cover the hosts; leave the rest alone.

    folder: private to the owner; made here. hosts: private addresses and names under .lan, .local, localhost.
    Raises NotPrivate, before anything is written.
    """
    names = [_general_name(host) for host in ["localhost", "127.0.0.1", "::1", *hosts]]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    root_file, root_key_file = folder / "root.crt", folder / "root.key"
    leaf_file, leaf_key_file = folder / "leaf.crt", folder / "leaf.key"
    if root_file.exists() and root_key_file.exists():
        root = x509.load_pem_x509_certificate(root_file.read_bytes())
        root_key = serialization.load_pem_private_key(root_key_file.read_bytes(), None)
        assert isinstance(root_key, ec.EllipticCurvePrivateKey)
    else:
        root, root_key = make_root(now)
        _store_key(root_key_file, root_key)
        _store(root_file, root.public_bytes(serialization.Encoding.PEM))
    if not (leaf_file.exists() and leaf_key_file.exists() and _still_good(leaf_file, leaf_key_file, root, names, now)):
        leaf, leaf_key = make_leaf(root, root_key, names, now)
        _store_key(leaf_key_file, leaf_key)
        _store(leaf_file, leaf.public_bytes(serialization.Encoding.PEM))
    print_ = root.fingerprint(hashes.SHA256()).hex(" ", 2).upper()
    return Certificates(root_file, leaf_file, leaf_key_file, print_)


def make_root(now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A new root, good for ROOT_DAYS, that may sign leaves for private addresses and house names only."""
    key = ec.generate_private_key(ec.SECP256R1())
    # The date tells two houses apart in a phone's list of trusted certificates.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Truebin {now:%Y-%m-%d}")])
    permitted: list[x509.GeneralName] = [x509.DNSName(text) for text in NAMES]
    permitted += [x509.IPAddress(network) for network in PRIVATE]
    return (
        _builder(name, name, key.public_key(), now, ROOT_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign_certificates=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    ), key


def make_leaf(
    root: x509.Certificate, root_key: ec.EllipticCurvePrivateKey, names: list[x509.GeneralName], now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A new certificate for these names, signed by the root, good for LEAF_DAYS."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Truebin")])
    return (
        _builder(subject, root.subject, key.public_key(), now, LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    ), key


def _general_name(host: str) -> x509.GeneralName:
    try:
        address = ip_address(host)
    except ValueError:
        if host.rsplit(".", 1)[-1] not in NAMES:
            raise NotPrivate(host) from None
        return x509.DNSName(host)
    if not is_private(host):
        raise NotPrivate(host)
    return x509.IPAddress(address)


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - _EARLY)
        .not_valid_after(now.astimezone(UTC) + timedelta(days=days))
    )


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _still_good(
    leaf_file: Path, key_file: Path, root: x509.Certificate, names: list[x509.GeneralName], now: datetime
) -> bool:
    leaf = x509.load_pem_x509_certificate(leaf_file.read_bytes())
    key = serialization.load_pem_private_key(key_file.read_bytes(), None)
    try:
        leaf.verify_directly_issued_by(root)
    except (ValueError, InvalidSignature):
        return False  # The root was made anew since.
    known = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        leaf.public_key() == key.public_key()
        and leaf.not_valid_after_utc > now + timedelta(days=RENEW_DAYS)
        and all(name in known for name in names)
    )


def _store_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    plain = serialization.NoEncryption()  # Caddy reads it at every start, unattended; the folder is 0700.
    _store(file, key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))


def _store(file: Path, content: bytes) -> None:
    """Put a file in place whole, readable by its owner alone, so that a stop in between leaves the old one."""
    new = file.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    new.replace(file)
