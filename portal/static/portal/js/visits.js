/* On the pages of visits: whoever's phone is in another time zone than their profile is told so, choosing
   somebody shows their times at once, and a form that is on its way is not sent a second time. */

const HALF_A_YEAR = 183 * 86_400_000;

/** What the clocks of a zone show at a moment, to be compared. */
function clockIn(zone, moment) {
  const options = { timeZone: zone, dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat("en-GB", options).format(moment);
}

function isSameClock(here, there) {
  const moments = [Date.now(), Date.now() + HALF_A_YEAR];
  return moments.every((moment) => clockIn(here, moment) === clockIn(there, moment));
}

const placeOf = (zone) => zone.split("/").pop().replaceAll("_", " ");

const line = document.getElementById("other-zone");
if (line) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (here && !isSameClock(here, line.dataset.zone)) {
    line.querySelector("[data-here]").textContent = placeOf(here);
    line.querySelector("[data-there]").textContent = placeOf(line.dataset.zone);
    line.hidden = false;
  }
}

const who = document.getElementById("who");
if (who) {
  who.querySelector("button").hidden = true;
  who.addEventListener("change", () => who.submit());
}

// On a narrow phone the strip is wider than the page: the day that is shown is in sight.
document.querySelector('.day[aria-current="date"]')?.scrollIntoView({ inline: "center", block: "nearest" });

for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.going) event.preventDefault();
    form.dataset.going = "yes";
  });
}
// Coming back to a page that the browser kept: its forms may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-going]")) delete form.dataset.going;
});
