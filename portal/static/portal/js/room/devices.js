/* Camera and microphone: opening them, and why one could not be opened. Nothing here is ever stored. */

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

const PROBLEMS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

export const problemOf = (error) => PROBLEMS[error?.name] ?? "failed";

/** Why this browser can hold no call at all: "insecure", "old", or null when it can. */
export function unable() {
  if (!window.isSecureContext) return "insecure";
  const needed = [
    window.RTCPeerConnection?.prototype.restartIce,
    navigator.mediaDevices?.getUserMedia,
    window.crypto.randomUUID,
    AbortSignal.timeout,
  ];
  return needed.every(Boolean) ? null : "old";
}

const wanted = (base, id) => (id ? { ...base, deviceId: { ideal: id } } : base);

async function open(kind, id) {
  const asked = kind === "audio" ? { audio: wanted(SOUND, id) } : { video: wanted(PICTURE, id) };
  const stream = await navigator.mediaDevices.getUserMedia(asked);
  return stream.getTracks()[0];
}

/** One device: {track, problem}, one of them null. */
export async function openOne(kind, id = "") {
  try {
    return { track: await open(kind, id), problem: null };
  } catch (error) {
    return { track: null, problem: problemOf(error) };
  }
}

/** Both at once, so that the browser asks once. Where that fails each is tried alone: one may still be there. */
export async function openBoth({ microphone = "", camera = "" }) {
  try {
    const asked = { audio: wanted(SOUND, microphone), video: wanted(PICTURE, camera) };
    const stream = await navigator.mediaDevices.getUserMedia(asked);
    const [audio] = stream.getAudioTracks();
    const [video] = stream.getVideoTracks();
    return { audio: { track: audio, problem: null }, video: { track: video, problem: null } };
  } catch {
    return { audio: await openOne("audio", microphone), video: await openOne("video", camera) };
  }
}

/** What there is to choose from. Names are known only once a device was allowed. */
export async function listDevices() {
  const found = await navigator.mediaDevices.enumerateDevices();
  const named = found.filter((device) => device.deviceId && device.label);
  return {
    audio: named.filter((device) => device.kind === "audioinput"),
    video: named.filter((device) => device.kind === "videoinput"),
  };
}
