"""What a patient does in the player, step by step."""

from playwright.sync_api import Page, expect

STEPS_AT_MOST = 400

TRIES_AGAIN_MS = 30_000


class Player:
    """The player page with its clock in our hand: nothing counts down unless the test lets it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def on(cls, phone, path: str = "/session/") -> "Player":
        player = cls(phone.open(path))
        player.loaded()
        return player

    def loaded(self) -> None:
        self.page.wait_for_selector("body[data-screen]")

    @property
    def screen(self) -> str:
        return str(self.page.evaluate("document.body.dataset.screen"))

    @property
    def kind(self) -> str:
        return str(self.page.evaluate("document.querySelector('.step').dataset.kind"))

    @property
    def name(self) -> str:
        return self.page.locator("[data-focus]").inner_text()

    @property
    def is_counting(self) -> bool:
        return bool(self.page.evaluate("document.body.dataset.running === 'true'"))

    def start(self) -> None:
        self.page.click("[data-action=start]")

    def press(self, action: str) -> None:
        self.page.click(f".player__controls [data-action={action}]")

    def perform(self) -> None:
        """Does the step at hand: taps Done where the patient sets the pace, else goes on."""
        done = self.page.locator("#main-control use").get_attribute("href") == "#i-check"
        self.press("main" if done else "next")

    def to_log(self) -> None:
        """Performs until the player asks how it was."""
        for _step in range(STEPS_AT_MOST):
            if self.screen != "step":
                return
            self.perform()
        raise AssertionError("The player never asked how it was.")

    def pass_over(self) -> None:
        """Presses Next through the exercise without doing any of it."""
        for _step in range(STEPS_AT_MOST):
            if self.screen != "step":
                return
            self.press("next")
        raise AssertionError("The exercise never ended.")

    @property
    def asks_how_much(self) -> bool:
        return self.page.locator("[data-part=much]").is_visible()

    def say_how_much(self, words: str) -> None:
        self.page.get_by_role("button", name=words).click()

    def rate(self, pain: int | None = None, effort: int | None = None) -> None:
        """Nobody waits here for timed sets to be over: of those, all is said to be done."""
        if self.asks_how_much:
            self.say_how_much("All of it")
        for name, value in (("pain", pain), ("effort", effort)):
            if value is not None:
                self.page.locator(f"input[name={name}][value='{value}']").check(force=True)
        self.page.click("button[value=save]")

    def play(self, **ratings: int) -> None:
        """Plays everything that is open, the extra exercises too."""
        for _step in range(STEPS_AT_MOST):
            match self.screen:
                case "step":
                    self.to_log()
                case "log":
                    self.rate(**ratings)
                case "extra":
                    self.page.click("[data-action=extra]")
                case _:
                    return

    def skip(self, reason: str) -> None:
        self.page.click(".step [data-action=skip]")
        self.page.click(f"[data-reason={reason}]")

    def says(self, words: str) -> None:
        """What the line about saving comes to; the player tries again by itself, less often each time."""
        expect(self.page.locator("#saving")).to_contain_text(words, timeout=TRIES_AGAIN_MS)
