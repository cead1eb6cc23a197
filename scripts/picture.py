"""Make the picture in the README, ``docs/_static/late_by_one_day.png``: the date rules of one of the examples.

python scripts/picture.py
"""

from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.text import Text
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clea_eligibility.plots import plot_timeline
from clea_eligibility.wire import dossier_from_json

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "_static" / "late_by_one_day.png"
DESCRIPTION = "Description"
"""The text chunk of the file that holds every word of the picture."""


def make(file: Path = PICTURE) -> None:
    """Draw the picture, in few colours, and with it its words: by these one can tell whether it is up to date."""
    mpl.use("agg")
    dossier = dossier_from_json((ROOT / "examples" / f"{PICTURE.stem}.json").read_bytes())
    figure = plot_timeline(dossier, lang="en").figure
    drawn = BytesIO()
    figure.savefig(drawn, dpi=160)
    texts = (artist for artist in figure.findobj(Text) if isinstance(artist, Text))
    words = [" ".join(text.get_text().split()) for text in texts]
    chunk = PngInfo()
    chunk.add_itxt(DESCRIPTION, "\n".join(sorted({said for said in words if said})))
    Image.open(drawn).convert("RGB").quantize(128, Image.Quantize.FASTOCTREE).save(file, optimize=True, pnginfo=chunk)


if __name__ == "__main__":
    make()
