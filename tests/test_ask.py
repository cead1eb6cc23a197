"""The command ``ask``, driven as people drive it: through a terminal, in French and in English."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import freezegun
import pytest

from clea_eligibility.cli import main

pty = pytest.importorskip("pty", reason="a terminal of this kind is there on POSIX alone")

EXAMPLES = Path(__file__).parent.parent / "examples"
PROMPT = "> "
PATIENCE = 60
"""Seconds to wait for what a terminal should show."""


def plain(text: str) -> str:
    """French without the marks of a printer."""
    return text.replace("\u2019", "'").replace("\u202f", " ").replace("\u00a0", " ")


class Terminal:
    """A terminal in which the command runs: what it shows, and what is typed."""

    def __init__(self, leader: int, process: "subprocess.Popen[bytes]") -> None:
        self._leader = leader
        self.process = process
        self.shown = ""

    def until(self, words: str) -> str:
        """What is shown next, up to the words."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            ready, _, _ = select.select([self._leader], [], [], max(end - time.monotonic(), 0))
            assert ready, f"still waiting for {words!r} after {self.shown!r}"
            self.shown += self._read()
        before, _, self.shown = self.shown.partition(words)
        return before

    def rest(self, *, press: str = "") -> str:
        """What is shown until the command ends; ``press`` is pressed again while nothing comes of it.

        An interruption between a prompt and the reading of its answer waits for the next key.
        """
        end = time.monotonic() + PATIENCE
        self.press(press)
        while time.monotonic() < end:
            ready, _, _ = select.select([self._leader], [], [], 1)
            if not ready:
                self.press(press)
            elif part := self._read():
                self.shown += part
            else:
                return self.shown
        raise AssertionError(f"still running after {self.shown!r}")

    def _read(self) -> str:
        try:
            return plain(os.read(self._leader, 65536).decode().replace("\r\n", "\n"))
        except OSError:  # Linux: the other end is closed
            return ""

    def types(self, *lines: str) -> str:
        """What is shown before the prompt that follows the last of the lines, each typed at a prompt."""
        said = ""
        for line in lines:
            os.write(self._leader, f"{line}\n".encode())
            said = self.until(PROMPT)
        return said

    def press(self, line: str) -> None:
        os.write(self._leader, line.encode())


@contextmanager
def terminal(*arguments: str) -> Iterator[Terminal]:
    leader, follower = pty.openpty()
    # It takes the terminal for its own, so that Ctrl-C reaches it as in any terminal.
    own = (
        "import fcntl, os, runpy, signal, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "
    )
    run = "sys.argv[0] = 'ask'; runpy.run_module('clea_eligibility', run_name='__main__', alter_sys=False)"
    command = [sys.executable, "-c", own + run, "ask", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        try:
            yield Terminal(leader, process)
        finally:
            process.kill()
            os.close(leader)


PASSPORT, QUOTE = ("passport", "30/12/2030"), ("yes", "yes")
FROM_THE_SESSIONS = ("27/04/2026", "1", "33000", "yes")


def test_in_french(tmp_path: Path) -> None:
    saved = tmp_path / "dossier.json"
    with terminal("--save", str(saved), "--today", "2026-03-02") as shown:
        hint = shown.until(PROMPT)
        assert "retour » : question précédente" in hint
        assert "Entrée : passer la question" in hint
        assert "Si vous joignez un justificatif de domicile, de quel jour date-t-il ? (au plus 25)\n" in hint
        assert "Passez la question si vous n'en joignez pas.\n" in hint
        assert "doit dater" not in hint
        assert "Écrivez la date comme 27/04/2026" in shown.types("peut-être")
        filing = shown.types("05/01/2026")
        assert "Quel jour avez-vous déposé" in filing
        assert "doit être déposé le 4 avril 2026 ou avant." in filing
        quote = shown.types("2 mars", *PASSPORT)
        assert "Si vous joignez un devis, porte-t-il vos nom et prénom ? (au plus 15)\n  1. Oui\n  2. Non\n" in quote
        assert "Les deux doivent y figurer." in shown.types("?")
        assert "n'est pas l'une des réponses : oui ou non." in shown.types("peut-être")
        assert "Joignez-vous un devis" in shown.types("")
        assert "Si vous joignez un devis" in shown.types("retour")
        session = shown.types(*QUOTE, "31/12/2027", "16000", "01/01/2025")
        assert "le 23 mars 2026 au plus tôt et le 31 décembre 2027 au plus tard." in session
        shown.types("27 avril", *FROM_THE_SESSIONS)
        shown.press("socle\n")
        end = shown.rest()
        assert shown.process.wait() == 0
    assert "Le dossier remplit les critères publiés" in end
    assert "450 €" in end
    assert f"Réponses enregistrées dans {saved}." in end
    assert json.loads(saved.read_text("utf-8"))["evaluation"]["starts_on"] == "2026-04-27"
    assert [path.name for path in tmp_path.iterdir()] == ["dossier.json"]


def test_in_english_stopped_and_taken_up_again(tmp_path: Path) -> None:
    saved = tmp_path / "dossier.json"
    with terminal("--lang", "en", "--save", str(saved)) as shown:
        assert '"back" returns to the question before' in shown.until(PROMPT)
        assert "must be in force until 2 March 2026 or later" in shown.types("05/01/2026", "2026-03-02", PASSPORT[0])
        assert "If you enclose an identity document, which one?" in shown.types("back")
        shown.types("passport")
        end = shown.rest(press="\x03")
        assert shown.process.wait() == 128 + signal.SIGINT
    assert f"The answers are saved in {saved}." in end
    assert json.loads(saved.read_text("utf-8")) == {
        "filed_on": "2026-03-02",
        "applicant": {
            "identity_document": {"provided": True, "kind": "passport"},
            "proof_of_residence": {"provided": True, "issued_on": "2026-01-05"},
        },
    }

    with terminal(str(saved), "--lang", "en") as shown:
        assert "Until when is your document in force?" in shown.until(PROMPT)
        shown.types(PASSPORT[1], *QUOTE, "31/12/2027", "16000", "", "27 April 2026", *FROM_THE_SESSIONS)
        shown.press("socle\n")
        end = shown.rest()
        assert shown.process.wait() == 4
    assert "What is the first day on which the accreditation is valid?" in end


# Without a terminal


def given(answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(answers.splitlines())

    def typed(_: str) -> str:
        line = next(lines, None)
        if line is None:
            raise EOFError
        if line == "^C":
            raise KeyboardInterrupt
        return line

    monkeypatch.setattr("builtins.input", typed)


def test_when_nobody_answers_any_more_what_is_known_is_decided(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given("05/01/2026\n?\nretour\nperhaps\n\n", monkeypatch)

    assert main(["ask"]) == 4
    out, err = map(plain, capsys.readouterr())
    assert out.count("Si vous joignez un justificatif de domicile") == 3
    assert out.count("Le jour où la dernière pièce est transmise") == 3
    assert err == ""


def test_one_reason_ends_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given("\n2\n", monkeypatch)

    assert main(["ask", "--lang", "en"]) == 3
    assert "The dossier does not contain a proof of residence." in capsys.readouterr().out


def test_a_settled_dossier_is_decided_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(EXAMPLES / "socle_initial.json"), "--lang", "en"]) == 0
    assert PROMPT not in capsys.readouterr().out


def test_it_ends_with_the_verdict_and_the_checklist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(EXAMPLES / "incomplete.json"), "--today", "2026-04-04"]) == 3
    _, verdict, papers, *_ = re.split("\n\n(?=Pièce manquante|Pièces à réunir)", plain(capsys.readouterr().out))
    assert "Le dossier doit être complet, avec toutes ses pièces, au plus tard le 27 avril 2026" in verdict
    assert papers.splitlines()[5:8] == [
        "Dernier jour pour déposer le dossier complet, avec une pièce renouvelée : lundi 27 avril 2026.",
        (
            "Pour plus de sûreté, déposez-le le dimanche 26 avril 2026 au plus tard : dans une lecture plus stricte "
            "des trois semaines, le 27 avril 2026 serait trop tard."
        ),
        "Avec votre pièce d'identité actuelle : au plus tard le 5 avril 2026.",
    ]
    assert "[ ] Devis de l'évaluation, à fournir par l'organisme évaluateur" in papers


def test_nobody_is_told_to_gather_papers_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(EXAMPLES / "clea_management.json"), "--today", "2026-04-04"]) == 3
    assert "Pièces à réunir" not in capsys.readouterr().out


def test_a_file_that_is_no_dossier_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(tmp_path / "none.json"), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert (out, "cannot read" in err) == ("", True)


def test_what_cannot_be_saved_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given("\n2\n", monkeypatch)
    (tmp_path / "taken").mkdir()

    assert main(["ask", "--save", str(tmp_path / "taken")]) == 2
    assert "Impossible d'enregistrer dans" in plain(capsys.readouterr().err)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_ctrl_c_saves_nothing_where_no_file_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given("^C", monkeypatch)

    assert main(["ask"]) == 128 + signal.SIGINT
    assert "enregistr" not in capsys.readouterr().out


@freezegun.freeze_time("2026-03-01 23:00")  # UTC: past midnight in Paris
def test_a_day_without_a_year_is_counted_from_today_in_paris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given("\noui\n1 mars\n", monkeypatch)

    main(["ask", "--save", str(tmp_path / "saved.json")])
    assert json.loads((tmp_path / "saved.json").read_text("utf-8"))["filed_on"] == "2027-03-01"
