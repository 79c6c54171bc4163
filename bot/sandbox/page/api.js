// The sandbox's control side, and the stream of what changes in it.

/** The answer's JSON; an Error with the server's own sentence when it refuses, "unreachable" when it is away. */
async function ask(path, options = {}) {
  const answer = await fetch(`/sandbox/${path}`, options).catch(() => null);
  if (answer === null) throw new Error("unreachable");
  const body = (answer.headers.get("content-type") ?? "").includes("json") ? await answer.json() : await answer.text();
  if (answer.ok) return body;
  throw new Error(body.error ?? body.description ?? body.detail ?? (String(body).slice(0, 200) || `HTTP ${answer.status}`));
}

export const get = (path) => ask(path);
export const remove = (path) => ask(path, { method: "DELETE" });
export const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** Something done on a phone: text, press, location … */
export const act = (phone, what, body) => post(`phones/${phone}/${what}`, body);

/** A file sent from a phone. `more` may have a caption and a group (an album). */
export function upload(phone, kind, blob, name, more = {}) {
  const form = new FormData();
  form.append("kind", kind);
  for (const [key, value] of Object.entries(more)) form.append(key, value);
  form.append("file", blob, name);
  return ask(`phones/${phone}/file`, { method: "POST", body: form });
}

const AGAIN = 1000; // ms until the next try after the stream broke

/** Calls `opened` each time the stream (re)opens, `changed` for each event, `lost` while the station is away. */
export function listen({ opened, changed, lost }) {
  const source = new EventSource("/sandbox/events");
  source.onopen = opened;
  source.onmessage = (event) => changed(JSON.parse(event.data));
  source.onerror = () => {
    // Not left to the browser: it waits longer, and gives up for good when the server answers with an error.
    source.close();
    lost();
    setTimeout(() => listen({ opened, changed, lost }), AGAIN);
  };
}
