"""Every word of the command line, in French and English."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.errors import joined
from clea_eligibility.text import Text

# What each command does: in a line, and at the head of its help

DESCRIPTION = Text(
    "Dire si un dossier remplit les critères publiés de l'aide de la Région Nouvelle-Aquitaine à la certification "
    "CléA. La Région seule décide de l'aide.",
    "Decide whether a dossier meets the published criteria of the Région Nouvelle-Aquitaine's aid towards a CléA "
    "certification. The Region alone decides on the aid.",
)
COMMANDS: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "decide": (
            Text(
                "examiner un dossier ou plusieurs, en phrases ou en JSON",
                "decide a dossier or several, in words or as JSON",
            ),
            Text(
                "Examiner un dossier, ou plusieurs. Code de sortie : 0 si les critères sont remplis, 3 s'ils ne le "
                "sont pas, 4 s'il manque des informations, 2 si un fichier est incorrect ; de plusieurs dossiers, "
                "2 si l'un est incorrect, sinon 3, sinon 4. En JSON, plusieurs dossiers font un objet par ligne, qui "
                "nomme son fichier.",
                "Decide a dossier, or several. Exit code: 0 eligible, 3 ineligible, 4 undetermined, 2 bad input; of "
                "several, 2 if any is bad, else 3, else 4. JSON of several is one object a line, which names its file.",
            ),
        ),
        "plan": (
            Text(
                "dire ce qui corrigerait un dossier, et quels jours conviendraient",
                "say what would mend a dossier, and which days would do",
            ),
            Text(
                "Dire ce qui corrigerait un dossier, qui peut le faire, et quels jours chaque date peut prendre, à "
                "partir d'aujourd'hui.",
                "Say what would mend a dossier, who can do it, and the days that each date may take, from today on.",
            ),
        ),
        "ask": (
            Text(
                "poser les questions nécessaires, une à une, puis conclure",
                "ask what is needed, question by question, and decide",
            ),
            Text(
                "Demander, question après question, ce qui manque encore pour examiner un dossier, puis l'examiner. "
                "Code de sortie : comme decide ; Ctrl-C met fin à l'entretien et garde, avec --save, les réponses "
                "données.",
                "Ask, question by question, what is still needed to decide a dossier, then decide it. Exit code: as "
                "decide; Ctrl-C ends the interview, and with --save keeps what was answered.",
            ),
        ),
        "checklist": (
            Text(
                "lister les pièces à réunir, et le jour où le dossier doit être complet",
                "list the papers to gather, and the day by which the dossier must be complete",
            ),
            Text(
                "Lister ce que le demandeur doit réunir : chaque pièce, les jours qu'elle doit porter, qui la fournit, "
                "et le jour où le dossier doit être complet.",
                "List what an applicant has to gather: each paper, the days that it must bear, who supplies it, and "
                "the day by which the dossier must be complete.",
            ),
        ),
        "letter": (
            Text(
                "préparer une demande de pièces complémentaires", "draft a request for the documents that are missing"
            ),
            Text(
                "Préparer une lettre qui demande les pièces manquantes ou non conformes. Un instructeur la relit et la "
                "signe : les noms y sont laissés en blanc, et ce n'est pas une décision.",
                "Draft a letter that asks for the documents that are missing or will not do. An officer edits and "
                "signs it: it has blanks for names, and is no decision.",
            ),
        ),
        "deadlines": (
            Text(
                "lister les derniers jours de dépôt pour les évaluations d'une période",
                "list the last days to file for evaluations that start in a range of days",
            ),
            Text(
                "Lister, pour chaque jour où une évaluation pourrait commencer, le dernier jour pour déposer un "
                "dossier complet, et celui qui convient dans toutes les lectures de la page.",
                "List, for each day on which an evaluation could start, the last day to file a complete dossier, and "
                "the one that is safe however the page is read.",
            ),
        ),
        "batch": (
            Text(
                "examiner un fichier de dossiers : Parquet, CSV ou JSON Lines",
                "decide a file of dossiers: Parquet, CSV or JSON Lines",
            ),
            Text(
                "Examiner tous les dossiers d'un fichier, et écrire dans un autre ce qu'il contient et les résultats. "
                "La fin des noms dit le format : .parquet, .csv, .jsonl ou .ndjson. Les colonnes portent le chemin des "
                "informations, les autres passent telles quelles ; une ligne de JSON contient un dossier, ou des "
                "informations par leur chemin. Les lignes qui ne peuvent être un dossier sont écrites sans résultat, "
                "avec leurs erreurs, et comptées sur la sortie d'erreur. Demande l'option d'installation « batch ».",
                "Decide every dossier of a file, and write what it holds and the decisions into another. The ends of "
                "their names tell the formats: .parquet, .csv, .jsonl or .ndjson. Columns are named by the paths of "
                "facts, others pass through; a line of JSON holds a dossier, or facts by path. Rows that no dossier "
                "could be are written without an outcome but with their problems, and counted on standard error. Needs "
                "the extra 'batch'.",
            ),
        ),
        "rules": (
            Text(
                "lister les règles, et les énoncés de la page sur lesquels elles reposent",
                "list the rules, with the statements of the page that they rest on",
            ),
            Text(
                "Lister les règles : ce que chacune exige, quand elle est présumée, ses autres lectures ; puis les "
                "montants.",
                "List the rules: what each requires, when it is presumed, its other readings; then the amounts.",
            ),
        ),
        "schema": (
            Text(
                "écrire le schéma JSON des dossiers ou des résultats",
                "print the JSON Schema of dossiers or of decisions",
            ),
            Text("Écrire un schéma JSON (version 2020-12).", "Print a JSON Schema (draft 2020-12)."),
        ),
    }
)

# What the arguments are

HELP = Text("montrer cette aide et s'arrêter", "show this help message and exit")
VERSION = Text("montrer la version et s'arrêter", "show the version and exit")
COMPLETION = Text(
    "écrire ce qui permet à un interpréteur de compléter cette commande, et s'arrêter ; demande l'option "
    "d'installation « completion »",
    "print what makes a shell complete this command, and exit; needs the extra 'completion'",
)
LANGUAGE = Text("la langue du texte (par défaut : fr)", "the language of the text (default: fr)")
A_DOSSIER = Text("un dossier, en JSON ; « - » lit l'entrée standard", "a dossier, as JSON; '-' reads standard input")
THE_DOSSIER = Text(
    "le dossier, en JSON ; « - » lit l'entrée standard", "the dossier, as JSON; '-' reads standard input"
)
KNOWN_ALREADY = Text("ce qui est déjà connu : un dossier en JSON", "what is known already: a dossier as JSON")
SAVE = Text(
    "où écrire les réponses, comme un dossier à reprendre plus tard",
    "where the answers go, as a dossier to be taken up again",
)
FROM_DAY = Text("le jour à partir duquel « 27 avril » se cherche", "the day from which '27 April' is looked for")
PLANNED_FROM_DAY = Text(
    "ne rien prévoir avant ce jour (par défaut : le jour à Paris, selon l'horloge, qui est alors indiqué)",
    "plan nothing before this day (default: the day in Paris, by the clock, which is then said)",
)
LISTED_ON = Text(
    "le jour où la liste est établie (par défaut : le jour à Paris, selon l'horloge)",
    "the day on which the list is made (default: the day in Paris, by the clock)",
)
BY = Text("le jour où le dossier doit être complet", "the day by which the dossier is to be complete")
FIRST_DAY = Text(
    "le premier jour où une évaluation pourrait commencer", "the first day on which an evaluation could start"
)
LAST_DAY = Text("le dernier de ces jours", "the last such day")
FORMS: Mapping[str, Text] = MappingProxyType(
    {
        "csv": Text("écrire du CSV au lieu du texte", "print CSV instead of text"),
        "ics": Text("écrire un agenda, iCalendar, au lieu du texte", "print a calendar, iCalendar instead of text"),
    }
)
SOURCE = Text("les dossiers", "the dossiers")
TARGET = Text(
    "où écrire les résultats ; remplacé une fois qu'elles sont complètes",
    "where the decisions go; replaced once they are complete",
)
ERRORS = Text(
    "où écrire chaque erreur : « row » (la ligne comme on la voit dans le fichier ; l'en-tête d'un CSV est la ligne "
    "1), « path », « code », « message » ; formats comme ci-dessus",
    "where every problem goes: row (counted as one sees IN: the header of a CSV file is row 1), path, code, message; "
    "formats as above",
)
RENAME = Text(
    'quelle information chaque colonne contient : un objet JSON comme {"Déposé le": "filed_on"}',
    'which fact each column states: a JSON object such as {"Filed": "filed_on"}',
)
VALUES = Text(
    'ce que des mots signifient : un objet JSON comme {"quote.provided": {"joint": true}}',
    'what words stand for: a JSON object such as {"quote.provided": {"enclosed": true}}',
)
READING: Mapping[str, tuple[Text, Text, bool]] = MappingProxyType(
    {
        "dates": (
            Text("FORME", "FORM"),
            Text(
                "comment les jours sont écrits, par exemple %%d/%%m/%%Y (par défaut : %%Y-%%m-%%d)",
                "how days are written, %%d/%%m/%%Y say (default: %%Y-%%m-%%d)",
            ),
            False,
        ),
        "true": (
            Text("MOT", "WORD"),
            Text("un mot qui veut dire vrai, outre true ; à répéter", "a word for true, besides true; may be repeated"),
            True,
        ),
        "false": (
            Text("MOT", "WORD"),
            Text(
                "un mot qui veut dire faux, outre false ; à répéter", "a word for false, besides false; may be repeated"
            ),
            True,
        ),
        "ignore": (
            Text("COLONNE", "COLUMN"),
            Text(
                "une colonne qui n'est pas une information, bien qu'elle en ait l'air ; à répéter",
                "a column that is no fact, though it looks like one; may be repeated",
            ),
            True,
        ),
        "separator": (
            Text("SIGNE", "SIGN"),
            Text(
                "ce qui sépare les cellules des fichiers CSV, lus et écrits : « ; », ou « \\t » pour une tabulation "
                "(par défaut : une virgule)",
                "what separates the cells of CSV files, read and written: ';', or '\\t' for a tab (default: a comma)",
            ),
            False,
        ),
        "encoding": (
            Text("CODAGE", "ENCODING"),
            Text(
                "le codage d'un fichier CSV qui n'est pas en UTF-8 : cp1252 pour Excel ; les résultats sont en UTF-8",
                "the encoding of a CSV file that is not UTF-8: cp1252 for Excel; the decisions are UTF-8",
            ),
            False,
        ),
    }
)
"""The options of ``batch`` for files as they come: the word for a value, what it is, and whether it may be repeated."""
RULES = Text(
    "les règles : une édition, avec des lectures après « + », comme guide-2026+clear_days (par défaut : la plus "
    "récente)",
    "the rules: an edition, with readings after '+', such as guide-2026+clear_days (default: the newest)",
)
STATEMENTS = Text(
    "indiquer, ou non, les numéros des énoncés de la page (par défaut : non)",
    "whether words have the numbers of the page's statements (default: no)",
)
JSON = Text(
    "écrire du JSON au lieu du texte ; les refus sont en JSON aussi",
    "print JSON instead of text; refusals are JSON as well",
)
HTML = Text(
    "écrire une page web qui tient sur une feuille A4 au lieu du texte",
    "print a web page that fits a sheet of A4 instead of text",
)
SCHEMA_OF = Text("ce que le schéma décrit", "what the schema describes")

COMMAND, FILE, DAY, NAME = (
    Text("COMMANDE", "COMMAND"),
    Text("FICHIER", "FILE"),
    Text("JOUR", "DATE"),
    Text("NOM", "NAME"),
)
IN, OUT = Text("ENTREE", "IN"), Text("SORTIE", "OUT")
FIRST, LAST = Text("PREMIER", "FIRST"), Text("DERNIER", "LAST")
TITLES = (Text("arguments\u00a0", "positional arguments"), Text("options\u00a0", "options"))
COMMANDS_TITLE = Text("commandes\u00a0", "commands")
USAGE = Text("usage : ", "usage: ")

# Why something cannot be used

SAYS = Text("{program} : {said}", "{program}: {said}")
ERROR = Text("{program} : erreur : {said}", "{program}: error: {said}")
STANDARD_INPUT = Text("l'entrée standard", "standard input")
TOO_LARGE = Text(
    "{name} : trop grand pour un dossier, plus de {most} octets ; batch examine un fichier de plusieurs dossiers",
    "{name} is too large for a dossier: more than {most} bytes; batch decides a file of many",
)
NOT_A_DOSSIER = Text("{name} n'est pas un dossier valable :", "{name} is not a valid dossier:")
CANNOT_READ = Text("impossible de lire {name} : {why}", "cannot read {name}: {why}")
CANNOT_WRITE = Text("impossible d'écrire sur la sortie standard : {why}", "cannot write to standard output: {why}")
NO_MAPPING = Text(
    "{name} : attendu : un objet JSON comme {example}", "{name}: expected a JSON object such as {example}"
)
CLOSED = Text("elle est fermée", "it is closed")
NEEDS = Text(
    "{what} demande {package}, qui n'est pas installé : pip install 'clea-eligibility[{extra}]'",
    "{what} needs {package}, which is not installed: pip install 'clea-eligibility[{extra}]'",
)
NO_DAY = Text(
    "attendu : un jour qui existe, écrit AAAA-MM-JJ ; reçu : {got}",
    "expected a day that exists, written YYYY-MM-DD, got {got}",
)
BAD_USAGE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(english), french)
    for english, french in (
        (r"the following arguments are required: (.+)", "il manque : {0}"),
        (r"unrecognized arguments: (.+)", "arguments inconnus : {0}"),
        (r"invalid choice: (.+) \(choose from (.+)\)", "valeur inconnue : {0} (valeurs possibles : {1})"),
        (r"expected one argument", "une valeur est attendue"),
        (r"expected at least one argument", "une valeur au moins est attendue"),
        (r"not allowed with argument (.+)", "ne peut pas accompagner {0}"),
        (r"ignored explicit argument (.+)", "ne prend pas de valeur ; reçu : {0}"),
        (r"expected a day that exists, written YYYY-MM-DD, got (.+)", NO_DAY.fr.format(got="{0}")),
    )
)
"""What ``argparse`` says, and the same in French."""
OF_ARGUMENT = re.compile(r"argument (\S+): (.+)", re.DOTALL)

# What is said besides

PLANNED_FROM = Text(
    "Plan à partir d'aujourd'hui, le {day} (heure de Paris).", "Planned from today, {day} (Paris time)."
)
ROWS = Text("{rows} lignes, {rate} lignes/s ", "{rows} rows, {rate} rows/s ")
BAD_ROWS = Text(
    "{bad} lignes sur {rows} n'ont pas pu être examinées : voir leur colonne « problems »",
    "{bad} of {rows} rows could not be decided: see their 'problems'",
)
ONE_BAD_ROW = Text(
    "1 ligne sur {rows} n'a pas pu être examinée : voir sa colonne « problems »",
    "1 of {rows} rows could not be decided: see their 'problems'",
)

# While somebody is asked

ASK_HINT = Text(
    "Répondez par un numéro ou un mot. « ? » : aide ; « retour » : question précédente ; Entrée : passer la question.",
    'Answer with a number or a word. "?" helps, "back" returns to the question before, Enter skips the question.',
)
ASK_LEFT = Text("(au plus {count})", "(at most {count})")
SAVED = Text("Réponses enregistrées dans {file}.", "The answers are saved in {file}.")
NOT_SAVED = Text("Impossible d'enregistrer dans {file} : {why}", "Cannot save to {file}: {why}")


def usage_said(message: str) -> Text:
    """What ``argparse`` says, in both languages; as it stands where it says something new."""
    of_argument = OF_ARGUMENT.fullmatch(message)
    if of_argument:
        name, said = of_argument.groups()
        return joined("argument ", name, Text(" : ", ": "), usage_said(said))
    for english, french in BAD_USAGE:
        found = english.fullmatch(message)
        if found:
            return Text(french.format(*found.groups()), message)
    return joined(message)
