// The claims as a table, a page at a time; sorted by a column, and walked through with the arrow keys.

const PAGE = 100;
const COLUMNS = ["figure", "field", "action", "place", "period", "kind"];
const collator = new Intl.Collator("zh-CN", { numeric: true });
let columns = COLUMNS;
let order = { by: null, down: false };
let shownClaims = claims;
let first = 0;
let whole = false;

function startTable() {
  columns = COLUMNS.filter((name) => claims.some((claim) => keyOf(name)(claim) !== ""));
  showColumns();
}

function keyOf(name) {
  if (name === "figure") return (claim) => claim.value;
  if (name === "kind") return (claim) => (claim.kind === "none" ? "" : kindName(claim.kind));
  if (name === "field") return (claim) => strings[claim.field] || strings[claim.entity];
  return (claim) => strings[claim[name]];
}

function showColumns() {
  empty(byId("columns"), ...columns.map(columnShown));
}

function columnShown(name) {
  const sorted = order.by === name ? (order.down ? "descending" : "ascending") : null;
  const arrow = element("span", { "aria-hidden": "true", class: "arrow" }, sorted ? (order.down ? " ▼" : " ▲") : "");
  const button = element("button", { type: "button", "data-sort": name }, say(`column_${name}`), arrow);
  return element("th", { scope: "col", class: `column-${name}`, "aria-sort": sorted }, button);
}

function sortBy(name) {
  order = { by: name, down: order.by === name && !order.down };
  showColumns();
  byId("columns").querySelector(`[data-sort=${name}]`).focus();
  filter();
}

// What is empty comes last, either way.
function sorted(found) {
  if (order.by === null) return found;
  const key = keyOf(order.by);
  const ranks = rank(found, key);
  const way = order.down ? -1 : 1;
  return [...found].sort((a, b) => (ranks.get(key(a)) - ranks.get(key(b))) * (key(a) === "" || key(b) === "" ? 1 : way));
}

// Every key is compared once, however many claims have it.
function rank(found, key) {
  const keys = [...new Set(found.map(key))];
  keys.sort((a, b) => (a === "") - (b === "") || (typeof a === "number" ? a - b : collator.compare(a, b)));
  return new Map(keys.map((each, at) => [each, at]));
}

function showRows() {
  const end = whole ? shownClaims.length : Math.min(first + PAGE, shownClaims.length);
  const from = whole ? 0 : first;
  empty(byId("rows"), ...shownClaims.slice(from, end).map(rowShown));
  const [top] = byId("rows").querySelectorAll("a");
  if (top) top.tabIndex = 0;
  byId("nothing").hidden = shownClaims.length > 0;
  showPager(from, end);
  if (chosen) showChosenRow();
}

function showPager(from, end) {
  byId("pager").hidden = shownClaims.length <= PAGE;
  byId("page").textContent = say("page_of", { from: from + 1, to: end, n: shownClaims.length });
  byId("previous").disabled = from === 0;
  byId("next").disabled = end >= shownClaims.length;
}

function rowShown(claim) {
  return element("tr", { "data-claim": claim.id }, ...columns.map((name) => cellShown(name, claim)));
}

function cellShown(name, claim) {
  if (name === "figure") {
    const looks = { href: `#claim-${claim.id}`, tabindex: -1, class: `claim kind-${claim.kind}` };
    return element("th", { scope: "row", class: "column-figure", lang: "zh-CN" }, element("a", looks, word(claim.figure)));
  }
  if (name === "kind") return element("td", { class: "column-kind" }, claim.kind === "none" ? "" : kindName(claim.kind));
  if (name === "field") return element("td", { class: "column-field", lang: "zh-CN" }, ...fieldShown(claim));
  return element("td", { class: `column-${name}`, lang: "zh-CN" }, word(claim[name]).replaceAll("\t", " "));
}

// The field, and below it what was counted as it is written, where that is another word.
function fieldShown(claim) {
  const [field, entity, role] = [claim.field, claim.entity, claim.role].map(word);
  const written = `${entity === field ? "" : entity}${role ? `（${role}）` : ""}`;
  if (!field) return [written];
  return written ? [field, element("small", {}, written)] : [field];
}

function turn(step) {
  first = Math.max(0, Math.min(first + step * PAGE, Math.floor((shownClaims.length - 1) / PAGE) * PAGE));
  showRows();
  byId("table").scrollTop = 0;
}

function rowOf(claim) {
  const at = shownClaims.indexOf(claim);
  if (!whole && (at < first || at >= first + PAGE)) {
    first = Math.floor(at / PAGE) * PAGE;
    showRows();
  }
  return byId("rows").querySelector(`[data-claim="${claim.id}"]`);
}

function showChosenRow() {
  byId("rows").querySelector("[aria-current]")?.removeAttribute("aria-current");
  const row = byId("rows").querySelector(`[data-claim="${chosen.id}"]`);
  if (!row) return;
  row.setAttribute("aria-current", "true");
  stopAtRow(row.querySelector("a"));
}

function stopAtRow(link) {
  const before = byId("rows").querySelector('a[tabindex="0"]');
  if (before) before.tabIndex = -1;
  link.tabIndex = 0;
}

const LEAPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

function walkRows(event) {
  const row = event.target.closest("tr[data-claim]");
  const step = LEAPS[event.key];
  if (!row || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const at = shownClaims.indexOf(claimById.get(Number(row.dataset.claim)));
  const next = shownClaims[Math.max(0, Math.min(at + step, shownClaims.length - 1))];
  const link = rowOf(next).querySelector("a");
  stopAtRow(link);
  reveal(link, byId("table"));
  link.focus({ preventScroll: true });
}
