"""The words of the page that are not the library's, in French and English; {blanks} are filled by ``app.js``."""

from clea_eligibility.text import Text

WORDS = {
    "title": Text("Aide régionale à la certification CléA", "Regional aid towards a CléA certification"),
    "subtitle": Text(
        "Votre dossier remplit-il les critères publiés par la Région Nouvelle-Aquitaine ?",
        "Does your dossier meet the criteria published by the Région Nouvelle-Aquitaine?",
    ),
    "skip": Text("Aller aux questions", "Go to the questions"),
    "language": Text("English", "Français"),
    "today": Text("Nous sommes le", "Today is"),
    "change_today": Text("Modifier ce jour", "Change this day"),
    "not_official": Text(
        "Ce n'est pas une décision de la Région, qui seule étudie les dossiers et décide.",
        "This is not a decision of the Region, which alone examines dossiers and decides.",
    ),
    "private": Text(
        "Rien de ce que vous écrivez ne quitte cet appareil. Tout s'efface quand vous fermez la page, sauf si vous "
        "enregistrez le dossier.",
        "Nothing that you write leaves this device. Everything is erased when you close the page, unless you save the "
        "dossier.",
    ),
    "noscript": Text(
        "Cette page a besoin de JavaScript, qui est désactivé dans ce navigateur.",
        "This page needs JavaScript, which is switched off in this browser.",
    ),
    "ways": Text("Façon de répondre", "Way to answer"),
    "way_questions": Text("Question par question", "Question by question"),
    "way_form": Text("Formulaire", "Form"),
    # The interview
    "loading": Text("Préparation des questions…", "Preparing the questions…"),
    "loading_help": Text("Quelques secondes.", "A few seconds."),
    "slow": Text(
        "La première ouverture peut prendre une minute sur un téléphone ancien.",
        "The first time may take a minute on an old phone.",
    ),
    "trouble": Text(
        "Cela n'a pas abouti. Vos réponses sont gardées : essayez à nouveau. Détail : {why}",
        "That did not work. Your answers are kept: try again. Detail: {why}",
    ),
    "failed": Text("La page n'a pas pu démarrer.", "The page could not start."),
    "failed_help": Text(
        "Il faut un navigateur récent : Chrome, Edge ou Firefox de 2025 au moins. Détail : {why}",
        "It takes a recent browser: Chrome, Edge or Firefox of 2025 or later. Detail: {why}",
    ),
    "at_most": Text("Encore {count} questions au plus", "{count} questions left, at most"),
    "at_most_one": Text("Dernière question", "Last question"),
    "correcting": Text("Vous modifiez une réponse", "You are changing an answer"),
    "left_open": Text("Sans réponse jusqu'ici", "No answer so far"),
    "first": Text(
        "Pourquoi cette question d'abord ? Dans cet ordre, il faut en moyenne le moins de questions pour arriver à un "
        "résultat. Dans « Formulaire », vous répondez dans l'ordre que vous voulez.",
        "Why this question first? In this order it takes the fewest questions, on average, to come to an outcome. In "
        '"Form", you answer in any order.',
    ),
    "back": Text("Revenir aux questions", "Back to the questions"),
    "next": Text("Continuer", "Continue"),
    "unknown": Text("Passer la question", "Skip the question"),
    "skipped": Text("Passée", "Skipped"),
    "none": Text("Je n'en ai pas (encore)", "I have none (yet)"),
    "not_held": Text("Pas d'habilitation (pour l'instant)", "No accreditation (yet)"),
    "not_fixed": Text("Date pas encore fixée : passer", "Date not fixed yet: skip"),
    "not_filed": Text("Pas encore déposé : voir pour aujourd'hui", "Not filed yet: see for today"),
    "forget": Text("Effacer ma réponse", "Clear my answer"),
    "before": Text("Question précédente", "Previous question"),
    "keep": Text("Garder ma réponse", "Keep my answer"),
    "pick": Text("Calendrier", "Calendar"),
    "settled": Text(
        "Le résultat est déjà connu. Vous pouvez vous arrêter là, ou continuer pour connaître tous les motifs.",
        "The outcome is known already. You can stop here, or go on to see every reason.",
    ),
    "settled_incomplete": Text(
        "Une pièce manque ou ne convient pas. Les questions qui restent ne portent que sur les pièces.",
        "A document is missing or not in order. The questions left are about the documents alone.",
    ),
    "open_incomplete": Text(
        "Une pièce manque déjà ou ne convient pas. Continuez : d'autres critères restent à vérifier.",
        "A document is missing already, or not in order. Go on: other criteria remain to be checked.",
    ),
    "open_ineligible": Text(
        "Les dates indiquées ne vont pas ensemble. Continuez : ce résultat peut encore changer.",
        "The dates given do not go together. Go on: this outcome may still change.",
    ),
    "done": Text("Toutes les questions ont été posées", "All questions have been asked"),
    "done_help": Text(
        "Le résultat et la liste des pièces sont sur cette page. Chaque réponse peut encore être modifiée.",
        "The result and the list of papers are on this page. Every answer can still be changed.",
    ),
    "left_out": Text(
        "Vous avez passé ces questions. Vous pouvez y revenir quand vous saurez :",
        "You skipped these questions. You can come back to them once you know:",
    ),
    "left_out_one": Text(
        "Vous avez passé cette question. Vous pouvez y revenir quand vous saurez :",
        "You skipped this question. You can come back to it once you know:",
    ),
    "to_confirm": Text(
        "Ces points sont présumés. Si vous savez ce qu'il en est, dites-le :",
        "These points are presumed. If you know how things are, say so:",
    ),
    "to_confirm_one": Text(
        "Ce point est présumé. Si vous savez ce qu'il en est, dites-le :",
        "This point is presumed. If you know how things are, say so:",
    ),
    "see_result": Text("Voir le résultat", "See the result"),
    "answers": Text("Vos réponses", "Your answers"),
    "change": Text("Modifier", "Change"),
    "another": Text("Changer d'organisme évaluateur", "Change to another evaluator"),
    "another_sure": Text(
        "Effacer vos réponses sur l'organisme évaluateur, son habilitation et son devis, pour répondre au sujet d'un "
        "autre ?",
        "Clear your answers on the evaluator, its accreditation and its quote, to answer about another one?",
    ),
    "another_dates": Text(
        "Les dates de l'évaluation restent : vérifiez-les.", "The dates of the evaluation stay: check them."
    ),
    "former": Text(
        "Si c'est un autre organisme, vos réponses sur l'habilitation et le devis sont encore celles du précédent.",
        "If this is another evaluator, your answers on accreditation and quote are still those about the one before.",
    ),
    "former_clear": Text("C'est un autre organisme : effacer ces réponses", "It is another one: clear these answers"),
    # The form
    "form": Text("Tout le formulaire", "The whole form"),
    "form_help": Text(
        "Indiquez ce que vous savez, dans l'ordre que vous voulez ; le reste est inconnu.",
        "State what you know, in any order; the rest is unknown.",
    ),
    "not_stated": Text("Inconnu", "Unknown"),
    "date_help": Text("jj/mm/aaaa", "dd/mm/yyyy"),
    "department_help": Text("33 ou 33000", "33 or 33000"),
    "postal_help": Text("Le code postal convient aussi.", "The postal code will do, too."),
    "taken_as": Text("Compris : {said}", "Taken as: {said}"),
    "derived": Text("{said} (déduit de vos réponses)", "{said} (from your answers)"),
    # The result
    "result": Text("Résultat", "Result"),
    "missing": Text("Ce qu'il reste à établir ({count})", "What remains to be established ({count})"),
    "met": Text("Ce qui a été vérifié ({count})", "What has been checked ({count})"),
    "readings": Text(
        "« Lecture » : la page de la Région ne dit pas comment compter les trois semaines et les trois mois ; elle "
        "peut se comprendre de plusieurs façons. Cet outil en retient une, la Région peut en suivre une autre : un "
        "jour qui convient dans toutes celles que l'outil connaît est plus sûr.",
        '"Reading": the Region\'s page does not say how to count the three weeks and the three months; it can be '
        "understood in more than one way. This tool follows one, the Region may follow another: a day that is safe "
        "under all that the tool knows is a safer choice.",
    ),
    "applicant": Text(
        "« Le demandeur » est la personne qui demande l'aide : vous, si vous répondez pour vous-même.",
        '"The applicant" is the person who asks for the aid: you, if you answer for yourself.',
    ),
    "source": Text(
        "La page de la Région s'intitule {title} ({publisher}). Elle a pu changer depuis : pour la relire, cherchez ce "
        "titre.",
        "The Region's page is called {title} ({publisher}). It may have changed since: to read it again, look for "
        "that title.",
    ),
    "plan": Text("Que faire, et quand", "What to do, and when"),
    "calendar": Text("Les dates sur un calendrier", "The dates on a calendar"),
    "filing_line": Text("Tirets : le jour du dépôt.", "Dashed line: the filing day."),
    "today_line": Text("Pointillés : aujourd'hui.", "Dotted line: today."),
    "as_if_line": Text(
        "Tirets : aujourd'hui, comme si vous déposiez le dossier.", "Dashed line: today, as if you filed the dossier."
    ),
    "stated_line": Text(
        "Le calendrier montre les dates telles qu'elles sont indiquées, sans rien y corriger.",
        "The calendar shows the dates as they are stated, with nothing put right.",
    ),
    "sheet": Text("Liste des pièces à réunir", "List of papers to gather"),
    "mark": Text("Repère (facultatif)", "Reference (optional)"),
    "mark_help": Text(
        "Des initiales ou un numéro, pour distinguer deux personnes. Il figure sur la liste et dans le nom du fichier "
        "enregistré, pas dans le dossier. Le nom s'écrit à la main sur la liste imprimée.",
        "Initials or a number, to tell two people apart. It stands on the list and in the name of the saved file, not "
        "in the dossier. The name is written by hand on the printed list.",
    ),
    "print": Text("Imprimer la liste", "Print the list"),
    # The dossier
    "dossier": Text("Votre dossier", "Your dossier"),
    "save": Text("Enregistrer le dossier", "Save the dossier"),
    "open": Text("Ouvrir un dossier", "Open a dossier"),
    "clear": Text("Tout effacer", "Clear everything"),
    "clear_sure": Text("Effacer toutes vos réponses ?", "Clear all your answers?"),
    "open_sure": Text(
        "Vos réponses ne sont pas enregistrées. Les remplacer par le dossier que vous ouvrez ?",
        "Your answers are not saved. Replace them with the dossier that you open?",
    ),
    "saved_name": Text("dossier-clea", "clea-dossier"),
    "saved": Text(
        "Enregistré : {name}. Quand vous l'ouvrirez, ce qu'il ne dit pas vous sera demandé.",
        "Saved: {name}. When you open it, what it does not say will be asked.",
    ),
    "opened": Text("Dossier ouvert.", "Dossier opened."),
    "opened_unfiled": Text(
        "Dossier ouvert. Il n'indique pas de jour de dépôt : il est pris pour un dossier qui n'est pas encore déposé. "
        "S'il l'est, modifiez cette réponse.",
        "Dossier opened. It states no filing day: it is taken to be not filed yet. If it is filed, change that answer.",
    ),
    "refused": Text(
        "Ce fichier n'a pas été enregistré par cette page, ou a été modifié depuis.",
        "This file was not saved by this page, or has been changed since.",
    ),
    "refused_help": Text("Ce qui empêche de l'ouvrir :", "What prevents it from being opened:"),
    "json": Text("Dossier et résultat en JSON, pour un programme", "Dossier and decision as JSON, for a program"),
    # The foot
    "about": Text("À propos et licences", "About and licences"),
    "about_text": Text(
        "La demande se dépose en ligne auprès de la Région, comme l'indique sa page dans le Guide des aides. Ce "
        "fichier contient la bibliothèque clea-eligibility et tout ce dont elle a besoin. Il fonctionne sans réseau, "
        "et le navigateur lui interdit toute connexion.",
        "The request is filed online with the Region, as its page in the Guide des aides says. This page holds the "
        "library clea-eligibility and all that it needs. It works without a network, and the browser forbids it any "
        "connection.",
    ),
    "licence_of": Text("Licence {licence}", "Licence {licence}"),
    "sources": Text("Sources : {where}", "Source: {where}"),
}
