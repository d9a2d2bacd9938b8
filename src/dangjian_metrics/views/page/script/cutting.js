// Text cut at every boundary of the spans over it, so that spans may lie in and across each other.

// The pieces of [start, end) in order, each with the spans that cover it; spans stand in the order of their starts.
function pieces(start, end, spans) {
  const cuts = boundaries(start, end, spans);
  const found = [];
  let next = 0;
  let over = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const begun = next;
    while (next < spans.length && spans[next].start <= cuts[at]) next++;
    over = [...over, ...spans.slice(begun, next)].filter((span) => span.end > cuts[at]);
    found.push({ start: cuts[at], end: cuts[at + 1], over });
  }
  return found;
}

function boundaries(start, end, spans) {
  const cuts = new Set([start, end]);
  for (const span of spans) {
    if (span.start > start && span.start < end) cuts.add(span.start);
    if (span.end > start && span.end < end) cuts.add(span.end);
  }
  return [...cuts].sort((a, b) => a - b);
}

// The items of a list that reach into [start, end).
function within(spans, start, end) {
  return spans.filter((span) => span.start < end && span.end > start);
}

// The same for one stretch after the other, each behind the one before: every span is looked at once.
function sweeper(spans) {
  let next = 0;
  let open = [];
  return (start, end) => {
    const begun = next;
    while (next < spans.length && spans[next].start < end) next++;
    open = [...open, ...spans.slice(begun, next)].filter((span) => span.end > start);
    return open;
  };
}

// Runs of pieces that share the same spans of one sort.
function runs(found, sort) {
  const grouped = [];
  for (const piece of found) {
    const shared = piece.over.filter((span) => span.sort === sort);
    const last = grouped.at(-1);
    if (last && sameSpans(last.shared, shared)) last.pieces.push(piece);
    else grouped.push({ shared, pieces: [piece] });
  }
  return grouped;
}

function sameSpans(some, others) {
  return some.length === others.length && some.every((span, at) => span.of === others[at].of);
}

// The paragraphs of a text from start to end: what stands between empty lines, and each heading.
function paragraphs(text, start, end) {
  const found = [];
  const lines = /[^\n]+/g;
  let last = null;
  lines.lastIndex = start;
  for (let line = lines.exec(text); line && line.index < end; line = lines.exec(text)) {
    const stop = Math.min(line.index + line[0].length, end);
    if (line[0].trim() === "") continue;
    const signs = /^[ \t]*#{1,6}[ \t]+/.exec(line[0]);
    const begin = line.index + (signs ? signs[0].length : 0);
    const joins = last && !signs && !last.heading && /^\n$/.test(text.slice(last.end, line.index));
    if (joins) last.end = stop;
    else found.push((last = { start: begin, end: stop, heading: Boolean(signs) }));
  }
  return found;
}
