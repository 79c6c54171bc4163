// Elements, made by functions: no markup in strings, so nothing that a person wrote can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `attributes`: class, text, data {…}, on {event: function}, else the attribute's own name. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "text") element.textContent = value;
  else if (name === "class") element.className = value;
  else if (name === "value") element.value = value;
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
  else element.setAttribute(name, value === true ? "" : value);
}

const STROKES = {
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  unlock: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  stop: "M7 7h10v10H7z",
  clip: "M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2",
  slash: "M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM14 7.5l-4 9",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  pin: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c.8-3.8 3.8-5.5 7.5-5.5s6.7 1.7 7.5 5.5",
  silent: "M6 17h12l-1.6-2.5V10a4.4 4.4 0 0 0-8.8 0v4.5zM10.5 20h3M4 4l16 16",
  plus: "M12 5v14M5 12h14",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2",
  fault: "M13 3L5 14h6l-1 7 8-11h-6z",
  list: "M8 6.5h12M8 12h12M8 17.5h12M4 6.5v.01M4 12v.01M4 17.5v.01",
  close: "M6 6l12 12M18 6L6 18",
  photo: "M4 5h16v14H4zM4 16l4.5-5 4 4.5 2.5-2.5 5 5M15.5 9v.01",
  album: "M7 4h13v12H7zM4 8v12h13M7 13.5l3.5-3.5 3 3 2-2 4.5 4",
  sticker: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM9 10v.01M15 10v.01M8.5 14c1 1.6 2.2 2.3 3.5 2.3s2.5-.7 3.5-2.3",
  poll: "M5 20V11M12 20V4M19 20v-6",
  dice: "M5 5h14v14H5zM9 9v.01M15 15v.01M12 12v.01",
  down: "M6 9l6 6 6-6",
  keyboard: "M3.5 6.5h17v11h-17zM7 10v.01M10.5 10v.01M14 10v.01M17.5 10v.01M8 14h8",
  reply: "M10 6l-6 6 6 6M4 12h9a7 7 0 0 1 7 6",
  edit: "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z",
  trash: "M5 7h14M9.5 7V4h5v3M7 7l1 13h8l1-13",
  forward: "M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 6",
  copy: "M8 8h12v12H8zM16 8V4H4v12h4",
  link: "M8 16L16.5 7.5M9.5 7.5h7v7",
  block: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM6 6l12 12",
  video: "M4 6.5h11v11H4zM15 11l5-3v8l-5-3",
  chat: "M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-7l-5 4v-4H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z",
  signal: "M5 19v-3M10 19v-6M15 19v-9M20 19V6",
  battery: "M3 8.5h15.5v7H3zM21 11v2M5.5 11v2M8.5 11v2M11.5 11v2",
};
const SOLIDS = { play: "M8 5.5v13l11-6.5z", pause: "M7 5.5h3.5v13H7zM13.5 5.5H17v13h-3.5z" };

/** A line drawing of 24 by 24, in the colour of the text around it; not read aloud. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", STROKES[name] ?? SOLIDS[name]);
  if (name in SOLIDS) path.setAttribute("class", "solid");
  svg.append(path);
  return svg;
}

/** A button that shows only a drawing; `label` is read aloud and shown on hovering. */
export function iconButton(name, label, className, act, more = {}) {
  return h("button", { type: "button", class: `icon-button ${className}`, "aria-label": label, title: label, on: { click: act }, ...more }, icon(name));
}
