// The words of the views come with the script; a message may replace some of them.

import { WORDS } from "./words.js";

/** A message with all words of its language. */
export function withWords(payload) {
  const words = WORDS[payload.lang] ?? WORDS.zh;
  return { ...payload, labels: { ...words, ...payload.labels } };
}
