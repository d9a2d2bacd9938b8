// One claim is chosen at a time: its sentence is lit on the left, its row on the right.

let chosen = null;

function light(claim) {
  if (chosen) lit(chosen, false);
  chosen = claim;
  lit(claim, true);
}

function lit(claim, on) {
  for (const mark of marksOf(claim)) {
    mark.classList.toggle("chosen", on);
    if (on) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
  }
  for (const part of claim.sentence.parts ?? []) part.classList.toggle("lit", on);
}

// From a row to its sentence.
function chooseRow(claim) {
  light(claim);
  const [mark] = claim.marks ?? [];
  showChosenRow();
  if (!mark) return;
  reveal(mark, pane);
  stopAt(mark);
  mark.focus({ preventScroll: true });
  announce(say("found", { figure: word(claim.figure) }));
}

// From a number to its row.
function chooseMark(claim) {
  light(claim);
  stopAt(claim.marks[0]);
  openTab("claims");
  if (!shownClaims.includes(claim)) clearFilters();
  const row = rowOf(claim);
  showChosenRow();
  reveal(row, byId("table"));
  row.querySelector("a").focus({ preventScroll: true });
  announce(say("row_found", { figure: word(claim.figure) }));
}

// Of all marks the Tab key stops at one; arrow keys go on from there.
let stop = null;

function stopAt(mark) {
  if (stop) stop.tabIndex = -1;
  stop = mark;
  if (stop) stop.tabIndex = 0;
}

function firstStop() {
  if (claims.length) stopAt(marksOf(claims[0])[0] ?? null);
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

function walkMarks(event) {
  const mark = event.target.closest(".claim");
  const step = STEPS[event.key];
  if (!mark || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = claims.indexOf(claimById.get(Number(mark.dataset.claim)));
  const next = claims[at + step];
  event.preventDefault();
  if (!next) return;
  const [target] = marksOf(next);
  if (!target) return;
  stopAt(target);
  reveal(target, pane);
  target.focus({ preventScroll: true });
}
