/* The pages' own calls to the API, and what each answer means for the patient. */

const TIMEOUT_MS = 15_000;

/** saved: the clinic has it. refused: it must be corrected. signed_out: sign in first. again: try later. */
function meaningOf(status) {
  if (status === 401 || status === 403) return "signed_out";
  if (status === 408 || status === 425 || status === 429 || status >= 500) return "again";
  if (status >= 400) return "refused";
  return status >= 200 && status < 300 ? "saved" : "again";
}

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

async function jsonOf(response) {
  const type = response.headers.get("content-type") ?? "";
  return type.includes("json") ? response.json() : null;
}

export class Api {
  /** ``person`` is whose session it is, when a carer plays it. */
  constructor({ base, csrfCookie, person = "" }) {
    this.base = base;
    this.query = person ? `?patient=${encodeURIComponent(person)}` : "";
    this.csrfCookie = csrfCookie;
  }

  /** The day's script. Answers {kind, body}. */
  today() {
    return this.#call("today/", { method: "GET" }, (body) => Array.isArray(body?.steps));
  }

  /** Store one log. Sending the same again changes nothing, so a retry is always safe. */
  putLog(uuid, log) {
    return this.#put(`session-logs/${uuid}/`, uuid, log);
  }

  /** Keep a time while its form is filled in. */
  putHold(uuid, hold) {
    return this.#put(`holds/${uuid}/`, uuid, hold);
  }

  #put(path, uuid, thing) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie(this.csrfCookie) };
    const init = { method: "PUT", headers, body: JSON.stringify(thing) };
    return this.#call(path, init, (body) => body?.id === uuid);
  }

  /* An answer counts as a yes only when it is ours: the log-in page of a train's wifi answers 200 too. */
  async #call(path, init, isOurs) {
    try {
      const response = await fetch(this.base + path + this.query, {
        ...init,
        credentials: "same-origin",
        redirect: "manual",
        cache: "no-store",
        headers: { Accept: "application/json", ...init.headers },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const kind = meaningOf(response.status);
      const body = await jsonOf(response);
      const wait = Number(response.headers.get("retry-after")) || 0;
      if (kind === "saved") return isOurs(body) ? { kind, body } : { kind: "again", wait };
      return { kind: body || kind === "again" ? kind : "again", body, wait };
    } catch {
      return { kind: "again", wait: 0 };
    }
  }
}
