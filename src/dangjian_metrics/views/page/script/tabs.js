// The views on the right: one is shown at a time, arrow keys go from name to name.

const TABS = ["claims", "charts", "places"];

function openTab(name) {
  for (const each of TABS) {
    const tab = byId(`tab-${each}`);
    tab.setAttribute("aria-selected", String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
    byId(each).hidden = each !== name;
  }
}

const SIDEWAYS = { ArrowRight: 1, ArrowLeft: -1, Home: -TABS.length, End: TABS.length };

function walkTabs(event) {
  const at = TABS.findIndex((name) => byId(`tab-${name}`) === event.target);
  const step = SIDEWAYS[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  const leap = Math.abs(step) > 1 ? Math.max(0, Math.min(at + step, TABS.length - 1)) : (at + step + TABS.length) % TABS.length;
  openTab(TABS[leap]);
  byId(`tab-${TABS[leap]}`).focus();
}

function showField(event) {
  const button = event.target.closest("[data-field]");
  if (!button) return;
  controls.field.value = button.dataset.field;
  filter();
  openTab("claims");
  byId("tab-claims").focus();
  announce(byId("status").textContent);
}
