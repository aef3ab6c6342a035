// The staff's calendar: draws the days with the vendored component, asks before a visit is moved, and moves it.
// Times are wall times of the clock that the page shows; the browser's own zone takes no part. Without this the
// page shows the same visits as a list, and every visit has a form that moves it.

const root = document.querySelector("#calendar");
const config = JSON.parse(document.querySelector("#calendar-config").textContent);
const said = document.querySelector("#calendar-said");
const dialog = document.querySelector("#move");
const part = (name) => dialog.querySelector(`[data-${name}]`);

const element = (tag, name, ...children) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
};

const say = (text, isProblem = false) => {
  said.textContent = text;
  said.className = isProblem ? "note note--stop" : "note note--go";
  said.hidden = !text;
};

// --- drawing -------------------------------------------------------------------------------------------------

// Among everybody's visits: with whom, in a glance. The whole name stands in the facts.
const initials = (name) => {
  const letters = element("span", "visit__who", name.split(/\s+/).map((word) => word[0]).join("").slice(0, 3));
  letters.setAttribute("aria-hidden", "true");
  letters.title = name;
  return letters;
};

// A visit is a link to its page: Tab finds it, Enter opens it, and its name says day, time, person and state.
const visitContent = ({ event }) => {
  const { url, day, time, sign, status, kind, who, place, there } = event.extendedProps;
  const mark = element("span", "visit__sign", sign);
  mark.setAttribute("aria-hidden", "true");
  const link = element(
    "a",
    "visit__link",
    element("span", "hidden-text", `${day} `),
    element("span", "visit__time", time),
    " ",
    element("strong", "", event.title),
  );
  link.href = url;
  link.draggable = false;
  const whose = config.whole ? [initials(who)] : [];
  const facts = [config.whole ? who : "", kind, place, there].filter(Boolean).join(" · ");
  return {
    domNodes: [
      element("span", "visit__line", mark, ...whose, link),
      element("span", "visit__status", status),
      element("span", "visit__facts", facts),
    ],
  };
};

const dayWords = (date) => {
  const said = (options) => new Intl.DateTimeFormat(document.documentElement.lang, options).format(date);
  return `${said({ weekday: "short" })} ${date.getDate()} ${said({ month: "short" })}`;
};

// The component calls its grid a table, but the visits lie above it and in none of its cells: heard as a table it
// would be empty. What is heard is a region of links, each with its day.
const dropTable = () => {
  for (const each of root.querySelectorAll("[role], [aria-colindex]")) {
    each.removeAttribute("role");
    each.removeAttribute("aria-colindex");
    each.removeAttribute("aria-colspan");
  }
};

const shutContent = ({ event }) => ({ domNodes: [element("span", "shut__words", event.title)] });

const load = async ({ startStr, endStr }) => {
  const address = new URL(config.entries, location.href);
  address.searchParams.set("from", startStr.slice(0, 10));
  address.searchParams.set("until", endStr.slice(0, 10));
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).entries;
  } catch {
    say(config.words.unreachable, true);
    return [];
  }
};

// --- moving --------------------------------------------------------------------------------------------------

// Wall time and how far it was dragged, without any zone: UTC stands for the clock on the page.
const shifted = (wall, delta) => {
  const at = new Date(`${wall}Z`);
  at.setUTCDate(at.getUTCDate() + delta.days);
  at.setUTCSeconds(at.getUTCSeconds() + delta.seconds);
  return at.toISOString().slice(0, 19);
};

// What was dragged and waits for an answer; putting it back is what happens unless somebody says yes.
let pending = null;

const putBack = () => {
  pending?.revert();
  pending = null;
};

const ask = async (options) => {
  try {
    const answer = await fetch(...options);
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
  } catch {
    // told below, with the same words
  }
  return { problem: config.words.unreachable, free: [], broken: true };
};

const look = () => ask([`${pending.address}?${new URLSearchParams(pending.to)}`]);

const move = () =>
  ask([
    pending.address,
    {
      method: "POST",
      headers: { "X-CSRFToken": dialog.querySelector("[name=csrfmiddlewaretoken]").value },
      body: new URLSearchParams(pending.to),
    },
  ]);

const freeTime = ({ at, words }) => {
  const button = element("button", "btn btn--small", words);
  button.type = "button";
  button.addEventListener("click", async () => {
    pending.to.to = at;
    show(await look());
    part("yes").focus();
  });
  return element("li", "", button);
};

const show = ({ who, was, becomes, told, problem, free = [], form }) => {
  part("who").textContent = who ?? "";
  part("was").textContent = was ?? "";
  part("becomes").textContent = becomes ?? "";
  part("told").textContent = problem ? "" : (told ?? "");
  part("problem").textContent = problem ?? "";
  part("problem").hidden = !problem;
  part("times").hidden = !was;
  part("near").hidden = !free.length;
  part("free").replaceChildren(...free.map(freeTime));
  part("yes").hidden = Boolean(problem);
  part("form").hidden = !form;
  if (form) part("form").href = form;
};

// The click that ends a drag opens nothing.
let isDragging = false;

const dropped = async ({ oldEvent, delta, newResource, revert }) => {
  const { move: address, wall } = oldEvent.extendedProps;
  pending = { address, revert, to: { to: shifted(wall, delta), zone: config.zone } };
  if (newResource) pending.to.practitioner = newResource.id;
  say("");
  show(await look());
  dialog.showModal();
};

const confirmed = async () => {
  part("yes").disabled = true;
  const answer = await move();
  part("yes").disabled = false;
  if (answer.problem) {
    show(answer);
    return;
  }
  pending = null;
  dialog.close();
  say(answer.said);
  calendar.refetchEvents();
};

if (dialog) {
  part("yes").addEventListener("click", confirmed);
  part("no").addEventListener("click", () => dialog.close());
  // Escape closes it, too.
  dialog.addEventListener("close", putBack);
}

// --- the component -------------------------------------------------------------------------------------------

const book = ({ dateStr, resource }) => {
  const address = new URL(config.book, location.href);
  address.searchParams.set("starts_at", dateStr);
  address.searchParams.set("zone", config.zone);
  if (resource ?? config.practitioner) {
    address.searchParams.set("practitioner", resource?.id ?? config.practitioner);
  }
  location.assign(address);
};

const isShut = (event) => event.display === "background";

const calendar = EventCalendar.create(root, {
  view: config.view,
  date: config.date,
  timeZone: config.offset,
  headerToolbar: { start: "", center: "", end: "" },
  resources: config.resources,
  eventSources: [{ events: load }],
  lazyFetching: false,
  allDaySlot: false,
  firstDay: 1,
  slotDuration: "00:30",
  slotHeight: 42,
  snapDuration: "00:15",
  slotMinTime: config.earliest,
  slotMaxTime: config.latest,
  flexibleSlotTimeLimits: true,
  nowIndicator: true,
  locale: document.documentElement.lang || undefined,
  slotLabelFormat: (date) => `${date.getHours()}:00`,
  dayHeaderFormat: dayWords,
  editable: config.mayEdit,
  eventDurationEditable: false,
  eventContent: (info) => (isShut(info.event) ? shutContent(info) : visitContent(info)),
  eventDidMount: ({ event, el }) => {
    if (isShut(event)) return;
    el.dataset.visit = event.id;
    el.dataset.form = event.extendedProps.form ?? "";
  },
  viewDidMount: dropTable,
  eventDragStart: () => {
    isDragging = true;
  },
  eventDragStop: () => setTimeout(() => {
    isDragging = false;
  }),
  eventDrop: dropped,
  dateClick: config.mayEdit ? book : undefined,
});

root.addEventListener(
  "click",
  (event) => {
    if (isDragging) event.preventDefault();
  },
  true,
);
root.hidden = false;
document.querySelector("#calendar-list").hidden = true;

// What somebody else booked meanwhile appears when one comes back to the page.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && !pending) calendar.refetchEvents();
});
