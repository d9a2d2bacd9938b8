// Sentences, claims and numbers drawn into a stretch of a document.

// All spans over a document in the order of their starts; made when its first article is drawn.
function spansOf(held) {
  if (!held.spans) {
    const sentences = held.sentences.flatMap((of) => of.stretches.map(([start, end]) => ({ sort: "sentence", start, end, of })));
    const marked = held.claims.map((of) => ({ sort: "claim", start: of.start, end: of.end, of }));
    const numbers = held.numbers.map((of) => ({ sort: "number", start: of.start, end: of.end, of }));
    held.spans = [...sentences, ...marked, ...numbers].sort((a, b) => a.start - b.start || b.end - a.end);
  }
  return held.spans;
}

// Draws a stretch; `take` gives the spans over it.
function drawInto(parent, held, start, end, take) {
  const cut = pieces(start, end, take(start, end));
  for (const run of runs(cut, "sentence")) {
    if (run.shared.length === 0) drawClaims(parent, held, run.pieces);
    else parent.append(drawnSentence(held, run));
  }
}

function drawnSentence(held, run) {
  const drawn = element("span", { class: "sentence" });
  for (const span of run.shared) (span.of.parts ??= []).push(drawn);
  drawClaims(drawn, held, run.pieces);
  return drawn;
}

function drawClaims(parent, held, cut) {
  for (const run of runs(cut, "claim")) {
    if (run.shared.length === 0) drawNumbers(parent, held, run.pieces, false);
    else parent.append(drawnClaim(held, run));
  }
}

// Of claims in each other the shortest is meant.
function drawnClaim(held, run) {
  const [claim] = run.shared.map((span) => span.of).sort((a, b) => a.length - b.length);
  const first = run.shared.some((span) => span.start === run.pieces[0].start);
  const looks = { class: `claim kind-${claim.kind}`, href: `#claim-${claim.id}`, tabindex: -1, "data-claim": claim.id };
  const drawn = element("a", looks);
  if (!first) drawn.classList.add("on");
  for (const span of run.shared) (span.of.marks ??= []).push(drawn);
  drawNumbers(drawn, held, run.pieces, true);
  return drawn;
}

function drawNumbers(parent, held, cut, claimed) {
  for (const piece of cut) {
    const text = visible(held.text.slice(piece.start, piece.end));
    const number = piece.over.find((span) => span.sort === "number" && !(claimed && span.of.disposition === "claim"));
    if (number) parent.append(drawnNumber(number.of, text));
    else parent.append(text);
  }
}

function drawnNumber(number, text) {
  const drawn = element("span", { class: `number ${number.disposition}` }, text);
  drawn.number = number;
  return drawn;
}

// What a mark is, told when it is pointed at.
function tell(event) {
  const mark = event.target.closest?.(".number, .claim");
  if (!mark) return;
  const claim = claimById.get(Number(mark.dataset.claim));
  const { disposition, reason } = mark.number ?? {};
  mark.title = claim ? `${kindName(claim.kind)}: ${word(claim.figure)}` : `${dispositionName(disposition)}: ${visible(reason)}`;
}

const kindName = (kind) => say(`kind_${kind}`);
const dispositionName = (disposition) => (`disposition_${disposition}` in packed.words ? say(`disposition_${disposition}`) : disposition);
