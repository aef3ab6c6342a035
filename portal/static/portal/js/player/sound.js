/* Beeps and buzzes. Both can be switched off, and the phone remembers. */

let context = null;

/** Browsers allow sound only after a touch: call this from the first one. */
export function unlockSound() {
  const Context = window.AudioContext ?? window.webkitAudioContext;
  if (!Context) return;
  context ??= new Context();
  context.resume();
}

function tone(frequency, seconds) {
  if (context?.state !== "running") return;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  const end = context.currentTime + seconds;
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.2, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, end);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start();
  oscillator.stop(end);
}

export class Signals {
  constructor(store) {
    this.store = store;
  }

  isOn(name) {
    return this.store.setting(name) !== "off";
  }

  toggle(name) {
    this.store.keepSetting(name, this.isOn(name) ? "off" : "on");
    return this.isOn(name);
  }

  /** The last seconds of a step. */
  countdown() {
    if (this.isOn("sound")) tone(660, 0.12);
  }

  /** A step has ended by itself. */
  turn() {
    if (this.isOn("sound")) tone(990, 0.45);
    if (this.isOn("vibration")) navigator.vibrate?.([200, 80, 200]);
  }
}
