"""How many questions the interview asks, beside the best fixed order that a search finds.

``python benchmarks/questions.py`` interviews the dossiers of a population, half of them eligible, until each is
settled, and prints the mean. Then searches look for a better order. Each moves objects, and questions within an object,
and keeps what asks less; now and then, and more and more seldom, it keeps what asks more (annealing). The questions of
one object stay together. A search counts without asking: it knows of each dossier which facts suffice to rule it out.
Last, the best order that was found is tried by real interviews.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain, combinations, groupby
from math import exp
from typing import Any
from unittest.mock import patch

import polars
from attrs import frozen
from population import population

from clea_eligibility import Dossier, decide, interview
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, FLAG_OF, Fact
from clea_eligibility.explain._wordings import CARD, CARD_ENDS, CARD_KEYS, ORDER, RECORDS
from clea_eligibility.frames import decide_frame, frame_to_dossiers
from clea_eligibility.interview import Interview, Question

DOSSIERS, STEPS, SEARCHES, WARM = 2_000, 6_000, 3, 0.05
PRESUMED_OPEN = date(2026, 3, 1)
PRESUMED = (
    "evaluation.initial_outcome",
    "evaluator.accreditation.certification",
    "applicant.proof_of_residence.attests_main_residence",
)
PATHS = [fact.path for fact in FACTS if fact.path not in PRESUMED]
DATES = {fact for fact in FACTS if fact.type == "date"}

Order = tuple[str, ...]


@frozen
class Asked:
    """What a dossier is asked where every reason is wanted, and what of it settles the dossier."""

    questions: frozenset[str]
    #: Sets of questions whose answers rule it out, none larger than it has to be.
    settled_by: frozenset[frozenset[str]]
    #: The flags of the objects that are not there: nobody knows anything else about them.
    absent: frozenset[str]


def main() -> None:
    """Interview, search, interview again, and print what was asked."""
    dossiers = drawn(DOSSIERS)
    asked = Counter(map(asked_of, dossiers))
    print(f"{len(dossiers):,} dossiers, half of them eligible; mean number of questions until settled")
    print(f"interview                                          {mean_asked(dossiers, ORDER):7.3f}")
    print(f"  the same, as the searches count                  {mean_counted(asked, ORDER):7.3f}")
    found = min((searched(asked, seed) for seed in range(SEARCHES)), key=lambda order: mean_counted(asked, order))
    print(f"best order of {SEARCHES} searches, as they count             {mean_counted(asked, found):7.3f}")
    print(f"  the same, by interviews                          {mean_asked(dossiers, found):7.3f}")
    print("\n".join(found))


def drawn(count: int) -> list[Dossier]:
    """Dossiers of which everything is known, half of them eligible."""
    table = decide_frame(as_known(population(10 * count, unknown=0)))
    halves = [table.filter(outcome=outcome).head(count // 2) for outcome in ("eligible", "ineligible")]
    return frame_to_dossiers(polars.concat(halves).select(PATHS))


def as_known(table: polars.DataFrame) -> polars.DataFrame:
    """The table without what nobody is asked for, since a presumption covers it, or knows: an object is not there."""
    asked_if = {path: polars.col(flag) for path, flag in FLAG_OF.items()}
    asked_if["filing_open"] = polars.col("filed_on") < PRESUMED_OPEN
    columns = (polars.when(reason).then(polars.col(path)).alias(path) for path, reason in asked_if.items())
    return table.with_columns(columns).drop(PRESUMED)


# By interviews


def mean_asked(dossiers: Sequence[Dossier], order: Order) -> float:
    """The mean number of questions that interviews ask in an order until a dossier is settled."""
    with patch.object(interview, "ORDER", order):
        return sum(len(walk(Interview(), dossier)) for dossier in dossiers) / len(dossiers)


def walk(state: Interview, dossier: Dossier) -> list[str]:
    """The questions that are asked of somebody who has a dossier at hand."""
    keys = []
    while (question := state.question) is not None:
        keys.append(question.key)
        value = answer(dossier, question)
        state = state.skip() if value is None else state.answer(value)
    return keys


def answer(dossier: Dossier, question: Question) -> object:
    """What a dossier says to a question; to one about a place, the department's own code."""
    value = FACT_BY_PATH[fact_of(question.key)].of(dossier)
    return {CARD_KEYS[1]: "01/01/2014", CARD_KEYS[2]: "non"}.get(question.key, value)  # a card that is not extended


# By the searches


def asked_of(dossier: Dossier) -> Asked:
    """What may be asked of a dossier, in whatever order, and what settles it."""
    flags = frozenset(FLAG_OF.values())
    absent = frozenset(flag for flag in flags if FACT_BY_PATH[flag].of(dossier) is False)
    of_absent = {path for path, flag in FLAG_OF.items() if flag in absent}.difference(PRESUMED)
    days = {fact.path for fact in known(dossier, DATES)} - {CARD_ENDS}
    questions = flags.union(of_absent, days, walk(Interview(every_reason=True), dossier))
    settled_by = (frozenset(key for key in questions if fact_of(key) in facts) for facts in enough(dossier))
    return Asked(questions, frozenset(settled_by), absent)


def enough(dossier: Dossier) -> list[set[str]]:
    """The smallest sets of facts that rule a dossier out, of those that a rule reads; all dates, if it reads one."""
    found: list[set[str]] = []
    for finding in decide(dossier).reasons:
        facts = finding.rule.facts
        read = known(dossier, facts if DATES.isdisjoint(facts) else DATES.union(facts))
        for some in chain.from_iterable(combinations(read, size) for size in range(len(read) + 1)):
            values = {fact.path: fact.of(dossier) for fact in some}
            if any(values.keys() >= paths for paths in found):
                continue
            if decide(changed(Dossier(), values)).outcome == "ineligible":
                found.append(set(values))
    return found


def known(dossier: Dossier, facts: Iterable[Fact]) -> list[Fact]:
    """Those of the facts that a dossier states."""
    return [fact for fact in facts if fact.of(dossier) is not None]


@cache
def fact_of(key: str) -> str:
    """The fact that a question is about."""
    if key in CARD_KEYS:
        return CARD_ENDS
    return next((path for path, keys in RECORDS.items() if key in keys), key)


def mean_counted(asked: Mapping[Asked, int], order: Order) -> float:
    """The mean number of questions that an order asks until a dossier is settled."""
    return sum(times * counted(each, order) for each, times in asked.items()) / sum(asked.values())


def counted(asked: Asked, order: Order) -> int:
    """The number of questions until a dossier is settled."""
    told: dict[str, int] = {}  # by question, after how many questions its answer was known
    count = 0
    for key in order:
        flag = FLAG_OF.get(fact_of(key), key)
        if key not in asked.questions or (flag in told and (key == flag or flag in asked.absent)):
            continue
        count += 1
        told[key] = count
        if flag not in asked.absent:
            told.setdefault(flag, count)
    return min((max(told.get(key, 0) for key in keys) for keys in asked.settled_by), default=count)


def searched(asked: Mapping[Asked, int], seed: int) -> Order:
    """The best order that one search finds, from the objects in any order."""
    chance = random.Random(seed)  # noqa: S311
    now = [list(keys) for _, keys in groupby(ORDER, key=object_of)]
    chance.shuffle(now)
    count = mean_counted(asked, flat(now))
    best = (count, flat(now))
    for step in range(STEPS):
        tried = moved(now, chance)
        order = flat(tried)
        if not kind_is_first(order):
            continue
        tried_count = mean_counted(asked, order)
        warmth = WARM * (1 - step / STEPS)
        if tried_count <= count or chance.random() < exp((count - tried_count) / warmth):
            now, count = tried, tried_count
            best = min(best, (count, order))
    return best[1]


def object_of(key: str) -> str:
    """What a question is about: the object that its fact belongs to."""
    return fact_of(key).replace(".accreditation", "").rpartition(".")[0]


def kind_is_first(order: Order) -> bool:
    """Whether the kind of an identity document comes before what hangs on it."""
    return order.index(f"{CARD}kind") < min(map(order.index, (f"{CARD}permits_work", CARD_ENDS, *CARD_KEYS)))


def moved(objects: list[list[str]], chance: random.Random) -> list[list[str]]:
    """The same with one object, or one question of an object, at another place."""
    after = [list(keys) for keys in objects]
    moving: list[Any] = after if chance.random() < 0.5 else chance.choice(after)
    moving.insert(chance.randrange(len(moving)), moving.pop(chance.randrange(len(moving))))
    return after


def flat(objects: list[list[str]]) -> Order:
    """The questions of all objects, one after the other."""
    return tuple(key for keys in objects for key in keys)


if __name__ == "__main__":
    main()
