// The articles on the left: headings at once, bodies when they come near the window or are jumped to.

const pane = byId("articles");
const waiting = new Map();
const near = new IntersectionObserver(drawSeen, { root: pane, rootMargin: "1200px 0px" });
const IDLE = 8;
const PORTION = 3000;

function showArticles() {
  const shown = document.createDocumentFragment();
  for (const held of documents) shown.append(documentShown(held));
  byId("documents").append(shown);
  for (const body of waiting.keys()) near.observe(body);
  drawWhenIdle();
}

function documentShown(held) {
  const name = element("h2", { class: "name", id: `document-${held.at}` }, element("bdi", {}, visible(held.name)));
  const shown = element("section", { "aria-labelledby": `document-${held.at}`, class: "document" }, name);
  shown.append(...stretches(held).map((stretch) => articleShown(held, stretch)));
  return shown;
}

// The document cut at its titles; what stands above the first is a stretch without one.
function stretches(held) {
  const found = [];
  const starts = held.heads.map(([start]) => start);
  const above = starts[0] ?? held.text.length;
  if (held.text.slice(0, above).trim() !== "") found.push({ start: 0, end: above, said: starts.length ? "" : (held.titles[0] ?? "") });
  held.heads.forEach(([start, behind], at) => {
    found.push({ start, behind, end: starts[at + 1] ?? held.text.length, said: "" });
  });
  return found;
}

function articleShown(held, stretch) {
  const id = `article-${held.at}-${stretch.start}`;
  const shown = element("article", { lang: "zh-CN" });
  const title = articleTitle(held, stretch, id);
  if (title) {
    shown.append(title);
    shown.setAttribute("aria-labelledby", id);
  } else {
    shown.setAttribute("aria-labelledby", `document-${held.at}`);
  }
  shown.append(...portions(held.text, stretch.behind ?? stretch.start, stretch.end).map((portion) => bodyWaiting(held, portion)));
  return shown;
}

function bodyWaiting(held, portion) {
  const body = element("div", { class: "body" });
  body.style.containIntrinsicSize = `auto ${guessedHeight(portion)}px`;
  waiting.set(body, () => drawBody(body, held, portion));
  (held.portions ??= []).push({ ...portion, body });
  return body;
}

// A long article in portions, so that no more is drawn than is looked at; between paragraphs, else between lines.
function portions(text, start, end) {
  const found = [];
  while (start < end) {
    const empty = text.indexOf("\n\n", start + PORTION);
    const line = text.indexOf("\n", start + 2 * PORTION);
    const cut = Math.min(empty < 0 ? end : empty, line < 0 ? end : line, end);
    if (text.slice(start, cut).trim() !== "") found.push({ start, end: cut });
    start = cut;
  }
  return found;
}

function articleTitle(held, stretch, id) {
  if (stretch.behind === undefined) return stretch.said ? element("h3", { id }, visible(stretch.said)) : null;
  const title = element("h3", { id });
  held.take ??= sweeper(spansOf(held));
  for (const part of paragraphs(held.text, stretch.start, stretch.behind)) drawInto(title, held, part.start, part.end, held.take);
  return title;
}

function guessedHeight(portion) {
  return 40 + Math.ceil((portion.end - portion.start) / 34) * 29;
}

function drawBody(body, held, portion) {
  const take = sweeper(within(spansOf(held), portion.start, portion.end));
  for (const part of paragraphs(held.text, portion.start, portion.end)) {
    const drawn = element(part.heading ? "h4" : "p");
    drawInto(drawn, held, part.start, part.end, take);
    body.append(drawn);
  }
}

function draw(body) {
  const work = waiting.get(body);
  if (!work) return;
  waiting.delete(body);
  near.unobserve(body);
  work();
}

function drawSeen(entries) {
  for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
}

// The rest is drawn where nothing else is to be done, so that the browser's own search finds it.
function drawWhenIdle() {
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 2 * IDLE }), 200));
  if (waiting.size === 0) return;
  idle((deadline) => {
    for (const body of waiting.keys()) {
      if (deadline.timeRemaining() < IDLE) break;
      draw(body);
    }
    drawWhenIdle();
  });
}

function drawAll() {
  for (const body of [...waiting.keys()]) draw(body);
}

// The marks of a claim, its article drawn where it was not yet.
function marksOf(claim) {
  for (const portion of claim.held.portions) {
    if (portion.start < claim.to && portion.end > claim.from) draw(portion.body);
  }
  return claim.marks ?? [];
}
