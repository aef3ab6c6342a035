"""Asking less after a red session and in a regression."""

import pytest

from programs.rules.easing import Done, Easing, adjust, regress_dose

CALM = Done(prescription=1, sets=3, pain=5, easier="wall-sit")
HURT = Done(prescription=2, sets=3, pain=6, easier="mini-squat")
HURT_LOWEST = Done(prescription=3, sets=2, pain=9)
ONE_SET = Done(prescription=4, sets=1)


@pytest.mark.parametrize(
    ("items", "changes"),
    [
        ([CALM, HURT], [Easing(2, exercise="mini-squat")]),
        ([CALM, HURT_LOWEST], [Easing(3, sets=1)]),
        ([CALM, ONE_SET], [Easing(1, sets=2)]),
        ([Done(prescription=5, sets=1, pain=9), CALM], []),
    ],
)
def test_a_red_session_eases_what_hurt_or_else_everything(items, changes):
    assert adjust(items, 5) == changes


def test_a_regression_eases_what_hurt_and_cuts_a_set_of_the_rest():
    changes = regress_dose([CALM, HURT, HURT_LOWEST, ONE_SET], 5)
    assert changes == [Easing(1, sets=2), Easing(2, exercise="mini-squat"), Easing(3, sets=1)]
