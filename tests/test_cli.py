"""The command line: what it prints where, and the exit code it leaves."""

import io
import json
import os
import re
import runpy
import shlex
import shutil
import signal
import subprocess
import sys
import zipapp
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import freezegun
import pytest

import clea_eligibility
from clea_eligibility import GUIDE, decide
from clea_eligibility.cli import main
from clea_eligibility.editions import rule_set
from clea_eligibility.explain import checklist, deadlines, request_for_documents
from clea_eligibility.explain.rules import list_rules, notation
from clea_eligibility.rules import AllOf, AnyOf, Is, Unknown
from clea_eligibility.text import Language
from clea_eligibility.wire import decision_schema, dossier_from_json, dossier_schema

EXAMPLES = Path(__file__).parent.parent / "examples"
MAIN = "clea_eligibility.__main__"
Capture = pytest.CaptureFixture[str]


def run(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with ``given`` on standard input."""
    command = [sys.executable, "-m", "clea_eligibility", *arguments]
    return subprocess.run(command, input=given, env={**os.environ, **environment}, capture_output=True, check=False)


def example(name: str) -> str:
    return str(EXAMPLES / f"{name}.json")


# decide


@pytest.mark.parametrize(
    ("name", "code"),
    [("socle_initial", 0), ("late_by_one_day", 3), ("incomplete", 3), ("start_date_unknown", 4)],
)
def test_the_exit_code_tells_the_outcome(name: str, code: int, capsys: Capture) -> None:
    assert main(["decide", example(name)]) == code
    assert capsys.readouterr().err == ""


def test_decide_explains_in_french_unless_told_otherwise(capsys: Capture) -> None:
    main(["decide", example("late_by_one_day")])
    french = capsys.readouterr().out
    main(["decide", example("late_by_one_day"), "--lang", "fr"])
    assert capsys.readouterr().out == french
    assert french.startswith("Le dossier ne remplit pas les critères publiés.")
    assert "il devait l’être au plus tard le 6\u00a0avril\u00a02026." in french


def test_decide_explains_in_english_when_told_to(capsys: Capture) -> None:
    main(["decide", example("late_by_one_day"), "--lang", "en"])
    assert "it had to be complete by 6 April 2026." in capsys.readouterr().out


def test_json_is_what_other_programs_read(capsys: Capture) -> None:
    assert main(["decide", example("late_by_one_day"), "--json"]) == 3
    decided = json.loads(capsys.readouterr().out)
    assert (decided["outcome"], decided["amount"]) == ("ineligible", 0)
    assert decided["reasons"] == ["filed_three_weeks_before"]


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"applicant": {"is_job_seeker": false}}'))
    assert main(["decide", "-", "--lang", "en"]) == 3
    assert "- The applicant is not looking for a job." in capsys.readouterr().out


# Several dossiers


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("socle_initial", "socle_final"), 0),
        (("socle_initial", "start_date_unknown"), 4),
        (("start_date_unknown", "late_by_one_day", "socle_initial"), 3),
    ],
)
def test_of_several_dossiers_the_worst_outcome_counts(names: tuple[str, ...], code: int, capsys: Capture) -> None:
    files = [example(name) for name in names]
    assert main(["decide", *files, "--json"]) == code
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.pop("file") for line in lines] == files
    for name, line in zip(names, lines, strict=True):
        expected = json.loads((EXAMPLES / f"{name}.decision.json").read_text("utf-8"))
        assert [line[key] for key in ("outcome", "reasons")] == [expected[key] for key in ("outcome", "reasons")]


def test_each_explanation_stands_under_the_name_of_its_file(capsys: Capture) -> None:
    files = [example("late_by_one_day"), example("socle_initial")]
    assert main(["decide", *files, "--lang", "en"]) == 3
    blocks = capsys.readouterr().out.split("\n\n")
    assert blocks[0] == f"==> {files[0]} <=="
    assert blocks[1].startswith("The dossier does not meet the published criteria.")
    second = blocks.index(f"==> {files[1]} <==")
    assert blocks[second + 1].startswith("The dossier meets the published criteria.")


def test_where_one_of_several_is_bad_none_is_decided(tmp_path: Path, capsys: Capture) -> None:
    bad, missing = tmp_path / "bad.json", str(tmp_path / "missing.json")
    bad.write_text('{"quote": {"provided": 1}, "filed_on": "2026-02-30"}')
    said = refused(capsys, "decide", example("socle_initial"), str(bad), missing)
    assert [line.split(": ")[0] for line in said.splitlines()] == [
        "clea-eligibility",
        "filed_on",
        "quote.provided",
        "clea-eligibility",
    ]
    said = refused(capsys, "decide", example("socle_initial"), str(bad), missing, "--json")
    assert [(problem["file"], problem["path"], problem["code"]) for problem in json.loads(said)["problems"]] == [
        (str(bad), "filed_on", "not_a_date"),
        (str(bad), "quote.provided", "wrong_type"),
        (missing, "", "unreadable"),
    ]


def test_a_file_of_any_name_can_be_named_in_json(tmp_path: Path, capsys: Capture) -> None:
    odd = os.fsdecode(bytes(tmp_path / "d") + b"\xff.json")
    Path(odd).write_text("{}")
    assert main(["decide", odd, odd, "--json"]) == 4
    named = [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]
    assert named == [str(tmp_path / "d\\udcff.json")] * 2


# Options that several commands take


@pytest.mark.parametrize(
    "arguments", [["--lang", "en", "decide"], ["decide", "--lang", "en"], ["--lang", "fr", "decide", "--lang", "en"]]
)
def test_the_language_stands_before_the_command_or_after_it(arguments: list[str], capsys: Capture) -> None:
    main([*arguments, example("late_by_one_day")])
    assert capsys.readouterr().out.startswith("The dossier does not meet the published criteria.")


def test_every_command_takes_a_language(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "in.jsonl").write_text("{}\n", "utf-8")
    for command in (["rules"], ["schema", "dossier"], ["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "o.csv")]):
        assert main(["--lang", "en", *command]) == 0
        assert main([*command, "--lang", "en"]) == 0
    assert capsys.readouterr().err == ""


def test_the_rules_can_be_named(tmp_path: Path, capsys: Capture) -> None:
    # Filed on 7 April: three weeks on is 28 April, 22 days on the 29th. The evaluation starts on the 28th.
    facts = json.loads((EXAMPLES / "on_the_last_day.json").read_text("utf-8"))
    named = ["--rules", "guide-2026+clear_days"]
    assert (facts["filed_on"], facts["evaluation"]["starts_on"]) == ("2026-04-06", "2026-04-27")
    assert main(["decide", example("on_the_last_day"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rules"] == "guide-2026"
    assert main(["decide", example("on_the_last_day"), "--json", *named]) == 3
    decided = json.loads(capsys.readouterr().out)
    assert (decided["reasons"], decided["rules"]) == (["filed_three_weeks_before"], "guide-2026+clear_days")

    assert main(["rules", "--json", *named]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "guide-2026+clear_days"

    today = ["--today", "2026-03-30", "--json"]
    assert main(["plan", example("on_the_last_day"), *today, *named]) == 0
    assert json.loads(capsys.readouterr().out)["windows"]["filed_on"]["latest"] == "2026-04-05"

    (tmp_path / "in.jsonl").write_text(json.dumps(facts) + "\n", "utf-8")
    assert main(["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), *named]) == 0
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["reasons"] == "filed_three_weeks_before"


@pytest.mark.parametrize("command", ["decide", "plan", "rules"])
def test_rules_that_do_not_exist_are_refused_with_the_nearest(command: str, capsys: Capture) -> None:
    files = [] if command == "rules" else [example("socle_initial")]
    assert refused(capsys, command, *files, "--rules", "guide-2026+clear_day") == (
        "clea-eligibility: guide-2026 has no reading 'clear_day'; did you mean 'clear_days'?\n"
    )


def test_words_leave_the_numbers_of_statements_out_when_told_to(capsys: Capture) -> None:
    for command in (["decide"], ["plan", "--today", "2026-04-07"]):
        main(["--lang", "en", *command, example("late_by_one_day"), "--statements"])
        with_numbers = capsys.readouterr().out
        assert "by 6 April 2026 (S9, S24)." in with_numbers
        main(["--lang", "en", *command, example("late_by_one_day"), "--no-statements"])
        without = capsys.readouterr().out
        assert "by 6 April 2026." in without
        assert not re.search("S[0-9]", without)


def test_what_completes_the_command_in_a_shell_is_made_by_shtab(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert refused(capsys, "--print-completion", "bash") == (
        "clea-eligibility: --print-completion needs shtab, which is not installed: "
        "pip install 'clea-eligibility[completion]'\n"
    )
    made = SimpleNamespace(complete=lambda parser, shell: f"{shell} completes {parser.prog}")
    monkeypatch.setitem(sys.modules, "shtab", made)
    assert main(["--print-completion", "zsh"]) == 0
    assert capsys.readouterr().out == "zsh completes clea-eligibility\n"


def test_bash_completes_commands_options_and_files(capsys: Capture) -> None:
    assert main(["--print-completion", "bash"]) == 0
    script = capsys.readouterr().out
    for line in (
        "_shtab_clea_eligibility_subparsers=(decide plan ask checklist letter deadlines batch rules schema",
        "_shtab_clea_eligibility_decide_pos_0_COMPGEN=_shtab_compgen_files",
        "_shtab_clea_eligibility_plan_pos_0_COMPGEN=_shtab_compgen_files",
        "_shtab_clea_eligibility_batch___errors_COMPGEN=_shtab_compgen_files",
    ):
        assert re.search(f"^{re.escape(line)}", script, re.MULTILINE), line
    assert "schema_pos_0_COMPGEN" not in script


# Papers


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_checklist_prints_the_list_of_a_dossier(lang: Language, capsys: Capture) -> None:
    file, today = example("late_by_one_day"), date(2026, 3, 20)
    dossier = dossier_from_json(Path(file).read_text("utf-8"))
    strict = rule_set("guide-2026+clear_days")

    assert main(["checklist", file, "--today", "2026-03-20", "--lang", lang]) == 0
    assert capsys.readouterr().out == checklist(dossier, lang, today=today) + "\n"
    assert main(["checklist", file, "--today", "2026-03-20", "--lang", lang, "--rules", strict.id]) == 0
    assert capsys.readouterr().out == checklist(dossier, lang, today=today, rules=strict) + "\n"


def test_a_checklist_is_made_on_the_day_that_it_is_in_paris(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clea_eligibility.cli._commands.day_in_paris", lambda: date(2026, 3, 19))

    assert main(["checklist", example("late_by_one_day"), "--lang", "en"]) == 0
    assert "\nMade on Thursday 19 March 2026. " in capsys.readouterr().out


@pytest.mark.parametrize("command", [["checklist", "--today", "2026-03-20"], ["letter", "--by", "2026-04-06"]])
def test_papers_are_web_pages_as_well(command: list[str], capsys: Capture) -> None:
    assert main([*command, example("several_reasons"), "--html"]) == 0
    page = capsys.readouterr().out

    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert page.endswith("</html>\n")


def test_letter_drafts_a_request(capsys: Capture) -> None:
    file = example("several_reasons")
    decision = decide(dossier_from_json(Path(file).read_text("utf-8")))

    assert main(["letter", file, "--by", "2026-04-06"]) == 0
    assert capsys.readouterr().out == request_for_documents(decision, by=date(2026, 4, 6)) + "\n"
    assert main(["letter", file, "--lang", "en"]) == 2
    assert "the following arguments are required: --by" in capsys.readouterr().err


def test_deadlines_prints_a_table_or_a_file_for_other_programs(capsys: Capture) -> None:
    days = ["deadlines", "2026-03-02", "2026-03-03", "--lang", "en"]
    found = deadlines(date(2026, 3, 2), date(2026, 3, 3), "en")

    assert main(days) == 0
    assert capsys.readouterr().out == f"{found}\n"
    assert main([*days, "--csv"]) == 0
    assert capsys.readouterr().out == found.to_csv()
    assert main([*days, "--ics"]) == 0
    assert capsys.readouterr().out == found.to_icalendar()
    assert main(["deadlines", "2026-03-03", "2026-03-02", "--lang", "en"]) == 2
    assert "2026-03-02 is before 2026-03-03" in capsys.readouterr().err


# Bad input


def refused(capsys: Capture, *arguments: str) -> str:
    """What is said on standard error of a command that must be refused with nothing on standard output."""
    assert main(["--lang", "en", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_every_problem_is_told_with_its_path(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"filed_on": "2026-02-30", "quote": {"provided": 1}, "evaluation": {"stage": "prealable"}}')
    first, *problems = refused(capsys, "decide", str(file)).splitlines()
    assert first == f"clea-eligibility: {str(file)!r} is not a valid dossier:"
    assert [problem.split(":")[0] for problem in problems] == ["filed_on", "evaluation.stage", "quote.provided"]
    assert "'initial'" in problems[1]


@pytest.mark.parametrize("form", [["--lang", "en"], []])
def test_a_bad_dossier_leaves_standard_output_empty(form: list[str], tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"filed_on": 20260302}')
    assert "filed_on: " in refused(capsys, "decide", str(file), *form)


@pytest.mark.parametrize("content", [b"", b"{", b"nonsense", b"\xff\xfe{}", b"[]", b"null", b'{"filed_on": NaN}'])
def test_what_is_no_json_object_is_refused_in_a_sentence(content: bytes, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "dossier.json"
    file.write_bytes(content)
    assert "is not a valid dossier:\n" in refused(capsys, "decide", str(file))


def test_a_refusal_is_json_where_json_is_asked_for(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"evaluation": {"starts_on": "20260302"}, "a~/b": 1, "\u00e9\u009b": 2}', "utf-8")
    said = refused(capsys, "decide", str(file), "--json")
    assert said.isascii()
    assert [list(problem) for problem in json.loads(said)["problems"]] == [["path", "pointer", "code", "message"]] * 3
    assert [(problem["path"], problem["pointer"], problem["code"]) for problem in json.loads(said)["problems"]][:2] == [
        ("evaluation.starts_on", "/evaluation/starts_on", "not_a_date"),
        ("a~/b", "/a~0~1b", "unknown_key"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["decide", "missing.json"], "unreadable", "cannot read 'missing.json': No such file or directory"),
        (
            ["rules", "--rules", "guide-2027"],
            "not_usable",
            "there is no edition 'guide-2027'; did you mean 'guide-2026'?",
        ),
        (["plan", "a", "b"], "bad_usage", "unrecognized arguments: b"),
        (["decide"], "bad_usage", "the following arguments are required: FILE"),
    ],
)
def test_whatever_is_refused_is_refused_in_json(arguments: list[str], code: str, message: str, capsys: Capture) -> None:
    assert json.loads(refused(capsys, *arguments, "--json")) == {
        "problems": [{"path": "", "pointer": "", "code": code, "message": message}]
    }


@pytest.mark.parametrize("from_standard_input", [True, False])
def test_what_is_too_large_for_a_dossier_is_refused_unread(
    from_standard_input: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    file, large = tmp_path / "large.json", "{}".ljust(1_000_001)
    file.write_text(large)
    monkeypatch.setattr(sys, "stdin", io.StringIO(large))
    name = "standard input" if from_standard_input else repr(str(file))
    given = "-" if from_standard_input else str(file)
    assert refused(capsys, "decide", given) == (
        f"clea-eligibility: {name} is too large for a dossier: "
        "more than 1,000,000 bytes; batch decides a file of many\n"
    )
    assert json.loads(refused(capsys, "plan", str(file), "--json"))["problems"][0]["code"] == "too_large"
    file.write_text(large[:-1])
    assert main(["decide", str(file)]) == 4


def test_a_file_that_does_not_exist_is_named(tmp_path: Path, capsys: Capture) -> None:
    missing = str(tmp_path / "missing.json")
    assert refused(capsys, "decide", missing) == (
        f"clea-eligibility: cannot read {missing!r}: No such file or directory\n"
    )


def test_a_directory_is_no_dossier(tmp_path: Path, capsys: Capture) -> None:
    assert refused(capsys, "decide", str(tmp_path)).startswith(f"clea-eligibility: cannot read {str(tmp_path)!r}: ")


def test_a_path_that_no_file_can_have_is_refused(capsys: Capture) -> None:
    assert refused(capsys, "decide", "a\0b").startswith("clea-eligibility: cannot read 'a\\x00b': ")


def test_closed_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refused(capsys, "decide", "-") == "clea-eligibility: cannot read standard input: it is closed\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide", "--x\x1b[31m", "y"],
        ["decide", "y", "--lang", "\x1b[31m"],
        ["\x1b[31m"],
        ["decide", "\x1b[31m"],
    ],
)
def test_nothing_that_a_terminal_obeys_is_repeated_from_the_arguments(arguments: list[str], capsys: Capture) -> None:
    assert "\x1b" not in refused(capsys, *arguments)


def test_nothing_that_a_terminal_obeys_is_repeated_from_a_dossier(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "dossier.json"
    file.write_text(r'{"a\u001b[2J": 1, "b\nfiled_on: c": 2, "applicant": {"department": "\u009b31m"}}')
    said = refused(capsys, "decide", str(file))
    assert len(said.splitlines()) == 4
    assert all(letter.isprintable() or letter == "\n" for letter in said)


@pytest.mark.parametrize(
    "arguments", [[], ["judge"], ["decide"], ["plan", "a", "b"], ["decide", "a", "--lang", "de"], ["--lang", "de"]]
)
def test_bad_usage_is_told_on_standard_error(arguments: list[str], capsys: Capture) -> None:
    assert refused(capsys, *arguments).startswith("usage: clea-eligibility")


def test_options_are_not_guessed_from_their_beginning(capsys: Capture) -> None:
    assert "--la" in refused(capsys, "decide", example("socle_initial"), "--la", "en")


def test_an_interruption_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    class Interrupted(io.StringIO):
        def read(self, *_: object) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert main(["decide", "-"]) == 130
    assert capsys.readouterr() == ("", "")


# The other commands


def test_rules_lists_every_rule_with_its_statements_and_parameters(capsys: Capture) -> None:
    assert main(["rules", "--lang", "en"]) == 0
    blocks = capsys.readouterr().out.rstrip("\n").split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == [
        "Rules guide-2026",
        *(f"{rule.label('en')} ({rule.code})" for rule in GUIDE.rules),
        "Flat amounts",
    ]
    assert blocks[1].splitlines() == [
        "Online filing open (filing_open)",
        "Online filing is open on the filing day; from 1 March 2026 on this tool presumes so.",
        'Criterion. Rule stated by the Region\'s page (banner, "Échéances") (S3, S4, S8)',
    ]
    assert blocks[16].splitlines() == [
        "Proof of residence less than three months old (proof_of_residence_recent)",
        (
            "The proof is not dated after the filing day, and less than three months old on it; three months to the "
            "day after its date it is too old."
        ),
        'Document. Rule stated by the Region\'s page ("Comment faire ma demande ?") (S35)',
        (
            "Otherwise read: The proof is not dated after the filing day, which is three months to the day after its "
            "date at the latest."
        ),
        (
            "Otherwise read: The proof is not dated after the filing day, but after the day that comes three months "
            "before it."
        ),
    ]
    assert blocks[-1].splitlines()[1:] == [
        "- CléA Socle, initial evaluation: €450 (S16, S17)",
        "- CléA Socle, final evaluation: €250 (S16, S18)",
        "- CléA Numérique, initial evaluation: €300 (S16, S19)",
        "- CléA Numérique, final evaluation: €150 (S16, S20)",
    ]


def test_rules_are_listed_in_french_unless_told_otherwise(capsys: Capture) -> None:
    assert main(["rules"]) == 0
    listed = capsys.readouterr().out
    assert "(filed_three_weeks_before)\nLe dossier est déposé complet au moins trois semaines avant le début" in listed
    assert "\nAutre lecture\u00a0: Trois semaines entières séparent le jour où le dossier" in listed
    assert listed == list_rules(GUIDE, "fr") + "\n"


def test_rules_are_data_as_well(capsys: Capture) -> None:
    assert main(["rules", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["id"], data["currency"]) == ("guide-2026", "EUR")
    assert [rule["code"] for rule in data["rules"]] == [rule.code for rule in GUIDE.rules]
    assert data["rules"][5] == {
        "code": "filed_three_weeks_before",
        "group": "criterion",
        "basis": "stated",
        "statements": ["S9", "S24"],
        "label": {
            "fr": "Dossier déposé complet au moins trois semaines avant le début de l’évaluation",
            "en": "Dossier filed complete at least three weeks before the evaluation starts",
        },
        "applies": "always",
        "requires": "filed_on + 3 weeks <= evaluation.starts_on",
        "presumed": None,
        "reading": "same_weekday",
    }
    assert data["rules"][8]["presumed"] == "evaluator.accreditation.certification is unknown"
    assert data["rules"][19]["requires"] == "the date rules can hold together"
    assert data["readings"][1] == {
        "rule": "filed_three_weeks_before",
        "name": "clear_days",
        "requires": "filed_on + 22 days <= evaluation.starts_on",
    }
    assert data["tariff"][1] == {
        "certification": "socle",
        "stage": "final",
        "amount": 250,
        "statements": ["S16", "S18"],
    }


def test_conditions_inside_one_another_are_bracketed() -> None:
    quoted, filed = Is("quote.provided", True), Unknown("filed_on")
    both = AllOf((quoted, filed))
    assert notation(AnyOf((both, quoted))) == "(quote.provided and filed_on is unknown) or quote.provided"
    assert notation(AnyOf((AllOf((quoted,)), filed))) == "quote.provided or filed_on is unknown"
    assert (notation(AllOf(())), notation(AnyOf(()))) == ("always", "never")


@pytest.mark.parametrize(("of", "schema"), [("dossier", dossier_schema()), ("decision", decision_schema())])
def test_schema_prints_a_json_schema(of: str, schema: object, capsys: Capture) -> None:
    assert main(["schema", of]) == 0
    assert json.loads(capsys.readouterr().out) == schema


def test_version_is_printed_alone(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"clea-eligibility {clea_eligibility.__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["decide"], ["rules"], ["schema"]])
def test_help_is_printed_and_is_no_error(arguments: list[str], capsys: Capture) -> None:
    assert main(["--lang", "en", *arguments, "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: clea-eligibility")


# Standard output, whatever it is


def test_text_goes_to_whatever_stands_for_standard_output() -> None:
    with redirect_stdout(io.StringIO()) as output:
        main(["decide", example("late_by_one_day")])
    assert "au plus tard le 6\u00a0avril\u00a02026" in output.getvalue()


def test_an_output_without_accents_is_written_in_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    main(["decide", example("late_by_one_day")])
    assert "évaluation" in written.getvalue().decode("utf-8")


def test_a_closed_pipe_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w", encoding="utf-8") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert main(["decide", example("late_by_one_day")]) == 3
    assert capsys.readouterr().err == ""


def test_the_package_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "argv", ["clea_eligibility", "decide", example("start_date_unknown")])
    monkeypatch.delitem(sys.modules, MAIN, raising=False)
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module(MAIN, run_name="__main__")
    assert stopped.value.code == 4
    assert capsys.readouterr().out.startswith("Il manque des informations")


def test_importing_the_module_that_runs_runs_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.delitem(sys.modules, MAIN, raising=False)
    runpy.run_module(MAIN)
    assert capsys.readouterr() == ("", "")


# As a process


def test_text_survives_a_terminal_without_accents() -> None:
    ran = run("decide", example("late_by_one_day"), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ran.returncode, ran.stderr) == (3, b"")
    assert "il devait l’être au plus tard le 6\u00a0avril\u00a02026" in ran.stdout.decode("utf-8")


def test_text_keeps_the_encoding_of_its_terminal_where_that_suffices() -> None:
    ran = run("decide", example("late_by_one_day"), "--lang", "en", PYTHONIOENCODING="cp1252")
    assert '"Échéances", "Critères de sélection"' in ran.stdout.decode("cp1252")


def test_json_is_utf_8_whatever_the_terminal_speaks() -> None:
    ran = run("decide", example("start_date_unknown"), "--json", PYTHONIOENCODING="latin-1")
    decided = json.loads(ran.stdout.decode("utf-8"))
    assert ran.returncode == 4
    assert decided["missing"][0]["question"]["fr"].startswith(
        "Quel jour l’évaluation commence-t-elle (première séance)"
    )


def test_the_process_reads_bytes_and_leaves_the_exit_code() -> None:
    ran = run("decide", "-", "--json", given=Path(example("socle_initial")).read_bytes())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["amount"] == 450


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "clea_eligibility", "rules"]
    with os.fdopen(write, "wb") as closed:
        ran = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


CLOSED = "clea-eligibility: cannot write to standard output: it is closed\n"
COMMANDS = [
    ["--lang", "en", "--help"],
    ["--version", "--lang", "en"],
    ["decide", "--help", "--lang=en"],
    ["decide", example("late_by_one_day"), "--lang", "en"],
    ["rules", "--json", "--lang", "en"],
]
every_command = pytest.mark.parametrize("arguments", COMMANDS)


@every_command
def test_closed_standard_output_is_bad_input(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(arguments) == 2
    assert capsys.readouterr().err == CLOSED
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    assert main(arguments) == 2
    assert capsys.readouterr().err == CLOSED


def in_a_shell(redirected: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with standard output or standard error as the shell makes it."""
    command = shlex.join([sys.executable, "-m", "clea_eligibility", *arguments])
    return subprocess.run(f"{command} {redirected}", shell=True, capture_output=True, check=False)  # noqa: S602


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@every_command
def test_full_standard_output_is_bad_input(arguments: list[str]) -> None:
    ran = in_a_shell(">/dev/full", *arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"clea-eligibility: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_what_could_not_be_written_fails_but_once(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["rules", "--lang", "en"]) == 2
    assert capsys.readouterr().err == ("clea-eligibility: cannot write to standard output: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_where_nothing_can_be_said_the_exit_code_says_it() -> None:
    for redirected in ("2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full"):
        for arguments in (["decide", "missing.json"], ["decide"], ["batch", "missing.csv", "out.csv"]):
            ran = in_a_shell(redirected, *arguments)
            assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", b""), (redirected, arguments)
    assert in_a_shell("2>&-", "decide", example("late_by_one_day")).returncode == 3


def test_closed_standard_error_shows_no_progress(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "in.jsonl").write_text("{}\n", "utf-8")
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]) == 0
    assert main(["decide", "missing.json"]) == 2
    assert capsys.readouterr().out == ""


def test_standard_error_that_takes_nothing_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w", encoding="utf-8") as closed:
        monkeypatch.setattr(sys, "stderr", closed)
        assert main(["decide", "missing.json"]) == 2


@pytest.mark.parametrize("command", [[], ["batch"], ["rules"]])
def test_help_survives_a_terminal_without_accents(command: list[str]) -> None:
    ran = run("--lang", "en", *command, "--help", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"usage: clea-eligibility")
    assert command or "Région" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("main", ["clea_eligibility.cli:main", "clea_eligibility.__main__:main"])
def test_packed_into_one_file_it_leaves_its_exit_code(main: str, tmp_path: Path) -> None:
    source = Path(clea_eligibility.__file__).parent
    shutil.copytree(source, tmp_path / "app" / source.name)
    zipapp.create_archive(tmp_path / "app", tmp_path / "app.pyz", main=main)
    command = [sys.executable, str(tmp_path / "app.pyz"), "decide", example("late_by_one_day")]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (3, b"")
    assert ran.stdout.decode("utf-8").startswith("Le dossier ne remplit pas les critères publiés.")


def test_without_arguments_of_its_own_main_exits(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "argv", ["clea-eligibility", "decide", "missing.json", "--lang", "en"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "clea-eligibility: cannot read 'missing.json': No such file or directory\n"


@pytest.mark.parametrize("started", ["-m", "script"])
def test_an_interruption_while_it_starts_ends_it_without_a_word(started: str) -> None:
    # The first thing that is imported for the command, of which nothing is imported yet, waits for the interruption.
    code = (
        "import builtins, signal, sys\n"
        "import clea_eligibility\n"
        "loading = builtins.__import__\n"
        "def interrupted(name, *more, **named):\n"
        "    if name == 'clea_eligibility.cli':\n"
        "        assert 'clea_eligibility.dossier.models' not in sys.modules\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "    return loading(name, *more, **named)\n"
        "builtins.__import__ = interrupted\n"
    )
    code += (
        "import runpy; runpy.run_module('clea_eligibility.__main__', run_name='__main__')"
        if started == "-m"
        else "from clea_eligibility.__main__ import main; main()"
    )
    ran = subprocess.run([sys.executable, "-c", code, "rules"], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")


def test_an_interruption_while_arguments_are_read_is_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clea_eligibility.cli.parser", lambda *_: signal.raise_signal(signal.SIGINT))
    assert main(["rules"]) == 130


def test_help_loads_nothing_that_only_a_command_needs() -> None:
    code = (
        "import sys; from clea_eligibility.cli import main; main(['--help']);"
        "print([name for name in ('cattrs', 'json', 'clea_eligibility.explain') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_decision_loads_neither_plans_nor_papers() -> None:
    code = (
        "import sys; from clea_eligibility.cli import main; main(['decide', sys.argv[1]]);"
        "rooms = ('explain.decisions', 'explain.papers', 'explain.plans', 'planning._repairs', 'planning._timelines');"
        "print([room for room in rooms if f'clea_eligibility.{room}' in sys.modules])"
    )
    file = example("late_by_one_day")
    ran = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "['explain.decisions']"


def test_a_package_that_loads_names_when_asked_lists_them_and_refuses_others() -> None:
    from clea_eligibility import explain, planning

    for package, name in ((explain, "deadlines"), (planning, "repairs")):
        assert name in dir(package)
        assert callable(getattr(package, name))
        with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
            package.nothing  # noqa: B018


# Planning


def test_plan_says_what_would_mend_a_dossier(capsys: Capture) -> None:
    assert main(["plan", example("late_by_one_day"), "--lang", "en", "--today", "2026-04-07"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "postpones the evaluation: at the earliest on 28 and 29 April 2026" in out
    assert "files the dossier" not in out


def test_plan_speaks_french_unless_told_otherwise(capsys: Capture) -> None:
    assert main(["plan", example("late_by_one_day"), "--today", "2026-03-01"]) == 0
    assert "dépose le dossier" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("moment", "french", "english", "day"),
    [
        ("2026-06-30T21:59:59Z", "30 juin 2026", "30 June 2026", "2026-06-30"),
        ("2026-06-30T22:00:00Z", "1er juillet 2026", "1 July 2026", "2026-07-01"),
    ],
)
def test_plan_takes_the_day_in_paris_from_the_clock_and_says_so(
    moment: str, french: str, english: str, day: str, capsys: Capture
) -> None:
    file = example("late_by_one_day")
    with freezegun.freeze_time(moment):
        assert main(["plan", file]) == 0
        said = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
        assert main(["plan", file, "--lang", "en"]) == 0
        in_english = capsys.readouterr().out
        assert main(["plan", file, "--json"]) == 0
        planned = json.loads(capsys.readouterr().out)
    assert said[:2] == [f"Plan à partir d\u2019aujourd\u2019hui, le {french} (heure de Paris).", ""]
    assert planned["today"] == day
    assert main(["plan", file, "--lang", "en", "--today", day]) == 0
    assert in_english == f"Planned from today, {english} (Paris time).\n\n{capsys.readouterr().out}"


def test_a_plan_is_data_as_well(capsys: Capture) -> None:
    # Filed on 7 April 2026, one day too late for 27 April: three weeks after filing is the 28th.
    assert main(["plan", example("late_by_one_day"), "--json", "--today", "2026-04-07"]) == 0
    planned = json.loads(capsys.readouterr().out)
    assert list(planned) == ["today", "decision", "windows", "repairs", "beyond_repair"]
    assert planned["today"] == "2026-04-07"
    assert planned["decision"]["reasons"] == ["filed_three_weeks_before"]
    assert planned["windows"]["evaluation.starts_on"] == {"earliest": "2026-04-28", "latest": "2026-04-28"}
    assert planned["windows"]["filed_on"] is None
    assert planned["repairs"][0]["actors"] == ["evaluator"]
    assert planned["repairs"][0]["changes"]["evaluation.starts_on"]["earliest"] == "2026-04-28"
    assert planned["beyond_repair"] == []


def test_what_is_beyond_repair_and_values_that_would_repair_are_data(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"applicant": {"is_job_seeker": false}}')
    assert main(["plan", str(file), "--json", "--today", "2026-04-07"]) == 0
    assert json.loads(capsys.readouterr().out)["beyond_repair"] == ["job_seeker"]
    file.write_text('{"quote": {"provided": true, "names_applicant": false}}')
    assert main(["plan", str(file), "--json", "--today", "2026-04-07"]) == 0
    assert json.loads(capsys.readouterr().out)["repairs"][0]["changes"]["quote.names_applicant"] is True


@pytest.mark.parametrize("day", ["2026-02-30", "20260407", "today", "2026-4-7", "٢٠٢٦-٠٤-٠٧"])
def test_plan_refuses_a_day_that_is_none(day: str, capsys: Capture) -> None:
    assert main(["plan", example("late_by_one_day"), "--today", day, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"argument --today: expected a day that exists, written YYYY-MM-DD, got {day!r}" in err


def test_plan_refuses_what_is_no_dossier(capsys: Capture, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"filed_on": "yesterday"}', "utf-8")
    assert main(["plan", str(bad), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "filed_on: expected a day that exists" in err
