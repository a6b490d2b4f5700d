"""Pictures: their pixels put into a new file, and nothing else of them. Runs in the limited child process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from saylau.server.evidence.archives import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 80_000_000
"""A picture of eighty million pixels takes a third of the memory that the process may have."""
SMALL = (1600, 1600)
_QUALITY = 92
_MODES = ("L", "RGB", "RGBA")


def small_picture(path: Path, made: Path) -> dict[str, Any]:
    """Write a small copy of a picture's pixels, and say how large the picture is. Raises `Refused`."""
    with _opened(path) as image:
        width, height = image.size
        image.draft("RGB", SMALL)
        pixels = _pixels(image)
        pixels.thumbnail(SMALL)
        kind = "PNG" if pixels.mode == "RGBA" else "JPEG"
        _fresh(pixels).save(made, kind, quality=85)
    return {"width": width, "height": height, "made": f"image/{kind.lower()}"}


def strip_picture(path: Path, made: Path) -> dict[str, Any]:
    """Write the pixels of a picture into a new file of its kind, turned as a camera meant them. Raises `Refused`."""
    with _opened(path) as image:
        kind = str(image.format)
        frames = getattr(image, "n_frames", 1)
        found = _fresh(_pixels(image))
    if kind == "JPEG" and found.mode == "RGBA":
        found = found.convert("RGB")
    found.save(made, kind, quality=_QUALITY)
    return {"type": f"image/{kind.lower()}", "frames": frames}


def _opened(path: Path) -> Image:
    """A picture of which only the head was read."""
    from PIL import Image, UnidentifiedImageError

    # The limit is our own, and asked before any pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(path, formats=FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refused("broken") from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        image.close()
        raise Refused("picture_size", width=width, height=height, most=MOST_PIXELS // 1_000_000)
    return image


def _pixels(image: Image) -> Image:
    """The pixels in a plain mode, turned the way that the camera noted."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    if turned.mode in _MODES:
        return turned
    transparent = "A" in turned.mode or "transparency" in turned.info
    return turned.convert("RGBA" if transparent else "RGB")


def _fresh(image: Image) -> Image:
    """A picture of the same pixels that was never read from a file, so that nothing is carried over."""
    from PIL import Image

    return Image.frombytes(image.mode, image.size, image.tobytes())
