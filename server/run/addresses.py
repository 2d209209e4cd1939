"""Under which addresses and names other machines of the house reach this one."""

import fcntl
import socket
import struct
import sys
from ipaddress import IPv4Address, ip_address, ip_network

# What a house certificate may speak for: nothing that is reachable over the internet.
# Source: IANA special-purpose address registries (RFC 6890); the last four are networks that laboratories use.
PRIVATE = tuple(
    ip_network(text)
    for text in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
        *("192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    )
)
# Addresses of bridges that only containers on this machine see; a phone never reaches them.
_INNER = ("docker", "br-", "veth", "virbr", "lxc", "podman", "cni")
_SIOCGIFADDR = 0x8915  # Linux, netdevice(7)


def is_private(address: str) -> bool:
    """Whether the address lies in a range that is not reachable over the internet."""
    asked = ip_address(address)
    return any(asked in network for network in PRIVATE if network.version == asked.version)


def lan_addresses() -> list[str]:
    """The IPv4 addresses of this machine that a phone may reach, the one of the default route first; maybe none."""
    first = _default_route_address()
    found = [first] if first else []
    if sys.platform == "linux":
        for _, name in socket.if_nameindex():
            address = _interface_address(name)
            if address and not name.startswith(_INNER) and address not in found:
                found.append(address)
    return [address for address in found if not IPv4Address(address).is_loopback]


def host_names() -> list[str]:
    """What this machine is called in the house: under .local (mDNS) and .lan (most routers)."""
    plain = socket.gethostname().split(".")[0].lower()
    return [f"{plain}.local", f"{plain}.lan"] if plain and plain != "localhost" else []


def _default_route_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only asks the routing table (RFC 5737 address).
            probe.connect(("203.0.113.1", 9))
        except OSError:
            return ""  # No route: a machine without a network still runs for itself.
        return str(probe.getsockname()[0])


def _interface_address(name: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("256s", name.encode()[:15])
        try:
            answer = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, request)
        except OSError:
            return ""  # An interface without an IPv4 address.
        return socket.inet_ntoa(answer[20:24])
