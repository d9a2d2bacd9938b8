// Which claims the table shows: by place, field, kind and words.

const NOWHERE = "?";
const controls = { place: byId("filter-place"), field: byId("filter-field"), kind: byId("filter-kind"), text: byId("filter-text") };

function offer() {
  const kept = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value]));
  empty(controls.place, option("", say("any")), ...placeOptions());
  empty(controls.field, option("", say("any")), ...fieldOptions());
  empty(controls.kind, option("", say("any")), ...kindOptions());
  for (const name of ["place", "field", "kind"]) controls[name].value = kept[name];
}

function option(value, said, many) {
  return element("option", { value }, many === undefined ? said : `${said} (${counted(many)})`);
}

// Every place and each that it lies in: a province, below it its cities, below those their counties.
function placeOptions() {
  const found = new Map();
  for (const claim of claims) {
    const levels = strings[claim.place].split("\t");
    levels.forEach((_, at) => {
      const key = levels.slice(0, at + 1).join("\t");
      if (levels[at] !== "") found.set(key, (found.get(key) ?? 0) + 1);
    });
  }
  const keys = [...found.keys()].sort(collator.compare);
  const options = keys.map((key) => option(key, placeSaid(key), found.get(key)));
  const nowhere = claims.filter((claim) => claim.place === 0).length;
  return nowhere ? [...options, option(NOWHERE, say("none"), nowhere)] : options;
}

function placeSaid(key) {
  const levels = key.split("\t");
  return "\u3000".repeat(levels.length - 1) + visible(levels.at(-1));
}

function fieldOptions() {
  const many = tally(claims.flatMap((claim) => [...new Set([claim.field, claim.role])].filter(Boolean)));
  const found = [...many].sort((a, b) => b[1] - a[1] || collator.compare(strings[a[0]], strings[b[0]]));
  return found.map(([number, times]) => option(strings[number], word(number), times));
}

function kindOptions() {
  const many = tally(claims.map((claim) => claim.kind));
  return [...packed.kinds, "none"].filter((kind) => many.has(kind)).map((kind) => option(kind, kindName(kind), many.get(kind)));
}

function tests() {
  const { place, field, kind, text } = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value]));
  const found = [];
  if (place === NOWHERE) found.push((claim) => claim.place === 0);
  else if (place) found.push(placeTest(place));
  if (field) found.push((claim) => strings[claim.field] === field || strings[claim.role] === field);
  if (kind) found.push((claim) => claim.kind === kind);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length) found.push((claim) => words.every((each) => haystack(claim).includes(each)));
  return found;
}

function placeTest(place) {
  const inside = new Set();
  strings.forEach((name, number) => {
    if (name === place || name.startsWith(`${place}\t`)) inside.add(number);
  });
  return (claim) => inside.has(claim.place);
}

function filter() {
  const wanted = tests();
  shownClaims = sorted(claims.filter((claim) => wanted.every((test) => test(claim))));
  first = 0;
  showRows();
  byId("table").scrollTop = 0;
  showCounts();
}

function showCounts() {
  byId("status").textContent = say("status", { n: shownClaims.length, all: claims.length });
  byId("tab-claims").textContent = say("tab_claims", { n: shownClaims.length });
  showPressed();
}

function clearFilters() {
  for (const control of Object.values(controls)) control.value = "";
  filter();
}
