"""What the figures were measured on, and how much processor a process has used."""

import os
import platform
import re
from pathlib import Path

TICK_US = 1_000_000 // os.sysconf("SC_CLK_TCK")


def cpu_us(pid: int) -> int:
    """User and system time of a running process with its threads, microseconds (10 ms steps)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_US


def description() -> str:
    """One line: processor, cores, memory, kernel, Python."""
    info = Path("/proc/cpuinfo").read_text()
    named = re.search(r"model name\s*:\s*(.+)", info)
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text()).group(1)) // 1024 // 1024  # type: ignore[union-attr]
    model = named.group(1) if named else platform.machine()
    cores = os.cpu_count()
    return f"{model}, {cores} cores, {memory} GiB, Linux {platform.release()}, Python {platform.python_version()}"
