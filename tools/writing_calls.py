"""Fork a child process that stops before each system call that writes, so that it can be killed.

Linux only: a seccomp filter (https://docs.kernel.org/userspace-api/seccomp_filter.html) stops the
child before the calls in WRITING, and ptrace(2) notifies the parent.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable, Mapping

WRITING: Mapping[str, Mapping[str, int]] = {
    "x86_64": {
        "write": 1, "pwrite64": 18, "writev": 20, "pwritev": 296, "open": 2, "openat": 257,
        "creat": 85, "rename": 82, "renameat": 264, "renameat2": 316, "link": 86, "linkat": 265,
        "symlink": 88, "symlinkat": 266, "unlink": 87, "unlinkat": 263, "mkdir": 83,
        "mkdirat": 258, "rmdir": 84, "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92,
        "fchown": 93, "lchown": 94, "fchownat": 260, "utimensat": 280, "truncate": 76,
        "ftruncate": 77, "fallocate": 285, "fsync": 74, "fdatasync": 75, "sync": 162,
        "syncfs": 306,
    },
    "aarch64": {
        "write": 64, "pwrite64": 68, "writev": 66, "pwritev": 70, "openat": 56, "renameat": 38,
        "renameat2": 276, "linkat": 37, "symlinkat": 36, "unlinkat": 35, "mkdirat": 34,
        "fchmod": 52, "fchmodat": 53, "fchown": 55, "fchownat": 54, "utimensat": 88,
        "truncate": 45, "ftruncate": 46, "fallocate": 47, "fsync": 82, "fdatasync": 83,
        "sync": 81, "syncfs": 267,
    },
}  # fmt: skip
"""System call numbers per architecture; calls that open a file count only if they may change it."""

_FLAGS_AT = {"open": 1, "openat": 2}
"""The index of the flags argument of calls that open a file."""

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_TRACEME, _CONTINUE, _SETOPTIONS = 0, 7, 0x4200
_TELL_SECCOMP, _KILL_WITH_US = 0x80, 0x100000
_SECCOMP_STOP = signal.SIGTRAP | (7 << 8)
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2

_libc = ctypes.CDLL(None, use_errno=True)


def why_not() -> str:
    """Return why calls cannot be stopped on this system, "" if they can."""
    if sys.platform != "linux" or platform.machine() not in WRITING:
        return "needs Linux on x86_64 or aarch64"
    outcome = fork(lambda pid, number: None)
    if outcome is None:
        os.write(2, b"")
        os._exit(0)
    return "" if outcome == (0, 1) else "ptrace or seccomp is not allowed here"


def fork(stopped: Callable[[int, int], None]) -> tuple[int, int] | None:
    """Fork; return None in the child, and its exit status and number of calls in the parent.

    The parent runs `stopped` before each writing call of the child, with the process id and the
    number of the call, from 1; it may kill the process. The status is negative for a signal.
    """
    pid = os.fork()
    if pid == 0:
        if _libc.ptrace(_TRACEME, 0, None, None) == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            _install_filter()
        return None
    count = 0
    is_set_up = False
    while True:
        _, status = os.waitpid(pid, 0)
        if not os.WIFSTOPPED(status):
            return os.waitstatus_to_exitcode(status), count
        passed_on = 0
        if not is_set_up:
            is_set_up = True
            _libc.ptrace(_SETOPTIONS, pid, None, ctypes.c_void_p(_TELL_SECCOMP | _KILL_WITH_US))
        elif status >> 8 == _SECCOMP_STOP:
            count += 1
            stopped(pid, count)
        else:
            passed_on = os.WSTOPSIG(status)
        _libc.ptrace(_CONTINUE, pid, None, ctypes.c_void_p(passed_on))


def _install_filter() -> None:
    program = _program(WRITING[platform.machine()])
    code = b"".join(struct.pack("HBBI", *line) for line in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    held = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _libc.prctl(_SET_SECCOMP, _FILTER, ctypes.c_char_p(held), 0, 0) != 0:
        code_of_error = ctypes.get_errno()
        raise OSError(code_of_error, os.strerror(code_of_error))


def _program(calls: Mapping[str, int]) -> list[tuple[int, int, int, int]]:
    """Return the BPF program: each line is an opcode, two jump offsets, and a constant."""
    changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    lines: list[tuple[int, int, int, int]] = []
    for name, number in calls.items():
        lines.append((_LOAD, 0, 0, 0))  # the system call number
        if name in _FLAGS_AT:
            lines.append((_EQUAL, 0, 4, number))
            lines.append((_LOAD, 0, 0, 16 + 8 * _FLAGS_AT[name]))
            lines.append((_ANY_BIT, 0, 1, changing))
            lines.append((_RETURN, 0, 0, _TRACE))
            lines.append((_RETURN, 0, 0, _ALLOW))
        else:
            lines.append((_EQUAL, 0, 1, number))
            lines.append((_RETURN, 0, 0, _TRACE))
    lines.append((_RETURN, 0, 0, _ALLOW))
    return lines
