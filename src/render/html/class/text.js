// The article on the page, and which of its words are chosen. A sentence's text stands in one element, so that what a
// reader selects by mouse, touch or keys is found again as characters of the text.

let work = null; // { article, record, blocks: [element], sentences: Map(number → { n, start, text, places, element, button, block }) }

function drawText(article) {
  const sentences = new Map();
  const blocks = [];
  const root = $("#text");
  root.replaceChildren();
  for (const b of article.blocks) {
    const p = make("p", { class: `b ${b.kind}`, dir: "auto" });
    for (const part of b.parts) {
      if (!part.n) {
        p.append(part.text);
        continue;
      }
      const button = make("button", { type: "button", class: "no", tabindex: part.n === 1 ? 0 : -1, "aria-label": `Sentence ${part.n}`, onclick: () => chooseSentence(part.n) }, String(part.n));
      const element = make("span", { class: "s", "data-n": part.n }, part.text);
      sentences.set(part.n, { ...part, element, button, block: blocks.length });
      p.append(button, element);
    }
    const cards = make("div", { class: "cards" });
    root.append(p, cards);
    blocks.push(cards);
  }
  return { sentences, blocks };
}

function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") element[name] = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Draws marks into a sentence: `spans` are { start, end, classes, label, number }, which may overlap.
function paint(sentence, spans) {
  const letters = [...sentence.text];
  const at = (place) => letterAt(sentence, place);
  const cuts = [...new Set([0, letters.length, ...spans.flatMap((s) => [at(s.start), at(s.end)])])].sort((a, b) => a - b);
  const pieces = cuts.slice(1).map((end, i) => {
    const text = letters.slice(cuts[i], end).join("");
    const over = spans.filter((s) => at(s.start) < end && at(s.end) > cuts[i]);
    if (over.length === 0) return text;
    const last = over.filter((s) => at(s.end) === end).map((s) => s.number);
    return make("mark", { class: over.map((s) => s.classes).join(" "), "data-id": over[0].id, ...(last.length ? { "data-number": last.join(" ") } : {}) }, text);
  });
  sentence.element.replaceChildren(...pieces);
}

// The words of a sentence, as [start, end] in UTF-16 units of its text.
const WORD = /[\p{L}\p{N}]+(?:[’'.,\-–][\p{L}\p{N}]+)*%?/gu;
const words = (text) => [...text.matchAll(WORD)].map((m) => [m.index, m.index + m[0].length]);

let chosen = null; // { sentence, from, to, cut }: words, both included; cut: more sentences were selected than this one

function tellChosen() {
  const text = chosen && chosenText();
  $("#chosen").textContent = chosen ? `Sentence ${chosen.sentence.n}${chosen.cut ? " alone, for a mark ends with its sentence" : ""}: “${text.length > 60 ? `${text.slice(0, 57)}…` : text}”` : "Select words, or tap a number.";
  for (const b of $$("#bar [data-question]")) b.setAttribute("aria-disabled", String(!chosen));
}
function chosenRange() {
  const all = words(chosen.sentence.text);
  return all.length ? [all[chosen.from][0], all[chosen.to][1]] : [0, chosen.sentence.text.length];
}
const chosenText = () => chosen.sentence.text.slice(...chosenRange());

// The browser's own selection shows what is chosen.
function select() {
  const [start, end] = chosenRange();
  const place = (unit) => {
    let left = unit;
    for (const node of textNodes(chosen.sentence.element)) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [chosen.sentence.element, 0];
  };
  getSelection().setBaseAndExtent(...place(start), ...place(end));
  tellChosen();
}
function textNodes(element) {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  return nodes;
}

function chooseSentence(n) {
  const sentence = work.sentences.get(n);
  if (!sentence) return;
  for (const s of work.sentences.values()) s.button.tabIndex = s === sentence ? 0 : -1;
  sentence.button.focus();
  if (!marking()) return;
  chosen = { sentence, from: 0, to: Math.max(words(sentence.text).length - 1, 0) };
  select();
}

// What the reader selects, widened to whole words and kept inside one sentence.
document.addEventListener("selectionchange", notice);
function notice() {
  const selection = getSelection();
  if (!work || !marking() || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  if (!$("#text").contains(range.commonAncestorContainer)) return;
  if (range.collapsed) {
    chosen = null;
    return tellChosen();
  }
  const [first, ...more] = [...work.sentences.values()].filter((s) => range.intersectsNode(s.element)).flatMap((s) => meets(range, s) ?? []);
  chosen = first ? { ...first, cut: more.length > 0 } : null;
  tellChosen();
}

function meets(range, sentence) {
  const inside = document.createRange();
  inside.selectNodeContents(sentence.element);
  if (inside.comparePoint(range.startContainer, range.startOffset) === 0) inside.setStart(range.startContainer, range.startOffset);
  if (inside.comparePoint(range.endContainer, range.endOffset) === 0) inside.setEnd(range.endContainer, range.endOffset);
  const before = document.createRange();
  before.selectNodeContents(sentence.element);
  before.setEnd(inside.startContainer, inside.startOffset);
  const start = before.toString().length;
  const end = start + inside.toString().length;
  const all = words(sentence.text);
  const from = all.findIndex(([, e]) => e > start);
  const to = all.findLastIndex(([b]) => b < end);
  return from >= 0 && from <= to ? { sentence, from, to } : null;
}
