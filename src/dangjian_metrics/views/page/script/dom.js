// Elements are made one by one and text is put in as text: nothing that a document says is ever read as mark-up.

const byId = (id) => document.getElementById(id);

function element(name, looks = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(looks)) {
    if (key === "class") made.className = value;
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// Signs that a viewer obeys instead of showing them: control characters, and those that turn text around.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function visible(text) {
  const lines = text.replace(/\r\n?|[\u2028\u2029]/g, "\n");
  return lines.replace(OBEYED, (sign) => (sign < " " ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : "\u2327"));
}

function empty(parent, ...children) {
  parent.replaceChildren(...children);
}

function reveal(target, scroller) {
  const there = target.getBoundingClientRect();
  const room = scroller.getBoundingClientRect();
  if (there.top >= room.top + 60 && there.bottom <= room.bottom - 30) return;
  target.scrollIntoView({ block: "center", inline: "nearest" });
}
