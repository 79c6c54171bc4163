// What a phone captures: a test picture, a tone, a voice from the microphone.

import { hourMinute, t } from "./words.js";
import { voiceFile } from "./ogg.js";

const RATE = 48000;
const SKIES = [["#f3d9b1", "#7fb2a8"], ["#cfdcec", "#6d8fb5"], ["#f2cfc4", "#a8788f"], ["#dbe7c9", "#6f9a72"]];
let made = 0;

/** A landscape of 1280 by 960 with its number and the time on it, as a JPEG: { blob, name }. */
export async function testPicture(at) {
  made += 1;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1280, 960];
  const pen = canvas.getContext("2d");
  const [light, dark] = SKIES[made % SKIES.length];
  const sky = pen.createLinearGradient(0, 0, 0, 960);
  sky.addColorStop(0, light);
  sky.addColorStop(1, dark);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 1280, 960);
  pen.fillStyle = "rgba(255, 255, 255, 0.75)";
  pen.beginPath();
  pen.arc(930 - (made % 3) * 160, 250, 84, 0, Math.PI * 2);
  pen.fill();
  [0.16, 0.26, 0.4].forEach((shade, i) => hill(pen, 560 + i * 130, 90 - i * 14, i * 1.7 + made, `rgba(20, 45, 50, ${shade})`));
  pen.fillStyle = "rgba(255, 255, 255, 0.9)";
  pen.font = "600 46px system-ui, sans-serif";
  pen.fillText(`${t("picture_words")} ${made} · ${hourMinute(at)}`, 60, 890);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return { blob, name: `picture-${made}.jpg` };
}

function hill(pen, base, height, phase, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(0, 960);
  for (let x = 0; x <= 1280; x += 16) pen.lineTo(x, base + height * Math.sin(x / 210 + phase) + (height / 3) * Math.sin(x / 67 + phase * 2));
  pen.lineTo(1280, 960);
  pen.fill();
}

/** Three soft notes, 3 seconds: { blob, name, seconds }. */
export async function testVoice() {
  const samples = new Float32Array(RATE * 3);
  const notes = [392, 494, 440];
  for (let i = 0; i < samples.length; i += 1) {
    const within = (i % RATE) / RATE;
    samples[i] = 0.25 * Math.sin(2 * Math.PI * notes[Math.floor(i / RATE)] * (i / RATE)) * Math.sin(Math.PI * within) ** 2;
  }
  return { ...(await voiceFile(samples)), seconds: 3 };
}

/** Begins to record; null when there is no microphone or it is refused. `stop()` gives { blob, name, seconds }. */
export async function startRecording() {
  const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
  if (!stream) return null;
  const recorder = new MediaRecorder(stream);
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise((done) => { recorder.onstop = done; });
  recorder.start();
  return {
    async stop() {
      recorder.stop();
      await ended;
      stream.getTracks().forEach((track) => track.stop());
      const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await new Blob(parts).arrayBuffer());
      return { ...(await voiceFile(sound.getChannelData(0))), seconds: Math.round(sound.duration) };
    },
  };
}

/** Lets a person choose a file of this computer; null when none is chosen. */
export function chooseFile(accept) {
  return new Promise((done) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.addEventListener("change", () => done(input.files[0] ?? null));
    input.addEventListener("cancel", () => done(null));
    input.click();
  });
}
