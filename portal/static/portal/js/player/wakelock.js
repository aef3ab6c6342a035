/* Keeps the screen on while a session runs. A browser without it, or a phone saving power, may refuse. */

let lock = null;
let wanted = false;

async function acquire() {
  if (!wanted || lock || document.visibilityState !== "visible" || !navigator.wakeLock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
  } catch {
    lock = null;
  }
}

export function keepAwake() {
  wanted = true;
  acquire();
}

export function letSleep() {
  wanted = false;
  lock?.release();
}

// The browser takes the lock away whenever the page is hidden.
document.addEventListener("visibilitychange", acquire);
