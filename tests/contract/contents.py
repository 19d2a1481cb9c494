"""One content of each kind, with real files."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from platforms.content import Content, Kind
from tests.platforms import samples

Made = tuple[Content, tuple[Path, ...]]
TEXT = "Doors open at nine & the café is open, see you there #launch"
LINK = "https://example.com/tickets?day=1"


def made(kind: Kind) -> Made:
    """Return a content of ``kind`` and its files."""
    return _BY_KIND[kind](_folder())


@cache
def _folder() -> Path:
    """Return the folder for the sample files of this run: making a video takes a while."""
    folder = Path(tempfile.mkdtemp(prefix="callboard-samples-"))
    atexit.register(shutil.rmtree, folder)
    return folder


def _text(folder: Path) -> Made:
    return Content(TEXT), ()


def _link(folder: Path) -> Made:
    return Content(TEXT, link=LINK), ()


def _image(folder: Path) -> Made:
    paths = (_kept(folder / "door.jpg", partial(samples.photo, orientation=6)),)
    return Content(TEXT, (samples.media_of(paths[0], alt_text="A red door"),)), paths


def _carousel(folder: Path) -> Made:
    paths = (
        _kept(folder / "hall.jpg", samples.photo),
        _kept(folder / "plan.png", samples.screenshot),
    )
    return Content(TEXT, tuple(samples.media_of(path) for path in paths)), paths


def _video(folder: Path) -> Made:
    # As many pixels and bytes as the most demanding network wants.
    film = partial(samples.film, size_px=(540, 960), grain_px=64)
    paths = (_kept(folder / "clip.mp4", film),)
    return Content(TEXT, (samples.media_of(paths[0]),)), paths


def _kept(path: Path, make: Callable[[Path], Path]) -> Path:
    return path if path.exists() else make(path)


_BY_KIND: dict[Kind, Callable[[Path], Made]] = {
    Kind.TEXT: _text,
    Kind.LINK: _link,
    Kind.IMAGE: _image,
    Kind.CAROUSEL: _carousel,
    Kind.VIDEO: _video,
}
