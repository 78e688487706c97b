"""The machines that a bundle can be made for."""

from dataclasses import dataclass

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# UOS 20 and the servers of Kylin V10 have this one; wheels for it or an older one run on all later ones.
GLIBC = "2.28"
_MANYLINUX = ("_2_28", "_2_27", "_2_26", "_2_24", "_2_17", "_2_12", "_2_5", "2014", "2010", "1")


@dataclass(frozen=True)
class Target:
    """A kind of machine.

    ``tags``: the platforms, in the tags of wheels, that run on it. ``machines``: what it may call itself.
    ``also``: requirements besides the program's own.
    """

    name: str
    title: str
    system: str
    machines: tuple[str, ...]
    tags: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def is_windows(self) -> bool:
        """Tell Windows from Linux, the only two."""
        return self.system == "Windows"

    def markers(self, python: str) -> dict[str, str]:
        """Return what the conditions of requirements are judged by under a Python ("3.12")."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "os_name": "nt" if self.is_windows else "posix",
            "platform_machine": self.machines[0],
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": self.system,
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
            "sys_platform": "win32" if self.is_windows else "linux",
        }


def _linux(machine: str, title: str) -> Target:
    tags = tuple(f"manylinux{each}_{machine}" for each in _MANYLINUX)
    return Target(f"linux-{machine}", title, "Linux", (machine,), tags)


TARGETS = {
    target.name: target
    for target in (
        Target(
            "windows-x86_64",
            "Windows 10、11（64 位，Intel、AMD、兆芯、海光处理器）",
            "Windows",
            ("AMD64", "x86_64"),
            ("win_amd64",),
            # Some packages are linked to a library of Microsoft's that not every machine has.
            also=("msvc-runtime",),
        ),
        _linux("x86_64", "Linux（64 位，Intel、AMD、兆芯、海光处理器）"),
        _linux("aarch64", "Linux（64 位 ARM，飞腾、鲲鹏处理器）"),
    )
}
