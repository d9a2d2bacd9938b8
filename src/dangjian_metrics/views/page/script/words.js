// The words of the interface, in the language that is chosen.

let language = packed.language;
const LANGUAGES = { en: "en", zh: "zh-CN" };

function say(key, values = {}) {
  const [en, zh] = packed.words[key];
  const said = language === "zh" ? zh : en;
  return said.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? counted(values[name]) : whole));
}

function counted(value) {
  return typeof value === "number" ? value.toLocaleString(LANGUAGES[language]) : value;
}

function speak() {
  document.documentElement.lang = LANGUAGES[language];
  for (const each of document.querySelectorAll("[data-word]")) {
    const { n, all } = each.dataset;
    each.textContent = say(each.dataset.word, { n: Number(n), all: Number(all) });
  }
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", say(each.dataset.label));
  for (const each of document.querySelectorAll("[data-hint]")) each.placeholder = say(each.dataset.hint);
  byId("language").lang = language === "zh" ? "en" : "zh-CN";
  head();
}

function head() {
  const many = { documents: documents.length, claims: claims.length };
  many.numbers = documents.reduce((sum, held) => sum + held.numbers.length, 0);
  const title = packed.title === "" ? say("title", many) : visible(packed.title);
  document.title = title;
  document.querySelector("h1").textContent = title;
  const only = packed.filters.length ? ` ${say("only")} ${packed.filters.map(visible).join(" ")}` : "";
  byId("summary").textContent = say("summary", many) + only;
}

// What happened, for who does not see it.
function announce(text) {
  byId("said").textContent = text;
}
