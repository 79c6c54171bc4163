// A voice message: a key, a bar that shows and sets the position, and the time.

import { h, icon, iconButton } from "./dom.js";
import { minutes, t } from "./words.js";

let sounding = null;

export function player(address, seconds, title) {
  const sound = new Audio();
  sound.preload = "none";
  sound.src = address;
  const length = () => (Number.isFinite(sound.duration) && sound.duration > 0 ? sound.duration : seconds || 1);
  const bar = h("input", { type: "range", class: "player-bar", min: 0, max: 1000, value: 0, step: 1, "aria-label": t("position"), on: { input: seek } });
  const time = h("span", { class: "player-time", text: minutes(seconds || 0) });
  const key = iconButton("play", t("play"), "player-key", toggle);

  function seek() {
    sound.currentTime = (bar.value / 1000) * length();
    show();
  }
  function toggle() {
    if (!sound.paused) return sound.pause();
    if (sounding && sounding !== sound) sounding.pause();
    sounding = sound;
    return sound.play().catch(() => { time.textContent = "–:––"; });
  }
  function show() {
    const at = sound.currentTime;
    bar.value = Math.min(1000, (at / length()) * 1000);
    bar.style.setProperty("--played", `${bar.value / 10}%`);
    time.textContent = minutes(sound.paused && at === 0 ? length() : at);
    const label = t(sound.paused ? "play" : "pause");
    key.replaceChildren(icon(sound.paused ? "play" : "pause"));
    key.setAttribute("aria-label", label);
    key.title = label;
  }
  sound.addEventListener("ended", () => { sound.currentTime = 0; });
  for (const event of ["timeupdate", "play", "pause", "seeked"]) sound.addEventListener(event, show);
  return h("div", { class: "player" }, key,
    h("div", { class: "player-body" }, title ? h("strong", { text: title }) : null, bar, time));
}
