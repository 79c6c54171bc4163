// The page's own words, times and sizes in its language. What the bots say is theirs and is shown as it comes.

import { EN } from "./words/en.js";
import { ZH } from "./words/zh.js";

const WORDS = { en: EN, zh: ZH };
const KEPT = "sandbox.language";
let language = localStorage.getItem(KEPT) ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");

/** The words of `key` in the page's language, with {placeholders} filled. */
export function t(key, values = {}) {
  const words = WORDS[language][key] ?? EN[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const spoken = () => (language === "zh" ? "zh-Hans" : "en");

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem(KEPT, language);
}

const locale = () => (language === "zh" ? "zh-CN" : "en-GB");
const format = (options) => (at) => new Intl.DateTimeFormat(locale(), options).format(at);

export const hourMinute = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const fullTime = format({ weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
export const dayName = format({ weekday: "long", day: "numeric", month: "long" });
export const precise = format({ hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23" });

/** "2 d 3 h", from seconds: the two largest units. */
export function span(seconds) {
  const units = [["days", 86400], ["hours", 3600], ["minutes", 60], ["seconds", 1]];
  let rest = Math.abs(Math.round(seconds));
  const parts = [];
  for (const [unit, size] of units) {
    const n = Math.floor(rest / size);
    if (n > 0) parts.push(t(unit, { n }));
    rest -= n * size;
  }
  return parts.slice(0, 2).join(" ") || t("seconds", { n: 0 });
}

/** "1:05", from seconds. */
export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function size(bytes) {
  if (bytes < 1000) return t("bytes", { n: bytes });
  if (bytes < 1e6) return t("kilobytes", { n: (bytes / 1e3).toFixed(bytes < 1e4 ? 1 : 0) });
  return t("megabytes", { n: (bytes / 1e6).toFixed(1) });
}
