// What the page knows of the sandbox: the last whole state, and every event since.

import { get } from "./api.js";

export const state = { phones: new Map(), bots: [], faults: [], offset: 0, loaded: false };

const TYPING = 5500; // ms that "typing" stands, as at Telegram
let behind = 0; // the sandbox's clock minus this page's own
let early = null; // events that arrive while the state is being fetched

/** The sandbox's time now. */
export const now = () => new Date(performance.now() + behind);

/** A message's time: the Bot API counts seconds. */
export const when = (message) => new Date(typeof message.date === "number" ? message.date * 1000 : message.date);

/** Fetches the whole state; events that come meanwhile are applied to it afterwards, in order. */
export async function load() {
  early ??= [];
  let fetched;
  try {
    fetched = await get("state");
  } finally {
    const waiting = early;
    early = null;
    if (fetched) {
      take(fetched);
      waiting?.forEach(apply);
    }
  }
}

function take(fetched) {
  state.bots = fetched.bots;
  state.phones = new Map(fetched.phones.map((phone) => [phone.id, phone]));
  state.loaded = true;
  takeFaults(fetched.faults);
  takeClock(fetched);
}

function takeFaults(faults) {
  state.faults = faults.active;
}

function takeClock(clock) {
  state.offset = clock.offset_seconds;
  behind = Date.parse(clock.now) - performance.now();
}

/** Applies an event. False when it is not enough and the whole state must be fetched. */
export function apply(event) {
  if (early) {
    early.push(event);
    return true;
  }
  if (event.type === "clock") takeClock(event);
  else if (event.type === "fault") takeFaults(event.faults);
  else if (event.type === "phone") takePhone(event.phone, event.state);
  else return state.phones.has(event.phone) && applyTo(state.phones.get(event.phone), event);
  return true;
}

function takePhone(id, fresh) {
  if (fresh) state.phones.set(id, { messages: [], ...state.phones.get(id), ...fresh });
  else state.phones.delete(id);
}

function applyTo(phone, event) {
  switch (event.type) {
    case "message":
      if (event.message.from === "bot") phone.typing = false;
      return put(phone, event.message);
    case "edit":
      return put(phone, event.message);
    case "delete":
      phone.messages = phone.messages.filter((message) => !event.messages.includes(message.id));
      return true;
    case "callback":
      return pressed(phone, event);
    case "typing":
      phone.typing = event.action ?? "typing";
      phone.typingSince = performance.now();
      return true;
    default:
      return false;
  }
}

/** A button waits from the press until the bot's answer. */
function pressed(phone, { message, press, pending }) {
  const found = phone.messages.find((one) => one.id === message);
  if (found?.buttons) found.buttons = found.buttons.map((row) => row.map((button) => (button.press === press ? { ...button, pending } : button)));
  return true;
}

function put(phone, message) {
  const at = phone.messages.findIndex((one) => one.id === message.id);
  if (at >= 0) phone.messages[at] = message;
  else phone.messages.push(message);
  return true;
}

/** What the bot is doing on this phone now: an action's name, or null. */
export function doing(phone) {
  if (!phone.typing) return null;
  phone.typingSince ??= performance.now();
  if (performance.now() - phone.typingSince > TYPING) phone.typing = false;
  return phone.typing === true ? "typing" : phone.typing || null;
}

export const isOfficer = (phone) => phone.bot === "duty";

/** The bot's name in this phone's language. */
export const botName = (phone) => phone.title ?? state.bots.find((bot) => bot.role === phone.bot)?.name ?? "";
