/* At sign-out the session kept on this phone is forgotten. Entries that are not sent yet are kept. */

import { openStorage, Store } from "./player/store.js";

const form = document.getElementById("sign-out");
form?.addEventListener("submit", () => new Store(openStorage(), form.dataset.patient).forgetSession());
