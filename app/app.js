// The page: what was typed goes to bridge.py, in a worker, and what it replies is shown. No rule is decided here.

const { words, lock, worker: workerSource, licences } = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const clock = () => new Intl.DateTimeFormat("sv", { timeZone: "Europe/Paris" }).format(new Date());

let lang = "fr"; // of the page
let today = clock(); // in Paris
let answers = {}; // what was typed, by the key of its question; null is "I do not know"
let about = null; // the question that somebody corrects
let cameFrom = null; // where somebody was who opened a point of the result: the question that was corrected, or none
let isPoint = false; // whether what is corrected is such a point
let given = null; // the question that was answered last
let shown = ""; // the question on the page
let folded = false; // whether the answers were folded by the page
let ofEvaluator = []; // the keys of what has been answered about the evaluator
let saved = "{}"; // the answers that a file holds
let formed = ""; // the language in which the form was built; none until the first reply
let mark = ""; // by which somebody tells two people apart

const say = (key, blanks = {}) =>
  words[lang][key].replace(/\{(\w+)\}/g, (_, name) => blanks[name]);

function el(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...content.filter((each) => each !== null && each !== ""));
  return made;
}

// Asking: one request at a time; what happens meanwhile goes with the next

const worker = new Worker(URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" })));
const fileNames = ["loader", "asm", "wasm", "stdlib", "site"];
worker.postMessage({
  files: { lock, ...Object.fromEntries(fileNames.map((name) => [name, by(`file-${name}`).textContent])) },
});
fileNames.forEach((name) => by(`file-${name}`).remove());

let busy = true;
let waiting = { set: {} };
let asked = lang; // the language of the last request
let toSave = false; // whether the dossier is to be saved once the page shows what was answered last
let moved = false; // whether the next question takes the focus

// A change is a few answers (set), other answers altogether (answers), or a file (open); a reply may come in between.
function ask({ set, ...change }) {
  const afresh = "answers" in change || "open" in change;
  waiting = { ...waiting, ...change, set: { ...(afresh ? {} : waiting?.set), ...set } };
  send();
}

function send() {
  document.body.toggleAttribute("data-busy", busy || waiting !== null);
  if (busy || waiting === null) return;
  busy = true;
  asked = lang;
  const form = formed === lang ? {} : { form: true };
  worker.postMessage({ request: JSON.stringify({ lang, today, answers, about, mark, asking: null, width: pictureWidth(), ...form, ...waiting }) });
  waiting = null;
}

const pictureWidth = () => Math.max(280, Math.min(720, by("results").clientWidth - 34));

worker.onmessage = ({ data }) => {
  busy = false;
  try {
    if (data.failed) return failed(data.failed);
    if (data.reply) show(JSON.parse(data.reply));
  } catch (error) {
    return failed(String(error));
  }
  send();
  if (toSave && !busy) save();
};
worker.onerror = (error) => {
  busy = false;
  failed(error.message ?? "");
};

// What goes wrong before anything is shown ends the page; later it ends one request, and the page stays as it was.
function failed(details) {
  const why = details.trim().split("\n").pop();
  toSave = false;
  if (formed) {
    by("trouble").textContent = say("trouble", { why });
    send();
    return;
  }
  by("interview").replaceChildren(
    el("h2", { id: "question", tabindex: -1 }, say("failed")),
    el("p", { role: "alert" }, say("failed_help", { why })),
  );
}

// Showing

function show(reply) {
  by("trouble").textContent = "";
  if (reply.refused) {
    const why = [el("p", { class: "error" }, say("refused")), el("p", {}, say("refused_help")), list(reply.refused)];
    by("file-says").replaceChildren(...why);
    return;
  }
  answers = reply.answers;
  ofEvaluator = reply.ofEvaluator;
  if (reply.opened) saved = JSON.stringify(answers);
  if (reply.opened || isUnsaved()) by("file-says").replaceChildren(reply.opened ? say(reply.isOpenedUnfiled ? "opened_unfiled" : "opened") : "");
  if (reply.form) {
    showForm(reply.form);
    formed = asked;
  }
  showAnswers(reply);
  showFields(reply);
  showResult(reply);
  showQuestion(reply.question, reply);
  for (const id of ["result", "sheet", "dossier"]) by(id).hidden = false;
  if (reply.opened) goToResult();
}

function showQuestion(question, reply) {
  if (question?.isKept) about = question.key; // the correction was refused, the answer stays
  const notice = about ? null : reply.notices[given];
  const now = JSON.stringify([lang, question ?? [reply.left, reply.toConfirm], reply.verdict, notice, reply.ofFormer, reply.forgotten]);
  if (now === shown && !moved) return;
  shown = now;
  const card = by("interview");
  const actions = el("div", { class: "actions" });
  const before = reply.before;
  const above = [
    former(reply.ofFormer),
    ...Object.values(reply.forgotten).map((said) => el("p", { class: "hint", role: "status" }, said)),
    notice ? noticed(given, notice) : "",
  ];
  if (question === null) {
    card.replaceChildren(
      ...above,
      el("h2", { id: "question", tabindex: -1 }, say("done")),
      el("p", {}, say("done_help")),
      ...openings(say(reply.left.length > 1 ? "left_out" : "left_out_one"), reply.left),
      ...openings(say(reply.toConfirm.length > 1 ? "to_confirm" : "to_confirm_one"), reply.toConfirm),
      actions,
    );
    actions.append(el("button", { type: "button", class: "main", onclick: goToResult }, say("see_result")));
  } else {
    const give = (text) => {
      about = null;
      moved = true;
      given = question.key;
      ask({ set: { [question.key]: text }, asking: question.key });
    };
    const none = () => {
      about = null;
      moved = true;
      ask({ set: { [question.flag]: "false" } });
    };
    const isAnswered = question.value !== null;
    const left = about ? say(isAnswered ? "correcting" : "left_open") : question.atMost > 1 ? say("at_most", { count: question.atMost }) : say("at_most_one");
    const describedby = question.error ? "question-help question-error" : "question-help";
    card.replaceChildren(
      ...above,
      el("p", { class: "quiet" }, left),
      el("h2", { id: "question", tabindex: -1 }, question.text),
      el("p", { id: "question-help" }, question.help),
      question.kind === "choice" ? choices(question, give, describedby) : typing(question, give, describedby),
      actions,
      Object.keys(answers).length || about ? "" : el("p", { class: "quiet hint" }, say("first")),
      reply.settled && !about ? settledHint(reply.settled) : "",
    );
    if (question.flag && question.flag !== question.key)
      actions.append(el("button", { type: "button", onclick: none }, say(question.flag.endsWith(".held") ? "not_held" : "none")));
    if (question.key === "filed_on") actions.append(el("button", { type: "button", "aria-pressed": question.isUnfiled ? "true" : null, onclick: () => give("not_filed") }, say("not_filed")));
    const unknown = question.key === "evaluation.starts_on" ? "not_fixed" : "unknown";
    actions.append(el("button", { type: "button", onclick: () => give(null) }, say(about && isAnswered ? "forget" : unknown)));
    if (about && ofEvaluator.includes(about)) actions.append(another());
    if (about) actions.append(el("button", { type: "button", onclick: () => correct(null) }, say(isAnswered ? "keep" : "back")));
  }
  const back = about && isPoint ? cameFrom : before;
  if (before || (about && isPoint)) actions.append(el("button", { type: "button", onclick: () => correct(back) }, say("before")));
  if (moved) {
    (card.querySelector("input") ?? by("question")).focus({ preventScroll: true });
    if (matchMedia("(min-width: 60rem)").matches) card.scrollIntoView({ block: "nearest" });
    else by("asks").scrollIntoView();
  }
  moved = false;
}

// An answer to look at again, above the next question.
function noticed(key, notice) {
  const change = el("button", { type: "button", onclick: () => correct(key) }, say("change"));
  return el("div", { class: "hint", role: "status" }, el("p", {}, notice), change);
}

// Another evaluator: what was answered about the one before is to be answered anew.
function another() {
  const onclick = () => {
    const isDated = answers["evaluation.starts_on"] || answers["evaluation.ends_on"];
    const sure = isDated ? `${say("another_sure")} ${say("another_dates")}` : say("another_sure");
    if (confirm(sure)) askAnew(ofEvaluator);
  };
  return el("button", { type: "button", onclick }, say("another"));
}

function former(keys) {
  if (keys.length === 0) return "";
  const clear = el("button", { type: "button", onclick: () => askAnew(keys) }, say("former_clear"));
  return el("div", { class: "hint", role: "status" }, el("p", {}, say("former")), clear);
}

function askAnew(keys) {
  about = given = null;
  moved = by("form").hidden;
  if (!moved) by("evaluator.accreditation.held").focus();
  ask({ set: Object.fromEntries(keys.map((key) => [key, ""])) });
}

function settledHint(how) {
  const result = el("button", { type: "button", onclick: goToResult }, say("see_result"));
  return el("div", { class: "hint" }, el("p", {}, say(how)), result);
}

function openings(line, items) {
  return items.length ? [el("p", {}, line), list(items.map(opening))] : [];
}

function choices(question, give, describedby) {
  const buttons = question.choices.map(([value, label]) =>
    el("button", { type: "button", "aria-pressed": String(question.value === value), onclick: () => give(value) }, label),
  );
  return el("div", { class: "choices", role: "group", "aria-labelledby": "question", "aria-describedby": describedby }, ...buttons);
}

function typing(question, give, describedby) {
  const input = el("input", {
    id: "typed",
    type: "text",
    autocomplete: "off",
    value: question.value ?? "",
    "aria-labelledby": "question",
    "aria-describedby": describedby,
    "aria-invalid": question.error ? "true" : null,
    inputmode: question.key.endsWith("postal_code") ? "numeric" : null,
    placeholder: question.kind === "date" ? say("date_help") : null,
  });
  const onsubmit = (event) => {
    event.preventDefault();
    if (input.value.trim()) give(input.value);
    else input.focus();
  };
  return el(
    "form",
    { onsubmit, novalidate: true },
    el("div", { class: "typing" }, input, question.kind === "date" ? picker(input) : ""),
    question.error ? el("p", { id: "question-error", class: "error", role: "alert" }, question.error) : "",
    el("button", { type: "submit", class: "main" }, say("next")),
  );
}

// The calendar of the browser, which fills the field that people type into.
// It opens on the day in the field, else on the page's today, which it forgets at once: it reports no day that it holds.
function picker(input) {
  const onclick = () => {
    const [, day, month, year] = input.value.match(/^(\d\d)\/(\d\d)\/(\d{4})$/) ?? [];
    native.value = year ? `${year}-${month}-${day}` : today;
    native.showPicker();
    if (!year) native.value = "";
  };
  const onchange = () => {
    if (native.value) input.value = native.value.split("-").reverse().join("/");
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  };
  const native = el("input", { type: "date", class: "native", tabindex: -1, "aria-hidden": "true", onchange });
  return el("span", { class: "picker" }, native, el("button", { type: "button", onclick }, say("pick")));
}

function correct(key) {
  isPoint = false;
  about = key;
  moved = true;
  showWay("questions");
  ask({});
}

function showAnswers({ answered, notices, question, verdict }) {
  by("answers").hidden = answered.length === 0 || !by("form").hidden;
  const isLong = question === null || verdict !== "undetermined" || answered.length > 6;
  if (isLong !== folded) by("answers").querySelector("details").open = !isLong;
  folded = isLong;
  by("answers-title").textContent = `${say("answers")} (${answered.filter(({ said }) => said !== null).length})`;
  by("another").replaceChildren(ofEvaluator.length ? another() : "");
  by("answers").querySelector("ol").replaceChildren(
    ...answered.map(({ key, text, said }) =>
      el(
        "li",
        {},
        el("span", { class: "asked", id: `asked-${key}` }, text),
        el("span", { class: said === null ? "said unknown" : "said" }, said ?? say("skipped")),
        notices[key] ? el("span", { class: "asked" }, notices[key]) : "",
        el("button", { type: "button", id: `change-${key}`, "aria-labelledby": `change-${key} asked-${key}`, onclick: () => correct(key) }, say("change")),
      ),
    ),
  );
}

function showForm(groups) {
  by("facts").replaceChildren(
    ...groups.map(({ legend, fields, isEvaluator }) =>
      el("fieldset", {}, el("legend", {}, legend), ...fields.map(field), isEvaluator ? el("div", { id: "another-in-form" }) : ""),
    ),
  );
}

function field({ path, key, label, kind, choices: values, help }) {
  const hint = kind === "text" ? say("postal_help") : help;
  const attributes = {
    id: path,
    "aria-describedby": hint ? `${path}-help ${path}-says` : `${path}-says`,
    onchange: (event) => ask({ set: { [key]: event.target.value.trim() } }),
  };
  const control =
    kind === "choice"
      ? el("select", attributes, el("option", { value: "" }, say("not_stated")), ...values.map(([value, said]) => el("option", { value }, said)))
      : el("input", { type: "text", placeholder: say(kind === "date" ? "date_help" : "department_help"), ...attributes });
  return el(
    "div",
    { class: "field" },
    el("label", { for: path }, label),
    kind === "date" ? el("div", { class: "typing" }, control, picker(control)) : control,
    key === "filed_on" ? el("button", { id: "not-filed", type: "button", onclick: () => ask({ set: { [key]: "not_filed" } }) }, say("not_filed")) : "",
    hint ? el("p", { id: `${path}-help`, class: "quiet" }, hint) : "",
    el("p", { id: `${path}-says` }),
  );
}

function showFields({ fields, ofFormer }) {
  by("another-in-form").replaceChildren(former(ofFormer) || (ofEvaluator.length ? another() : ""));
  by("not-filed").setAttribute("aria-pressed", String(fields.filed_on.isUnfiled));
  for (const { path, value, said, derived, note, error, isHidden } of Object.values(fields)) {
    const control = by(path);
    const whole = control.closest(".field");
    const hadFocus = isHidden && whole.contains(document.activeElement);
    whole.hidden = isHidden;
    if (hadFocus) by("applicant.identity_document.kind").focus();
    const says = by(`${path}-says`);
    const isInput = control.tagName === "INPUT";
    const inferred = derived ? say("derived", { said }) : "";
    if (control !== document.activeElement) control.value = derived && !isInput ? "" : value; // else somebody is typing
    if (!isInput) control.options[0].textContent = inferred ? inferred[0].toUpperCase() + inferred.slice(1) : say("not_stated");
    control.toggleAttribute("aria-invalid", Boolean(error));
    if (error) control.setAttribute("aria-invalid", "true");
    const taken = !isInput ? "" : inferred || (said && said !== value ? say("taken_as", { said }) : "");
    says.className = error ? "error" : "quiet";
    says.textContent = error || (derived && note ? `${taken}. ${note}` : note || taken);
  }
}

function list(items, tag = "ul") {
  return el(tag, {}, ...items.map((item) => el("li", {}, item)));
}

function part({ lines, items, numbered, notes }) {
  const heading = items.length && lines.length ? el("h3", {}, lines.at(-1).replace(/\s*:$/, "")) : "";
  const above = (items.length ? lines.slice(0, -1) : lines).map((line) => el("p", {}, line));
  const held = items.length ? list(items.map(opening), numbered ? "ol" : "ul") : "";
  return [...above, heading, held, ...notes.map((key) => el("p", { class: "quiet" }, say(key)))].filter(Boolean);
}

function showResult(reply) {
  const verdict = by("verdict");
  document.body.dataset.verdict = reply.verdict;
  if (verdict.textContent !== `${reply.mark} ${reply.banner}`)
    verdict.replaceChildren(el("span", { "aria-hidden": "true" }, reply.mark), ` ${reply.banner}`);
  leaveRoom();
  by("reasons").replaceChildren(
    el("p", { class: "headline" }, reply.headline),
    ...reply.reasons.flatMap(part),
    el("p", { class: "quiet" }, say("source", reply.source)),
  );
  const met = by("met");
  met.hidden = reply.met.items.length === 0;
  met.querySelector("summary").textContent = say("met", { count: reply.met.items.length });
  met.querySelector("div").replaceChildren(...part(reply.met));
  const missing = by("missing");
  missing.hidden = reply.missing.length === 0;
  const count = reply.missing.reduce((sum, each) => sum + each.items.length, 0);
  missing.querySelector("summary").textContent = say("missing", { count });
  missing.querySelector("div").replaceChildren(...reply.missing.flatMap(part));
  if (reply.question === null && count) missing.open = true;
  by("plan").hidden = reply.plan.length === 0;
  by("plan").querySelector("div").replaceChildren(...reply.plan.flatMap(part), reply.plansAnother && ofEvaluator.length ? another() : "");
  by("calendar").hidden = !reply.pictures[0];
  by("calendar").querySelector("div").innerHTML = reply.pictures.join("");
  by("calendar").querySelector("p").textContent = reply.lines.map((key) => say(key)).join(" ");
  showSheet(reply.sheet, reply.isReadOnSheet ? say("readings") : "");
  by("json-dossier").textContent = reply.dossier;
  by("json-decision").textContent = reply.decision;
}

// What is scrolled to stops below the banner.
function leaveRoom() {
  document.documentElement.style.setProperty("--banner", `${by("verdict").offsetHeight}px`);
}
addEventListener("resize", leaveRoom);

// What is to be established or confirmed: a button that opens its question. From there one goes back to where one was.
function opening([text, key]) {
  const onclick = () => {
    if (!about || !isPoint) cameFrom = about;
    correct(key);
    isPoint = true;
  };
  return key === null ? text : el("button", { type: "button", class: "plain", onclick }, text);
}

// The list is a page of its own, with a style of its own: its root element lives in a shadow. It has a note at its end.
function showSheet(html, note) {
  const paper = by("paper");
  const shadow = paper.shadowRoot ?? paper.attachShadow({ mode: "open" });
  const together = el("style", {}, "@media print { h1, h2 { break-after: avoid } }");
  const made = new DOMParser().parseFromString(html, "text/html");
  if (note) made.body.append(el("section", {}, el("div", {}, note)));
  shadow.replaceChildren(together, made.documentElement);
}

// The rest of the page

function showWords() {
  document.documentElement.lang = lang;
  document.title = say("title");
  document.querySelectorAll("[data-say]").forEach((each) => (each.textContent = say(each.dataset.say)));
  document.querySelectorAll("[data-label]").forEach((each) => each.setAttribute("aria-label", say(each.dataset.label)));
  showToday();
  by("language").lang = lang === "fr" ? "en" : "fr";
  by("licences").replaceChildren(
    ...licences.map(({ name, version, licence, text, source }) => {
      const said = `${name} ${version} · ${say("licence_of", { licence })}`;
      if (!text) return el("li", {}, `${said} · ${say("sources", { where: source })}`);
      return el("li", {}, el("details", {}, el("summary", {}, said), el("pre", { tabindex: 0 }, text)));
    }),
  );
}

function showToday() {
  by("today-said").textContent = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "full", timeZone: "UTC" }).format(new Date(today));
}

function showWay(way) {
  const isForm = way === "form";
  by("form").hidden = !isForm;
  by("interview").hidden = isForm;
  by("answers").hidden = isForm || !by("answers").querySelector("li");
  by("way-form").setAttribute("aria-pressed", String(isForm));
  by("way-questions").setAttribute("aria-pressed", String(!isForm));
}

function goToResult() {
  by("result-title").focus();
  by("result").scrollIntoView();
}

by("way-form").onclick = () => showWay("form");
by("way-questions").onclick = () => showWay("questions");
by("facts").onsubmit = (event) => event.preventDefault();

by("language").onclick = () => {
  lang = lang === "fr" ? "en" : "fr";
  showWords();
  ask({});
};

by("today").value = today;
// While somebody types there may be no whole day, or one of the year 2: the last good one stays in force.
by("today").onblur = ({ target }) => {
  if (!target.validity.valid) target.value = today;
};
by("today").onchange = ({ target }) => {
  if (!target.validity.valid) return;
  today = target.value;
  showToday();
  // What was said of the day before is not said of this one.
  ask({ set: answers.filed_on === "not_filed" && answers.filing_open ? { filing_open: "" } : {} });
};

by("save").onclick = () => {
  if (busy || waiting !== null) toSave = true;
  else save();
};

function save() {
  toSave = false;
  const address = URL.createObjectURL(new Blob([`${by("json-dossier").textContent}\n`], { type: "application/json" }));
  const name = `${[say("saved_name"), mark.replace(/[^\p{L}\p{N}]+/gu, "-"), today].filter(Boolean).join("-")}.json`;
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  saved = JSON.stringify(answers);
  by("file-says").textContent = say("saved", { name });
}

by("open").onclick = () => by("file").click();
by("file").onchange = async ({ target }) => {
  const [file] = target.files;
  if (!file || (isUnsaved() && !confirm(say("open_sure")))) {
    target.value = "";
    return;
  }
  by("file-says").textContent = "";
  document.body.toggleAttribute("data-busy", true);
  about = given = null;
  setMark(markIn(file.name));
  const open = await file.text();
  target.value = "";
  ask({ open });
};

by("clear").onclick = () => {
  if (!confirm(say("clear_sure"))) return;
  about = given = null;
  moved = true;
  saved = "{}";
  setMark("");
  by("asks").scrollIntoView();
  ask({ answers: {}, open: undefined });
};

by("print").onclick = () => {
  document.body.classList.add("printing-list");
  window.print();
  document.body.classList.remove("printing-list");
};

// The mark by which a file was saved: it stands in the name alone, between our words and the day.
function markIn(name) {
  const ours = [words.fr, words.en].map((each) => each.saved_name).join("|");
  return name.match(new RegExp(`^(?:${ours})-(.+)-\\d{4}-\\d\\d-\\d\\d`))?.[1] ?? "";
}

function setMark(text) {
  by("mark").value = mark = text;
}

by("mark").onchange = ({ target }) => {
  mark = target.value.trim();
  ask({});
};

const isUnsaved = () => JSON.stringify(answers) !== saved;

addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});

showWords();
setTimeout(() => by("slow") && (by("slow").textContent = say("slow")), 10_000);
