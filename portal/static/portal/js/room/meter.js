/* How loud the microphone hears: a bar that moves when somebody speaks. */

const EVERY_MS = 100;

export class Meter {
  #bar;
  #context = null;
  #timer = 0;

  constructor(bar) {
    this.#bar = bar;
  }

  /** Shows the level of a track; null shows nothing. */
  watch(track) {
    this.stop();
    if (!track || !window.AudioContext) return;
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 512;
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.wake();
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#bar.value = loudness(samples);
    }, EVERY_MS);
  }

  /** Browsers let nothing listen to itself before the first touch of the page. */
  wake() {
    this.#context?.resume();
  }

  stop() {
    clearInterval(this.#timer);
    this.#context?.close();
    this.#context = null;
    this.#bar.value = 0;
  }
}

/** From silence (0) to loud speech (1), evenly for the ear: 60 decibels between them. */
export function loudness(samples) {
  const mean = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(mean + 1e-6);
  return Math.min(Math.max((decibels + 60) / 50, 0), 1);
}
