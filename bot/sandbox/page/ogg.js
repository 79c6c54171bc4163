// Sound as Telegram's phones send it: Opus in an OGG file (RFC 7845); WAV where the browser cannot encode Opus.

const RATE = 48000;
const SKIP = 312; // samples that the decoder throws away at the beginning

/** A file of mono samples at 48 kHz: { blob, name }. */
export async function voiceFile(samples) {
  const packets = await encoded(samples).catch(() => null);
  if (packets === null) return { blob: wav(samples), name: "voice.wav" };
  return { blob: new Blob(pages(packets, samples.length), { type: "audio/ogg" }), name: "voice.ogg" };
}

async function encoded(samples) {
  const packets = [];
  let failed = null;
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packets.push(bytes);
    },
    error: (error) => { failed = error; },
  });
  encoder.configure({ codec: "opus", sampleRate: RATE, numberOfChannels: 1, bitrate: 24000 });
  encoder.encode(new AudioData({ format: "f32", sampleRate: RATE, numberOfFrames: samples.length, numberOfChannels: 1, timestamp: 0, data: samples }));
  await encoder.flush();
  encoder.close();
  if (failed) throw failed;
  return packets;
}

function pages(packets, length) {
  const serial = 0x5a4d;
  const head = bytesOf("OpusHead", 11, (view) => {
    view.setUint8(8, 1);
    view.setUint8(9, 1);
    view.setUint16(10, SKIP, true);
    view.setUint32(12, RATE, true);
  });
  const tags = bytesOf("OpusTags", 15, (view, bytes) => {
    view.setUint32(8, 7, true);
    bytes.set(new TextEncoder().encode("sandbox"), 12);
  });
  const all = [page([head], 0n, 0, 2, serial), page([tags], 0n, 1, 0, serial)];
  // 50 packets of 20 ms a page: one second; the last page's position cuts the padding off.
  for (let from = 0; from < packets.length; from += 50) {
    const some = packets.slice(from, from + 50);
    const last = from + 50 >= packets.length;
    const position = last ? length + SKIP : (from + some.length) * 960;
    all.push(page(some, BigInt(position), all.length, last ? 4 : 0, serial));
  }
  return all;
}

function bytesOf(name, more, fill) {
  const bytes = new Uint8Array(8 + more);
  bytes.set(new TextEncoder().encode(name));
  fill(new DataView(bytes.buffer), bytes);
  return bytes;
}

function page(packets, position, number, flags, serial) {
  const lacing = packets.flatMap((packet) => [...Array(Math.floor(packet.length / 255)).fill(255), packet.length % 255]);
  const bytes = new Uint8Array(27 + lacing.length + packets.reduce((sum, packet) => sum + packet.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("OggS"));
  view.setUint8(5, flags);
  view.setBigUint64(6, position, true);
  view.setUint32(14, serial, true);
  view.setUint32(18, number, true);
  view.setUint8(26, lacing.length);
  bytes.set(lacing, 27);
  let at = 27 + lacing.length;
  for (const packet of packets) {
    bytes.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, checksum(bytes), true);
  return bytes;
}

/** OGG's own CRC-32: polynomial 04c11db7, not reflected, begins at 0. */
function checksum(bytes) {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

function wav(samples) {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at, words) => [...words].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => view.setInt16(44 + i * 2, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return new Blob([view.buffer], { type: "audio/wav" });
}
