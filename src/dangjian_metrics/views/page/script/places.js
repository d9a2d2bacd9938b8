// The provinces as tiles, each about where it lies, with their claims; places that are no tile stand below.

function showMap() {
  const many = tally(claims.map((claim) => strings[claim.place].split("\t")[0]));
  const most = Math.max(1, ...[...many].filter(([name]) => name !== "").map(([, times]) => times));
  const tiles = Object.entries(packed.provinces);
  empty(byId("map"), ...tiles.map(([name, place]) => tile(name, place, many.get(name) ?? 0, most)));
  const others = [...many].filter(([name]) => !(name in packed.provinces));
  empty(byId("beside"), ...others.map(([name, times]) => element("li", {}, placeButton(name || NOWHERE, besideSaid(name, times)))));
  showPressed();
}

function besideSaid(name, times) {
  return name === "" ? [say("nowhere", { n: times })] : [`${visible(name)} (${counted(times)})`];
}

function tile(name, [short, column, row], times, most) {
  const shown = element("li", { class: times ? `level-${Math.ceil((4 * Math.sqrt(times)) / Math.sqrt(most))}` : "level-0", lang: "zh-CN" });
  shown.style.gridColumn = String(column + 1);
  shown.style.gridRow = String(row + 1);
  const many = element("span", { class: "many" }, counted(times));
  if (times) shown.append(placeButton(name, [short, " ", many], name));
  else shown.append(element("span", { class: "short" }, short));
  return shown;
}

function placeButton(value, said, title) {
  const looks = { type: "button", "data-place": value, "aria-pressed": "false", title };
  return element("button", looks, ...said);
}

function showPressed() {
  for (const button of document.querySelectorAll("[data-place]")) {
    button.setAttribute("aria-pressed", String(button.dataset.place === controls.place.value));
  }
}

function togglePlace(event) {
  const button = event.target.closest("[data-place]");
  if (!button) return;
  controls.place.value = controls.place.value === button.dataset.place ? "" : button.dataset.place;
  filter();
  announce(byId("status").textContent);
}
