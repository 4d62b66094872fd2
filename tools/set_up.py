r"""Makes `.venv` and installs what csops needs: locked packages, and on Debian the system libraries of Qt.

    python3 tools/set_up.py            packages and what the window needs (Windows: py tools\set_up.py)
    python3 tools/set_up.py --tests    also what the tests need: PostgreSQL, a virtual display

Only what is missing is installed. Without the right to install system packages the one line to run is printed.
Runs with any Python 3.8 or later and the standard library alone: it looks for a Python that fits by itself.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
FITTING = ((3, 13), (3, 12), (3, 11))

# What Qt loads (readelf -d on its libraries), by the Debian package that brings it.
LIBRARIES = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libgssapi-krb5-2": "libgssapi_krb5.so.2",
    "libwayland-client0": "libwayland-client.so.0",
    "libwayland-cursor0": "libwayland-cursor.so.0",
    "libx11-xcb1": "libX11-xcb.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
}
NICE_TO_HAVE = {"fonts-inter"}


def main() -> int:
    """Set up, and return 0, or 1 after saying what is missing."""
    wanted = argparse.ArgumentParser(description="Make .venv and install what csops needs.")
    wanted.add_argument("--tests", action="store_true", help="also install what the tests need")
    try:
        if sys.platform.startswith("linux"):
            install_system_packages(missing_packages(tests=wanted.parse_args().tests))
        make_venv()
        install_locked_packages()
    except SetUpError as stopped:
        print(f"\n{stopped}", file=sys.stderr)
        return 1
    return 0


class SetUpError(Exception):
    """Set-up cannot go on; the text says what to do."""


def missing_packages(*, tests: bool) -> "list[str]":
    """Return the Debian packages of which nothing is on this machine, installed by whatever means."""
    missing = [package for package, library in LIBRARIES.items() if not is_loadable(library)]
    if not PYTHON.exists() and not pythons():
        missing.append("python3-venv")
    if shutil.which("dpkg") and not is_installed("fonts-inter"):
        missing.append("fonts-inter")
    if tests:
        missing += [] if has_postgresql() else ["postgresql"]
        missing += [] if shutil.which("Xvfb") else ["xvfb", "xauth"]
    return missing


def install_system_packages(packages: "list[str]") -> None:
    """Install Debian packages with apt; when that is not ours to do, raise SetUpError with the line to run."""
    if not packages:
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get") or (prefix and not may_sudo()):
        by_hand = f"sudo {line}" if shutil.which("apt-get") else f"(by Debian's names) {' '.join(packages)}"
        if not set(packages) - NICE_TO_HAVE:
            print(f"Goes on without {' '.join(packages)}; to have it:  {by_hand}", flush=True)
            return
        raise SetUpError(f"Some system packages are missing. Install them, then try again:\n\n    {by_hand}")
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    otherwise = f"The system packages were not installed (see above). Try by hand:\n\n    sudo {line}"
    run([*prefix, "apt-get", "update", "-qq"], otherwise)
    run([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *line.split(), "-qq"], otherwise, quiet=True)


def make_venv() -> None:
    """Create `.venv` with the newest Python that fits, unless a fitting one is there."""
    if PYTHON.exists() and version_of(str(PYTHON), needs="pip") in FITTING:
        return
    found = pythons()
    if not found:
        raise SetUpError(
            "csops needs Python 3.11, 3.12 or 3.13 with venv. On Debian: sudo apt-get install python3-venv"
        )
    print(f"Creating .venv with {found[0]}", flush=True)
    run([found[0], "-m", "venv", "--clear", str(VENV)], "The folder .venv could not be made")


def install_locked_packages() -> None:
    """Install the packages of the lock file, each checked by its hash, and csops itself as it lies here.

    The lock names every package, so nothing is left to resolve: asked to, pip 23 takes a newer release than the locked
    one for a requirement with an extra (`coverage[toml]`), and stops as that one has no hash here.
    """
    print("Installing the locked packages", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    again = "Not all packages were installed (see above). Check the connection and try again; nothing is half used"
    run([*pip, "--no-deps", "--require-hashes", "--requirement", str(ROOT / "requirements.lock")], again)
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], again)


def pythons() -> "list[str]":
    """Return the Pythons on the path that fit and can make a virtual environment, newest first."""
    names = [f"python{major}.{minor}" for major, minor in FITTING] + ["python3", sys.executable]
    found = [(version_of(name, needs="ensurepip, venv"), name) for name in names if shutil.which(name)]
    fitting = [(version, name) for version, name in found if version in FITTING]
    return [name for _, name in sorted(fitting, key=lambda pair: FITTING.index(pair[0]))]


def version_of(python: str, *, needs: str) -> "tuple[int, int]":
    """Return a Python's version; (0, 0) when it does not run or lacks the modules that it needs."""
    code = f"import sys, {needs}; print(*sys.version_info[:2])"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        return (0, 0)
    major, minor = done.stdout.split()
    return (int(major), int(minor))


def is_loadable(library: str) -> bool:
    """Return whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_installed(package: str) -> bool:
    """Return whether dpkg knows a package as installed."""
    done = subprocess.run(["dpkg", "-s", package], capture_output=True, text=True, check=False)
    return "Status: install ok installed" in done.stdout


def has_postgresql() -> bool:
    """Return whether a PostgreSQL server's programs are here, on the path or where Debian keeps them."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def may_sudo() -> bool:
    """Return whether sudo works without asking for a password."""
    return (
        bool(shutil.which("sudo"))
        and not subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode
    )


def run(command: "list[str]", otherwise: str, *, quiet: bool = False) -> None:
    """Run a command, or raise SetUpError with what to do otherwise."""
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL if quiet else None)
    if done.returncode:
        raise SetUpError(otherwise)


if __name__ == "__main__":
    sys.exit(main())
