/* While a warning sign holds the patient, the session kept on this phone is held too: without a connection
   the player must not go on with what was due before. Drafts of the answers that told it are over. */

import { forgetDrafts } from "./keep.js";
import { openStorage, Store } from "./player/store.js";

const { patient, forget } = document.getElementById("stopped").dataset;

new Store(openStorage(), patient).holdToday();
if (forget) forgetDrafts(patient, forget.split(" "));
