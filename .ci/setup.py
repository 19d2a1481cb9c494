"""
Set up ``.venv`` for ``make``: ``setup.py product`` or ``setup.py tests``.

Runs on the bare system Python, so it uses nothing but the standard library and keeps to
syntax that an old Python can read far enough to say that it is too old.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {
    "product": ROOT / "requirements.lock",
    "tests": ROOT / "tests" / "requirements.lock",
}


def stop(sentence):
    """End with one line that names the one command that helps."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(1)


def check_python():
    """Refuse a Python that cannot work, before anything is written."""
    if sys.version_info < (3, 11):
        stop(
            "Callboard needs Python 3.11 or newer, and this is {}.{}. Install one and run: "
            "make PYTHON=python3.12 {}".format(
                sys.version_info[0], sys.version_info[1], os.environ.get("CALLBOARD_TARGET", "demo")
            )
        )
    try:
        import ensurepip  # noqa: F401, PLC0415 - only to see whether it is there
        import venv  # noqa: F401, PLC0415
    except ImportError:
        stop(
            "This Python has no venv module. On Debian or Ubuntu run: apt-get install python3-venv"
        )


def python():
    """Return the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_sound():
    """Say whether the environment runs; a moved or half-made one does not."""
    if not python().exists():
        return False
    probe = subprocess.run([str(python()), "-c", "import pip"], capture_output=True, check=False)
    return probe.returncode == 0


def stamp_of(lock):
    """Name this set-up by everything that decides it."""
    text = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    return hashlib.sha256(text + sys.version.encode()).hexdigest()


def install(lock):
    """Install the locked packages, then the project itself, editable."""
    quiet = ["-q", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    base = [str(python()), "-m", "pip", "install", *quiet]
    steps = (
        [*base, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
        [*base, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            continue
        sys.stderr.write(done.stderr[-3000:])
        if "No matching distribution" in done.stderr or "connection" in done.stderr.lower():
            stop(
                "The packages could not be downloaded. Check the connection to your package "
                "index and run the same command again."
            )
        stop("The packages could not be installed. Remove .venv and run the same command again.")


def ensure_chromium():
    """Get a browser for the browser tests, or say loudly that they will be skipped."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    if os.environ.get("CALLBOARD_CHROMIUM") or any(shutil.which(name) for name in names):
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("setting up: chromium for the browser tests", flush=True)
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        packages = ["chromium", "fonts-liberation", "fonts-noto-color-emoji"]
        subprocess.run(["apt-get", "update", "-qq"], env=env, check=False, capture_output=True)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            env=env,
            check=False,
            capture_output=True,
        )
    if not any(shutil.which(name) for name in names):
        print(
            "SKIPPED LATER: the browser tests. No Chromium or Chrome was found; install one, or "
            "set CALLBOARD_CHROMIUM to its path, and run the same command again.",
            flush=True,
        )


def main():
    """Bring ``.venv`` to the state that the lock describes; do nothing when it is there."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "product"
    check_python()
    lock = LOCKS[wanted]
    marker = VENV / (".callboard-" + wanted)
    fulfilled = [marker] if wanted == "tests" else [marker, VENV / ".callboard-tests"]
    stamps = {m: stamp_of(LOCKS[m.name.rpartition("-")[2]]) for m in fulfilled}
    if not any(m.exists() and m.read_text() == stamps[m] for m in fulfilled) or not is_sound():
        started = time.monotonic()
        print("setting up .venv ({}), about a minute the first time".format(wanted), flush=True)
        if not is_sound():
            shutil.rmtree(VENV, ignore_errors=True)
            made = subprocess.run(
                [sys.executable, "-m", "venv", str(VENV)],
                capture_output=True,
                text=True,
                check=False,
            )
            if made.returncode:
                stop(
                    "The environment could not be made. On Debian or Ubuntu run: "
                    "apt-get install python3-venv"
                )
        install(lock)
        marker.write_text(stamp_of(lock))
        print("set up in {:.0f} s".format(time.monotonic() - started), flush=True)
    if wanted == "tests":
        ensure_chromium()


if __name__ == "__main__":
    main()
