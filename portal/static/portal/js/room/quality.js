/* How much picture is sent. Sound always comes first: it is small, and it is what a visit needs most. */

const LIMITS = {
  all: { active: true, maxBitrate: 1_500_000, maxFramerate: 30, scaleResolutionDownBy: 1 },
  little: { active: true, maxBitrate: 150_000, maxFramerate: 12, scaleResolutionDownBy: 3 },
  sound: { active: false },
};
const LEAST = ["sound", "little", "all"];

/** The lesser of what the two sides want: a weak line is weak in both directions. */
export const lesser = (mine, theirs) => LEAST.find((wish) => wish === mine || wish === theirs) ?? "all";

/** Holds a video sender to what is wanted. Before the two have agreed there is nothing to hold. */
export async function limit(sender, wish) {
  const parameters = sender?.getParameters();
  if (!parameters?.encodings?.length) return;
  Object.assign(parameters.encodings[0], LIMITS[wish]);
  try {
    await sender.setParameters(parameters);
  } catch {
    // The connection is just being made anew; the next state of it comes by here again.
  }
}
