"""Serial ports and keyboards that are scanners: found, opened, read, and opened again when they come back."""

import errno
import select
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Final

import serial
from msgspec import Struct
from serial.tools import list_ports

from scanning.bridge.spool import TEXT_MAX
from scanning.bridge.text import Keys, Splitter

AGAIN_S: Final = 1.0  # A scanner that was pulled out is looked for so often.
READ_S: Final = 0.05  # How often a reader looks up whether it shall stop.

Told = Callable[[str, str, str], None]  # text, source, device
Said = Callable[[str, str], None]  # device, what is with it: "open", "lost", "busy", "denied", "keys_lost"


class Device(Struct, frozen=True):
    """A device that may be a scanner. kind: serial or keyboard."""

    path: str
    kind: str
    name: str


def devices() -> list[Device]:
    """Every serial port that is plugged in or paired, and every keyboard (on Linux)."""
    return [*_serial_ports(), *_keyboards()]


def _serial_ports() -> list[Device]:
    return [
        Device(port.device, "serial", port.product or port.description or port.device)
        for port in sorted(list_ports.comports(include_links=False))
        # The board's own sockets are there also when nothing is plugged in; those of USB and Bluetooth are not.
        if port.vid is not None or "rfcomm" in port.device or "BTHENUM" in (port.hwid or "")
    ]


def _keyboards() -> list[Device]:
    if sys.platform != "linux":
        return []
    import evdev

    found = []
    for path in sorted(evdev.list_devices()):
        try:
            device = evdev.InputDevice(path)
        except OSError:
            continue  # Unplugged between being listed and being opened.
        keys = device.capabilities().get(evdev.ecodes.EV_KEY, [])
        if {evdev.ecodes.KEY_A, evdev.ecodes.KEY_1, evdev.ecodes.KEY_ENTER} <= set(keys):
            found.append(Device(path, "keyboard", device.name))
        device.close()
    return found


class Reader(threading.Thread):
    """Reads one device until stopped; each scan is told before the next byte is read."""

    def __init__(self, path: str, told: Told, said: Said = lambda *_: None) -> None:
        super().__init__(name=f"bridge {path}", daemon=True)
        self.path = path
        self._told = told
        self._said = said
        self._stopped = threading.Event()
        self._last = ""
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                try:
                    self._read()
                except (serial.SerialException, OSError) as error:
                    self._state(_state_of(error))
                    self._stopped.wait(AGAIN_S)
        except BaseException as fault:  # noqa: BLE001 — kept for the main thread, which raises it.
            self.fault = fault

    def stop(self) -> None:
        """Let the device go."""
        self._stopped.set()
        self.join()

    def _state(self, state: str) -> None:
        if state != self._last:
            self._last = state
            self._said(self.path, state)

    def _read(self) -> None:
        raise NotImplementedError


class SerialReader(Reader):
    """A scanner on a serial port, USB or Bluetooth."""

    def __init__(self, path: str, told: Told, said: Said = lambda *_: None, baud: int = 9600) -> None:
        super().__init__(path, told, said)
        self._baud = baud

    def _read(self) -> None:
        with serial.Serial(self.path, self._baud, timeout=READ_S, exclusive=True) as port:
            self._state("open")
            splitter = Splitter(TEXT_MAX)
            silent_s = 0.0
            while not self._stopped.is_set():
                data = port.read(max(1, port.in_waiting))
                silent_s = 0.0 if data else silent_s + READ_S
                heard: Iterable[str] = splitter.feed(data) if data else ()
                if silent_s >= splitter.patience_s:
                    heard, silent_s = splitter.silence(), 0.0
                for text in heard:
                    self._told(text, "serial", self.path)


class KeyboardReader(Reader):
    """A scanner that types; it is grabbed, so that its keys reach us and no window."""

    def __init__(self, path: str, told: Told, said: Said = lambda *_: None, layout: str = "us") -> None:
        super().__init__(path, told, said)
        self._layout = layout

    def _read(self) -> None:
        import evdev

        device = evdev.InputDevice(self.path)
        try:
            device.grab()
            self._state("open")
            keys = Keys(self._layout, TEXT_MAX)
            silent_s = 0.0
            while not self._stopped.is_set():
                ready, _, _ = select.select([device.fd], [], [], READ_S)
                silent_s = 0.0 if ready else silent_s + READ_S
                if silent_s >= keys.patience_s:
                    self._tell(keys.silence())
                    silent_s = 0.0
                if not ready:
                    continue
                for event in device.read():
                    if event.type == evdev.ecodes.EV_KEY:
                        self._tell(keys.press(event.code, event.value))
                    elif event.type == evdev.ecodes.EV_SYN and event.code == evdev.ecodes.SYN_DROPPED:
                        # The kernel keeps few events for a reader that is busy: it says so, and a gap is a wrong code.
                        keys.spoil()
                        self._said(self.path, "keys_lost")
        finally:
            device.close()

    def _tell(self, text: str | None) -> None:
        if text is not None:
            self._told(text, "hid", self.path)


def _state_of(error: OSError) -> str:
    """Why a device cannot be read, in a word."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return "denied"
    return "busy" if error.errno in (errno.EBUSY, errno.EAGAIN) else "lost"
