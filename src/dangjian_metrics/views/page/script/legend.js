// What the marks mean, how many there are of each, and whether they are shown.

const hidden = new Set();

function showLegend() {
  const numbers = documents.flatMap((held) => held.numbers);
  const byDisposition = tally(numbers.map((number) => number.disposition));
  const byKind = tally(claims.map((claim) => claim.kind));
  const dispositions = packed.dispositions.filter((name) => byDisposition.has(name));
  const kinds = [...packed.kinds, "none"].filter((kind) => byKind.has(kind));
  empty(byId("dispositions"), ...dispositions.map((name) => entry(name, `number ${name}`, dispositionName(name), byDisposition.get(name))));
  empty(byId("kinds"), ...kinds.map((kind) => entry(`kind-${kind}`, `claim kind-${kind}`, kindName(kind), byKind.get(kind))));
}

function tally(names) {
  const found = new Map();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

function entry(name, looks, said, many) {
  const sample = element("span", { class: looks, "aria-hidden": "true" }, "123");
  const button = element("button", { type: "button", "aria-pressed": String(!hidden.has(name)), "data-hide": name });
  button.append(sample, ` ${said} `, element("span", { class: "many" }, counted(many)));
  return element("li", {}, button);
}

function toggleMarks(event) {
  const button = event.target.closest("[data-hide]");
  if (!button) return;
  const name = button.dataset.hide;
  if (!hidden.delete(name)) hidden.add(name);
  byId("documents").classList.toggle(`hide-${name}`, hidden.has(name));
  button.setAttribute("aria-pressed", String(!hidden.has(name)));
}
