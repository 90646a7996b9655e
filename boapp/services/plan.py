"""Try a run on a scenario file, without a shop (formats 2, `boapp plan`)."""

from boapp.domain.backorders import propose
from boapp.domain.reasons import explain
from boapp.exchange.scenario import read_scenario
from boapp.exchange.scenario_result import write_result
from boapp.services.optimise import best_picker
from boapp.services.wording import Wording


def plan_scenario(document: str | bytes) -> str:
    """Who would get what, as a JSON document; exceptions are listed and change nothing.

    Raises RequestRefused, every error as `path: reason`, for a scenario that cannot be read.
    """
    scenario = read_scenario(document)
    situation = scenario.situation
    proposal = propose(situation, scenario.rule_set, best_picker())
    reasons = explain(situation, scenario.rule_set, proposal)
    wording = Wording(situation)
    whys = {line_id: wording.why(reason) for line_id, reason in reasons.items()}
    return write_result(situation, proposal, whys)
