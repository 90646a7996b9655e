"""System packages that boapp needs on Debian and Ubuntu: found, installed when allowed, named otherwise."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

from dev_errors import SetupError

# Library that Qt loads → Debian package that brings it. Read off Qt's own libraries and plugins with ldd.
ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
# Only to show a window (X server or Wayland) and to print from it; without a display Qt draws offscreen.
FOR_A_WINDOW = {
    "libcups.so.2": "libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def ensure_qt_libraries(*, for_a_window: bool) -> None:
    """Install the system libraries of Qt that are missing, when we may; else name the one command.

    Raises SetupError when Qt could not start. Does nothing outside Linux.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = {**ALWAYS, **(FOR_A_WINDOW if for_a_window else {})}
    missing = [name for name in wanted if not _loads(name)]
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise SetupError(
            f"Qt needs system libraries that are missing: {', '.join(missing)}. Install them and start again."
        )
    install([wanted[name] for name in missing], why="Qt needs system libraries that are missing.")


def install_venv_module(python: list[str]) -> None:
    """Install what Debian leaves out of Python: the module that makes virtual environments. Raises SetupError."""
    if not shutil.which("apt-get"):
        raise SetupError(
            f"{' '.join(python)} cannot make virtual environments (its modules venv or ensurepip are missing)."
        )
    question = "import sys; print('python%d.%d-venv' % sys.version_info[:2])"
    answer = subprocess.run([*python, "-c", question], capture_output=True, text=True, check=True)
    install([answer.stdout.strip()], why="This Python cannot make virtual environments yet.")


def install(packages: list[str], *, why: str) -> None:
    """Install Debian packages as root or by sudo without a password; otherwise name the command. Raises SetupError."""
    names = " ".join(packages)
    prefix = _privilege()
    if prefix is None:
        raise SetupError(
            f"{why} This command installs what is missing; then start again:\n  sudo apt-get install -y {names}"
        )
    print(f"{why} Installing {names}", flush=True)
    apt_get = [*prefix, "apt-get", "-qq"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # An update that fails may still leave the packages at hand: the install decides.
    subprocess.run([*apt_get, "update"], env=environment, stdout=subprocess.DEVNULL, check=False)
    done = subprocess.run(
        [*apt_get, "install", "-y", "--no-install-recommends", *packages],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(f"{why} apt-get could not install {names}; its message stands above.")


def _privilege() -> list[str] | None:
    """What to put before apt-get: nothing as root, sudo where it asks for no password, None where we may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _loads(name: str) -> bool:
    """Whether the system's loader finds the library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
