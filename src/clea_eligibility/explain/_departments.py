"""The departments by name, as French says that somebody is in one: ``en Gironde``, ``dans l'Ain``, ``à Paris``."""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.text import Text

_IN: Mapping[str, str] = MappingProxyType(
    {
        "en ": (
            "07 Ardèche · 09 Ariège · 16 Charente · 17 Charente-Maritime · 19 Corrèze · 2A Corse-du-Sud · "
            "2B Haute-Corse · 21 Côte-d'Or · 24 Dordogne · 28 Eure-et-Loir · 31 Haute-Garonne · 33 Gironde · "
            "35 Ille-et-Vilaine · 37 Indre-et-Loire · 38 Isère · 43 Haute-Loire · 44 Loire-Atlantique · 48 Lozère · "
            "49 Maine-et-Loire · 52 Haute-Marne · 53 Mayenne · 54 Meurthe-et-Moselle · 57 Moselle · 70 Haute-Saône · "
            "71 Saône-et-Loire · 73 Savoie · 74 Haute-Savoie · 76 Seine-Maritime · 77 Seine-et-Marne · 85 Vendée · "
            "87 Haute-Vienne · 93 Seine-Saint-Denis · 971 Guadeloupe · 972 Martinique · 973 Guyane · "
            "987 Polynésie française · 988 Nouvelle-Calédonie"
        ),
        "dans la ": (
            "23 Creuse · 26 Drôme · 42 Loire · 50 Manche · 51 Marne · 55 Meuse · 58 Nièvre · 72 Sarthe · 80 Somme · "
            "86 Vienne"
        ),
        "dans le ": (
            "14 Calvados · 15 Cantal · 18 Cher · 25 Doubs · 29 Finistère · 30 Gard · 32 Gers · 39 Jura · "
            "41 Loir-et-Cher · 45 Loiret · 46 Lot · 47 Lot-et-Garonne · 56 Morbihan · 59 Nord · 62 Pas-de-Calais · "
            "63 Puy-de-Dôme · 67 Bas-Rhin · 68 Haut-Rhin · 69 Rhône · 81 Tarn · 82 Tarn-et-Garonne · 83 Var · "
            "84 Vaucluse · 90 Territoire de Belfort · 94 Val-de-Marne · 95 Val-d'Oise"
        ),
        "dans les ": (
            "04 Alpes-de-Haute-Provence · 05 Hautes-Alpes · 06 Alpes-Maritimes · 08 Ardennes · 13 Bouches-du-Rhône · "
            "22 Côtes-d'Armor · 40 Landes · 64 Pyrénées-Atlantiques · 65 Hautes-Pyrénées · 66 Pyrénées-Orientales · "
            "78 Yvelines · 79 Deux-Sèvres · 88 Vosges · 92 Hauts-de-Seine · "
            "984 Terres australes et antarctiques françaises"
        ),
        "dans l'": (
            "01 Ain · 02 Aisne · 03 Allier · 10 Aube · 11 Aude · 12 Aveyron · 27 Eure · 34 Hérault · 36 Indre · "
            "60 Oise · 61 Orne · 89 Yonne · 91 Essonne"
        ),
        "à ": (
            "75 Paris · 974 La Réunion · 975 Saint-Pierre-et-Miquelon · 976 Mayotte · 977 Saint-Barthélemy · "
            "978 Saint-Martin · 986 Wallis-et-Futuna · 989 Clipperton"
        ),
    }
)
_IN_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "973": "French Guiana",
        "975": "Saint Pierre and Miquelon",
        "984": "the French Southern and Antarctic Lands",
        "986": "Wallis and Futuna",
        "987": "French Polynesia",
        "988": "New Caledonia",
    }
)
"""Those that English calls otherwise."""


def _named(code: str, name: str) -> tuple[str, str]:
    return f"{name} ({code})", f"{_IN_ENGLISH.get(code, name)} ({code})"


_ABROAD = MappingProxyType({"99": Text("à l'étranger", "abroad")})
_BY_CODE = {
    code: (before, *_named(code, name))
    for before, listed in _IN.items()
    for code, name in (one.split(" ", 1) for one in listed.split(" · "))
}
NAMES: Mapping[str, Text] = MappingProxyType(
    {**{code: Text(fr, en) for code, (_, fr, en) in _BY_CODE.items()}, **_ABROAD}
)
PLACES: Mapping[str, Text] = MappingProxyType(
    {**{code: Text(before + fr, f"in {en}") for code, (before, fr, en) in _BY_CODE.items()}, **_ABROAD}
)
"""The same as the place where somebody is."""
