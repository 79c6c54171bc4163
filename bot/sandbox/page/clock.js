// The sandbox's clock: what it shows, and how it is moved.

import { post } from "./api.js";
import { h, icon } from "./dom.js";
import { ask, field } from "./layers.js";
import { now, state } from "./state.js";
import { fullTime, span, t } from "./words.js";

const STEPS = [["plus_10_minutes", 600], ["plus_hour", 3600], ["plus_day", 86400]];

export function clockControl(attempt) {
  const time = h("time", { class: "clock-now" });
  const moved = h("span", { class: "clock-moved" });
  const move = (seconds) => attempt(post("clock", { move: seconds }));
  const keys = STEPS.map(([name, seconds]) => h("button", { type: "button", class: "button clock-move", data: { move: seconds }, text: t(name), on: { click: () => move(seconds) } }));
  const setKey = h("button", { type: "button", class: "button clock-set", text: `${t("set")} …`, on: { click: set } });
  const back = h("button", { type: "button", class: "button clock-real", text: t("real_time"), on: { click: () => move(-state.offset) } });
  const root = h("div", { class: "control clock", role: "group", "aria-label": t("clock") }, icon("clock"),
    h("div", { class: "clock-words" }, time, moved), h("div", { class: "keys" }, ...keys, setKey, back));

  async function set() {
    const local = new Date(now() - now().getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
    const values = await ask({ name: "clock", title: t("set_clock"), submit: t("set"), fields: [field(t("clock"), "at", { type: "datetime-local", step: 1, value: local, required: true })] });
    if (values) await attempt(post("clock", { set: new Date(values.at).toISOString() }));
  }
  function tick() {
    const still = Math.abs(state.offset) < 1;
    time.textContent = fullTime(now());
    moved.textContent = still ? t("clock_real") : t(state.offset > 0 ? "clock_ahead" : "clock_behind", { span: span(state.offset) });
    root.classList.toggle("moved", !still);
    back.hidden = still;
  }
  return { root, tick };
}
