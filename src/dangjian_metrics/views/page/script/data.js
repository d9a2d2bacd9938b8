// The data as it was packed, unpacked: documents with their numbers, and claims, all with offsets of their own.

const packed = JSON.parse(byId("data").textContent);
const strings = packed.strings;
const documents = packed.documents.map(unpackedDocument);
const claims = documents.flatMap((held) => held.claims);
const claimById = new Map(claims.map((claim) => [claim.id, claim]));

function unpackedDocument([name, text, heads, titles, numbers, rows], at) {
  const held = { at, name, text, heads, titles };
  held.numbers = unpackedNumbers(numbers);
  held.claims = unpackedClaims(rows, held);
  held.sentences = sentencesOf(held.claims);
  return held;
}

function unpackedNumbers(flat) {
  const found = [];
  let start = 0;
  for (let at = 0; at < flat.length; at += 3) {
    start += flat[at];
    const [disposition, reason] = packed.manners[flat[at + 2]];
    found.push({ start, end: start + flat[at + 1], disposition, reason });
  }
  return found;
}

function unpackedClaims(rows, held) {
  let start = 0;
  return rows.map((row) => {
    const claim = { held };
    packed.columns.forEach((name, at) => (claim[name] = row[at]));
    start += claim.start;
    claim.start = start;
    claim.end = start + claim.length;
    claim.from = start - claim.back;
    claim.to = claim.from + claim.long;
    claim.kind = packed.kinds[claim.kind] ?? "none";
    return claim;
  });
}

// Claims of one sentence share it.
function sentencesOf(rows) {
  const known = new Map();
  for (const claim of rows) {
    const key = `${claim.from}-${claim.to}`;
    if (!known.has(key)) known.set(key, { start: claim.from, end: claim.to, stretches: stretchesOf(claim) });
    claim.sentence = known.get(key);
  }
  return [...known.values()].sort((a, b) => a.start - b.start);
}

// A sentence stands in one stretch, or before and behind a caption.
function stretchesOf(claim) {
  const gap = claim.from + claim.gap;
  if (claim.gap === 0) return [[claim.from, claim.to]];
  return [[claim.from, gap], [gap + claim.caption, claim.to]];
}

const word = (number) => visible(strings[number]);

// What a search for words looks through; made when the first is searched for.
function haystack(claim) {
  if (claim.words === undefined) {
    const said = stretchesOf(claim).map(([start, end]) => claim.held.text.slice(start, end)).join("").replace(/\s*\n\s*/g, "");
    const cells = ["field", "entity", "role", "subject", "action", "figure", "period", "place"].map((name) => strings[claim[name]]);
    claim.words = [said, ...cells, claim.held.name].join("\n").toLowerCase();
  }
  return claim.words;
}
