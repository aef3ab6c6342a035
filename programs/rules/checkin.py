"""The decision at each check-in: what today's knee asks for.

The rules are the pack's; without one that fires the patient carries on. An answer that was not given
fires nothing, so it never raises an alarm - and never lets anybody progress either, because no check-in
does: increases are decided once a week.
"""

from programs.rules.decision_words import Scope, Verdict
from programs.rules.facts import CheckinFacts, values_of
from programs.rules.parameters import Parameters
from programs.rules.rulebook import Rulebook
from programs.rules.verdicts import Proposal, proposal


def propose_checkin(facts: CheckinFacts, rulebook: Rulebook, parameters: Parameters) -> Proposal:
    answers = rulebook.answers(Scope.CHECKIN, values_of(facts), parameters)
    fired = [answer.rule.reason() for answer in answers if answer.holds]
    return proposal(Scope.CHECKIN, fired, Verdict.CONTINUE)
