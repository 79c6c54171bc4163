// What can be sent besides words.

import { act, upload } from "./api.js";
import { chooseFile, testPicture, testVoice } from "./capture.js";
import { ask, field } from "./layers.js";
import { now } from "./state.js";
import { t } from "./words.js";

const EXAMPLE = { latitude: 30.57283, longitude: 104.06684 };
const STICKERS = ["🙂", "👍", "🌿", "☕", "🐈", "❤"];

export function attachItems(id, attempt) {
  const item = (icon, name, deed) => ({ icon, name, label: t(`attach_${name}`), act: () => attempt(deed()) });
  return [
    item("photo", "photo", async () => sendMade(id, "photo", await testPicture(now()))),
    item("album", "album", () => sendAlbum(id)),
    item("photo", "choose", () => sendChosen(id, "photo", "image/*")),
    null,
    item("mic", "voice", () => sendVoice(id)),
    item("video", "video", () => sendChosen(id, "video", "video/*")),
    item("file", "document", () => sendDocument(id)),
    item("file", "file", () => sendChosen(id, "document", "")),
    null,
    { icon: "pin", name: "location", label: t("attach_location"), act: () => sendPlace(id, attempt) },
    { icon: "person", name: "contact", label: t("attach_contact"), act: () => sendContact(id, attempt, false) },
    { icon: "sticker", name: "sticker", label: t("attach_sticker"), act: () => sendSticker(id, attempt) },
    item("poll", "poll", () => act(id, "poll")),
    item("dice", "dice", () => act(id, "dice")),
  ];
}

const sendMade = (id, kind, { blob, name }, more) => upload(id, kind, blob, name, more);

async function sendAlbum(id) {
  const group = String(Date.now());
  for (let i = 0; i < 3; i += 1) await sendMade(id, "photo", await testPicture(now()), { group });
}

async function sendChosen(id, kind, accept) {
  const file = await chooseFile(accept);
  if (file) await upload(id, kind, file, file.name);
}

const sendDocument = (id) => upload(id, "document", new Blob([`${t("document_words")}\n`], { type: "text/plain" }), "document.txt");

export async function sendVoice(id, voice = null) {
  const { blob, name, seconds } = voice ?? (await testVoice());
  return upload(id, "voice", blob, name, { seconds });
}

export async function sendPlace(id, attempt) {
  const number = (limit) => ({ type: "number", step: "any", min: -limit, max: limit, required: true });
  const place = await ask({
    name: "place", title: t("share_place"), hint: t("share_place_hint"), submit: t("send"),
    fields: [field(t("latitude"), "latitude", { ...number(90), value: EXAMPLE.latitude }), field(t("longitude"), "longitude", { ...number(180), value: EXAMPLE.longitude })],
  });
  if (place) await attempt(act(id, "location", { latitude: Number(place.latitude), longitude: Number(place.longitude) }));
}

export async function sendContact(id, attempt, own) {
  const contact = await ask({
    name: "contact", title: t("share_contact"), submit: t("send"),
    fields: [field(t("phone_number"), "phone", { value: "+8613800138000", required: true }), field(t("own_number"), "own", { type: "checkbox", value: "yes", checked: own })],
  });
  if (contact) await attempt(act(id, "contact", { phone: contact.phone, own: contact.own === "yes" }));
}

async function sendSticker(id, attempt) {
  const sticker = await ask({
    name: "sticker", title: t("choose_sticker"), submit: t("send"),
    fields: STICKERS.map((emoji, i) => field(emoji, "emoji", { type: "radio", value: emoji, checked: i === 0 })),
  });
  if (sticker) await attempt(act(id, "sticker", { emoji: sticker.emoji }));
}
