// Everything set going.

function claimAt(event) {
  const link = event.target.closest("[data-claim]");
  return link ? claimById.get(Number(link.dataset.claim)) : undefined;
}

function listen() {
  byId("rows").addEventListener("click", (event) => follow(event, chooseRow));
  byId("documents").addEventListener("click", (event) => follow(event, chooseMark));
  byId("rows").addEventListener("keydown", walkRows);
  byId("documents").addEventListener("keydown", walkMarks);
  byId("documents").addEventListener("pointerover", tell);
  byId("columns").addEventListener("click", (event) => {
    const button = event.target.closest("[data-sort]");
    if (button) sortBy(button.dataset.sort);
  });
  byId("filters").addEventListener("input", filter);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(filter));
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("legend").addEventListener("click", toggleMarks);
  byId("places").addEventListener("click", togglePlace);
  byId("charts").addEventListener("click", showField);
  document.querySelector("[role=tablist]").addEventListener("keydown", walkTabs);
  for (const name of TABS) byId(`tab-${name}`).addEventListener("click", () => openTab(name));
  byId("language").addEventListener("click", switchLanguage);
}

// A click that marks text, or asks for another window, is left to the browser.
function follow(event, choose) {
  const claim = claimAt(event);
  if (!claim || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (getSelection().isCollapsed || event.detail === 0) choose(claim);
}

function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  showWords();
  byId("language").focus();
}

function showWords() {
  speak();
  showLegend();
  showColumns();
  offer();
  showMap();
  showCounts();
  showRows();
}

// On paper stands every article and every row that the filters leave.
function printed(on) {
  if (on) drawAll();
  if (whole === on) return;
  whole = on;
  showRows();
}

function openAddressed() {
  const claim = claimById.get(Number(/^#claim-(\d+)$/.exec(location.hash)?.[1]));
  if (claim) chooseRow(claim);
}

startTable();
showWords();
showArticles();
listen();
firstStop();
byId("legend").open = matchMedia("(min-width: 60rem)").matches;
addEventListener("beforeprint", () => printed(true));
addEventListener("afterprint", () => printed(false));
matchMedia("print").addEventListener("change", (event) => printed(event.matches));
addEventListener("hashchange", openAddressed);
openAddressed();
document.documentElement.dataset.ready = "yes";
