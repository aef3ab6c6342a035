"""The room's modules, called as they are shipped: the link between two browsers, and what is held small."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Two links in one page that write to each other, each letter late by chance.
TWO_LINKS = """async () => {
  const { Link } = await import("/static/portal/js/room/link.js");
  const picture = () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 10, 10);
    return canvas.captureStream(5).getVideoTracks()[0];
  };
  const letters = { a: [], b: [] };
  const offers = (side) => letters[side].filter((each) => each.description?.type === "offer");
  const make = (side, other, polite) =>
    new Link({
      iceServers: [],
      polite,
      tracks: { audio: null, video: picture() },
      send: (letter) => letters[side].push(letter),
      onTrack: () => {},
      onChange: () => {},
    });
  const links = { a: make("a", "b", false), b: make("b", "a", true) };
  const read = { a: 0, b: 0 };
  const carry = async (from, to) => {
    while (read[from] < letters[from].length) await links[to].hear(letters[from][read[from]++]);
  };
  const until = async (what) => {
    for (let tries = 0; tries < 300 && !what(); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 40));
      await carry("a", "b");
      await carry("b", "a");
    }
  };
  const way = () => offers("a").at(-1).description.sdp.match(/a=ice-ufrag:(.*)/)[1];
  // Nothing is carried before both have made an offer.
  while (!offers("a").length || !offers("b").length) await new Promise((resolve) => setTimeout(resolve, 20));
  const crossed = read.a + read.b === 0;
  await until(() => links.a.state === "connected" && links.b.state === "connected");
  const first = { a: links.a.state, b: links.b.state };
  const before = way();
  // The way between them breaks, as one side sees it.
  Object.defineProperty(RTCPeerConnection.prototype, "connectionState", { get: () => "failed" });
  links.a.mend();
  await until(() => way() !== before);
  return { ...first, crossed, isNewWay: way() !== before };
}"""


@pytest.fixture
def page(new_phone, patient):
    return new_phone(patient.user).open("/about/")


@pytest.fixture
def call(page):
    """Calls an exported function: call("quality.js", "lesser", ...)."""
    script = """async ([file, name, args]) => {
      const module = await import(`/static/portal/js/room/${file}`);
      return module[name](...args);
    }"""
    return lambda file, name, *args: page.evaluate(script, [file, name, list(args)])


def test_two_offers_that_cross_come_to_one_connection_and_a_broken_way_is_sought_anew(page):
    found = page.evaluate(TWO_LINKS)
    assert found == {"a": "connected", "b": "connected", "crossed": True, "isNewWay": True}


@pytest.mark.parametrize(
    ("mine", "theirs", "sent"),
    [
        ("all", "all", "all"),
        ("all", "little", "little"),
        ("little", "all", "little"),
        ("sound", "little", "sound"),
        ("all", "sound", "sound"),
    ],
)
def test_what_is_sent_is_what_the_weaker_side_wants(call, mine, theirs, sent):
    assert call("quality.js", "lesser", mine, theirs) == sent


def test_the_meter_is_still_in_silence_and_full_at_a_shout(call):
    silence, speech, shout = (call("meter.js", "loudness", [level] * 8) for level in (0, 0.05, 1))
    assert silence == 0
    assert 0.3 < speech < 0.9
    assert shout == 1


@pytest.mark.parametrize(
    ("presence", "link", "state"),
    [
        ("absent", None, "absent"),
        ("here", None, "connecting"),
        ("here", "connecting", "connecting"),
        ("here", "connected", "connected"),
        ("here", "lost", "lost"),
        ("lost", "connected", "connected"),  # the server is late, the call is not
        ("lost", "connecting", "lost"),
        ("left", "connected", "left"),
    ],
)
def test_the_other_side_in_one_word(call, presence, link, state):
    assert call("view.js", "stateOf", {"other": {"presence": presence}, "state": link}) == state


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("NotAllowedError", "refused"),
        ("NotFoundError", "missing"),
        ("NotReadableError", "busy"),
        ("TypeError", "failed"),
    ],
)
def test_what_is_wrong_with_a_device(call, name, problem):
    assert call("devices.js", "problemOf", {"name": name}) == problem
