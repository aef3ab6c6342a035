/* The room's calls to the server, and what each answer means for the page. */

const TIMEOUT_MS = 10_000;

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

async function jsonOf(response) {
  const type = response.headers.get("content-type") ?? "";
  return type.includes("json") ? response.json() : null;
}

/** ok: here it is. refused: the body's code says why. signed_out, gone: as it says. again: try later. */
function kindOf(status, body) {
  if (status === 204) return "ok";
  if (status === 404) return "gone";
  if (status === 409 && body?.code) return "refused";
  if (status === 403 && body?.code && !["permission_denied", "not_authenticated"].includes(body.code)) return "refused";
  if (status === 401 || status === 403) return "signed_out";
  return status === 200 && body ? "ok" : "again";
}

export class RoomApi {
  constructor({ base, csrfCookie }) {
    this.base = base;
    this.csrfCookie = csrfCookie;
  }

  look() {
    return this.#call("", { method: "GET" });
  }

  enter(ticket) {
    return this.#post("seat/", { ticket });
  }

  exchange(said) {
    return this.#post("exchange/", said);
  }

  /** Also while the page goes away: the browser sends it to the end. */
  leave(ticket) {
    return this.#post("leave/", { ticket }, { keepalive: true });
  }

  #post(path, body, more = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie(this.csrfCookie) };
    return this.#call(path, { method: "POST", headers, body: JSON.stringify(body), ...more });
  }

  async #call(path, init) {
    try {
      const response = await fetch(this.base + path, {
        ...init,
        credentials: "same-origin",
        redirect: "manual",
        cache: "no-store",
        headers: { Accept: "application/json", ...init.headers },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const body = await jsonOf(response);
      return { kind: kindOf(response.status, body), body };
    } catch {
      return { kind: "again", body: null };
    }
  }
}
