"""How what was found becomes a table: rows as plain dictionaries, and frames of Polars and pandas of the same rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.errors import CleaError

if TYPE_CHECKING:
    import pandas
    import polars


class Tabular:
    """What has rows, and columns that have types: ``date``, ``bool``, ``int`` or any other, which is text."""

    __slots__ = ()

    def rows(self) -> list[dict[str, Any]]:
        """A plain ``dict`` for each row."""
        raise NotImplementedError

    def _columns(self) -> Iterable[tuple[str, str]]:
        """The names of the columns, each with its type."""
        raise NotImplementedError

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a Polars frame, typed even where every value is missing; needs ``polars``."""
        try:
            import polars
        except ImportError:
            raise absent("to_polars", "polars") from None
        types = {"date": polars.Date, "bool": polars.Boolean, "int": polars.Int64}
        schema = {name: types.get(kind, polars.String) for name, kind in self._columns()}
        return polars.DataFrame(self.rows(), schema=schema)

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas frame, with nullable types; needs ``pandas``.

        Days are objects of :class:`datetime.date`: 9999-12-31, "no end", is no timestamp of every resolution.
        """
        try:
            import pandas
        except ImportError:
            raise absent("to_pandas", "pandas") from None
        types = {"date": "object", "bool": "boolean", "int": "Int64"}
        rows = self.rows()
        return pandas.DataFrame(
            {
                name: pandas.Series([row[name] for row in rows], dtype=types.get(kind, "string"))
                for name, kind in self._columns()
            }
        )


def absent(what: str, package: str) -> CleaError:
    """The refusal of what needs a package that is not installed."""
    return CleaError(f"{what} needs {package}, which is not installed: pip install {package}")


def plain(value: object) -> str | None:
    """A value as JSON writes it, without quotation marks; ``None`` stays."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def joined(codes: Iterable[str]) -> str:
    """Codes or paths in one cell."""
    return ";".join(codes)


DECIDED = (
    ("outcome", "text"),
    ("amount", "int"),
    *((name, "text") for name in ("reasons", "presumed", "contested", "missing")),
)
"""The columns of a decision, each with its type."""


def row_of(decision: Decision | None) -> dict[str, Any]:
    """A decision by column; where there is none, for want of a dossier, nulls and empty texts."""
    if decision is None:
        return {name: None if name in ("outcome", "amount") else "" for name, _ in DECIDED}
    return {
        "outcome": decision.outcome,
        "amount": decision.amount,
        "reasons": joined(finding.rule.code for finding in decision.reasons),
        "presumed": joined(finding.rule.code for finding in decision.presumed),
        "contested": joined(rule.code for rule in decision.contested),
        "missing": joined(fact.path for fact in decision.missing),
    }
