/* Does the small piece of work that tells a browser from a program that sends thousands of forms, while somebody
   types. Where the browser cannot, the form goes without it: portal/proof.py. */

const AT_ONCE = 128;

/** Fills in the number for the form's challenge, as soon as it is found. */
export async function prove(form) {
  const { challenge, proof } = form.elements;
  if (!challenge || !proof || !globalThis.crypto?.subtle) return;
  proof.value = await find(challenge.value, Number(form.dataset.bits));
}

async function find(text, bits) {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const hashes = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, step) =>
        crypto.subtle.digest("SHA-256", encoder.encode(`${text}:${first + step}`)),
      ),
    );
    const found = hashes.findIndex((hash) => zeroBits(new Uint8Array(hash)) >= bits);
    if (found >= 0) return String(first + found);
  }
}

function zeroBits(bytes) {
  const whole = bytes.findIndex((byte) => byte !== 0);
  return whole < 0 ? bytes.length * 8 : whole * 8 + Math.clz32(bytes[whole]) - 24;
}
