"""Where this machine stands in the house's network, and the certificate that speaks for it there."""

from datetime import UTC, datetime
from pathlib import Path

from server.run import addresses, certificates


class House:
    """The addresses of this machine and their certificate, as last looked at.

    reachable: private addresses, the best first. outside: addresses that the house certificate cannot cover.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.look()

    def look(self) -> None:
        """Look at the addresses again; a certificate is made anew only if they or its date ask for it."""
        found = addresses.lan_addresses()
        self.reachable = [address for address in found if addresses.is_private(address)]
        self.outside = [address for address in found if not addresses.is_private(address)]
        hosts = [*self.reachable, *addresses.host_names()]
        self.certificates = certificates.ensure(self.folder, hosts, datetime.now(UTC))

    def seen(self) -> tuple[list[str], list[str], int]:
        """What a change would show in: both kinds of addresses, and when the certificate was made."""
        return self.reachable, self.outside, self.certificates.leaf.stat().st_mtime_ns
