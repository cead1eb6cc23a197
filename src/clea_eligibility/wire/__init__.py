"""JSON in and out: dossiers and decisions, and the schemas of both."""

from clea_eligibility.wire._reading import PROBLEM_CODES, dossier_from_dict, dossier_from_json, dossier_from_paths
from clea_eligibility.wire._schema import decision_schema, dossier_schema
from clea_eligibility.wire._writing import (
    decision_from_dict,
    decision_to_dict,
    decision_to_json,
    dossier_to_dict,
    dossier_to_json,
)

__all__ = [
    "PROBLEM_CODES",
    "decision_from_dict",
    "decision_schema",
    "decision_to_dict",
    "decision_to_json",
    "dossier_from_dict",
    "dossier_from_json",
    "dossier_from_paths",
    "dossier_schema",
    "dossier_to_dict",
    "dossier_to_json",
]
