"""The classes of which rule sets are made: conditions, rules, readings, amounts."""

from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
)
from clea_eligibility.rules._rule import Rate, Reading, Rule, Tariff
from clea_eligibility.rules._ruleset import RuleSet

__all__ = [
    "ALWAYS",
    "AllOf",
    "AnyOf",
    "Condition",
    "DatesCompatible",
    "Day",
    "Is",
    "NotAfter",
    "OneOf",
    "Rate",
    "Reading",
    "Rule",
    "RuleSet",
    "Same",
    "Tariff",
    "Unknown",
    "Unless",
]
