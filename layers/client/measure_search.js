// Finding words in texts of two languages, and marking them. Case and width make no difference.

import { html } from "./dom.js";

// A quotation mark that is not closed yet reaches to the end; one alone says nothing.
const QUERY = /"([^"]+)(?:"|$)|“([^”]+)(?:”|$)|([^\s"“”]+)/g;
const LETTER = /[a-z0-9]/;
const CHINESE = /\p{Script=Han}/u;
// Characters without width, which come along when a text is copied.
const UNSEEN = /\p{Cf}/gu;
const AROUND = 22;

/**
 * A text as it is compared: each character by itself in plain width and small letters, nothing unseen, no space between
 * Chinese and a letter or figure, where some write one and some do not.
 */
export function fold(text) {
  return foldWithOrigins(text).folded;
}

/**
 * The words of a query: all of them must occur. Chinese matches anywhere; a word of letters where a word begins (dust
 * is not in industry) or, when no text has it there, anywhere; what stands in quotation marks only as whole words. A
 * plural finds its singular.
 *
 * @param {string} query
 * @param {string[]} texts All folded texts that are searched.
 * @returns {{text: string, where: "start"|"anywhere"|"whole"}[]}
 */
export function readQuery(query, texts) {
  const words = [];
  for (const [, straight, curly, plain] of query.replace(UNSEEN, "").replaceAll("＂", '"').matchAll(QUERY)) {
    const text = fold(straight ?? curly ?? plain).trim();
    if (!text) continue;
    const word = { text, where: plain === undefined ? "whole" : "start" };
    if (word.where === "start" && !texts.some((folded) => holds(folded, word))) word.where = "anywhere";
    words.push(word);
  }
  return words;
}

/** Whether a folded text holds a word. */
export function holds(folded, word) {
  return spellings(word).some((text) => positions(folded, text, word.where).length > 0);
}

/** A text as nodes, the words found in `<mark>`. */
export function marked(text, words) {
  const ranges = foundRanges(text, words);
  const nodes = [];
  let done = 0;
  for (const [start, end] of ranges) {
    if (start > done) nodes.push(document.createTextNode(text.slice(done, start)));
    nodes.push(html("mark", { text: text.slice(start, end) }));
    done = end;
  }
  nodes.push(document.createTextNode(text.slice(done)));
  return nodes;
}

/** The part of a long text around its first find, or its beginning when that is where the find is. */
export function excerpt(text, words, longest) {
  const [first] = foundRanges(text, words);
  if (!first || text.length <= longest || first[1] < longest) return text;
  const space = text.lastIndexOf(" ", first[0] - AROUND);
  const start = space > first[0] - 3 * AROUND ? space + 1 : Math.max(0, first[0] - AROUND);
  return `…${text.slice(start)}`;
}

function foundRanges(text, words) {
  if (!words.length || !text) return [];
  const { folded, starts, ends } = foldWithOrigins(text);
  const ranges = words.flatMap((word) =>
    spellings(word).flatMap((spelling) =>
      positions(folded, spelling, word.where).map((at) => [starts[at], ends[at + spelling.length - 1]]),
    ),
  );
  ranges.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const joined = [];
  for (const [start, end] of ranges) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

function spellings({ text, where }) {
  return where !== "whole" && /^[a-z]{3,}s$/.test(text) ? [text, text.slice(0, -1)] : [text];
}

function positions(folded, text, where) {
  const found = [];
  for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + text.length)) {
    const end = at + text.length;
    const begins = where === "anywhere" || !joins(folded[at - 1], folded[at]);
    if (begins && (where !== "whole" || !joins(folded[end - 1], folded[end]))) found.push(at);
  }
  return found;
}

// Whether two characters are of one word.
function joins(left, right) {
  return LETTER.test(left ?? "") && LETTER.test(right ?? "");
}

// One character may fold to several (㎡ to m2) or to none: each remembers which part of the text it came from.
function foldWithOrigins(text) {
  const starts = [];
  const ends = [];
  let folded = "";
  let at = 0;
  for (const character of text) {
    const plain = foldCharacter(character);
    while (plain && folded.endsWith(" ") && meet(folded.at(-2), plain[0])) {
      folded = folded.slice(0, -1);
      starts.pop();
      ends.pop();
    }
    folded += plain;
    for (let count = 0; count < plain.length; count += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { folded, starts, ends };
}

// Whether Chinese meets a letter or figure.
function meet(left = "", right) {
  return (CHINESE.test(left) && LETTER.test(right)) || (LETTER.test(left) && CHINESE.test(right));
}

function foldCharacter(character) {
  return character.normalize("NFKC").toLowerCase().replace(UNSEEN, "");
}
