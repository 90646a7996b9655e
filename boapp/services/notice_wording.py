"""Plain English for the law table: each step of *why*, and advice for countries without rules.

A clerk reads these sentences, so they name dates, never sections alone, and say where the
law is silent and we assume. The program helps; it gives no legal advice.
"""

from dataclasses import dataclass
from datetime import date

from boapp.domain.notice_rules.cases import Because, NoticeAnswer, Reason

# Not strftime: its names follow the desk's language, these sentences are English.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# {day} and {until} stand for the two dates of a reason, written out.
SENTENCES = {
    Because.NOT_COVERED_US: "Sales at the counter, C.O.D. and excluded goods are not covered (435.1(a), 435.3(a)); state law may give the buyer more (435.3(b)).",
    Because.NOT_COVERED_EUROPE: "The law on late delivery does not cover this sale; what was agreed and other law may give the buyer more.",
    Because.SHIP_AS_STATED: "Shipment by {until} was stated before the order.",
    Because.SHIP_IN_30_DAYS: "No shipping time was stated, so the order must ship within 30 days of {day}, by {until}.",
    Because.SHIP_IN_50_DAYS: "No shipping time was stated and the buyer applied for the shop's own credit, so the order must ship within 50 days of {day}, by {until}.",
    Because.TOLD_SHORT_DELAY: "The notice of {day} gave {until}, no more than 30 days late: silence is consent until then.",
    Because.TOLD_LONG_DELAY: "The notice of {day} gave a date more than 30 days late: silence cancels the order unless it ships, or the consent arrives, by {until}.",
    Because.TOLD_NO_DATE: "The notice of {day} gave no date: silence cancels the order unless it ships, or the consent arrives, by {until}.",
    Because.TOLD_RENEWED: "The renewed notice of {day} came while the earlier date was running: silence cancels the order unless it ships, or the consent arrives, by {until}.",
    Because.TOLD_OTHER_DATE: "The notice of {day} gave other news ({until}) and changes no last day.",
    Because.TOLD_NO_LATER_DATE: "The notice of {day} gave {until}, no later than already promised, so it asks for nothing.",
    Because.AGREED_DATE: "The customer's consent of {day} carries the delay to {until}.",
    Because.AGREED_NO_DATE: "The customer agreed on {day} to wait without a date and may still cancel until shipment.",
    Because.AGREED_TOO_LATE: "The consent of {day} was to a date already past, {until}, and changes no last day.",
    Because.NOTICE_DUE_BY: "Send the goods or the next notice by {until}.",
    Because.SHIPPED: "The goods were sent on {day}.",
    Because.BUYER_CANCELLED: "The buyer's cancellation arrived on {day}, before shipment.",
    Because.SHOP_GAVE_UP: "The buyer was told on {day} that the shop gives up the order.",
    Because.NO_OPTION_IN_TIME: "Nothing was sent and no notice with a choice went out by {day}, so the order is cancelled; a later notice does not cure it.",
    Because.NO_CONSENT_IN_TIME: "Neither goods nor the buyer's consent came by {day}, so the order is cancelled.",
    Because.AGREED_DATE_PASSED: "The agreed date {day} passed without shipment and without consent to more, so the order is cancelled.",
    Because.REFUND_BY: "The right to a refund arose on {day}; send it within seven working days, by {until}.",
    Because.REFUND_IN_BILLING_CYCLE: "The right to a refund arose on {day}; the shop is the creditor, so it is due within one billing cycle.",
    Because.DELIVER_AS_AGREED: "Delivery by {until} was agreed.",
    Because.DELIVER_IN_30_DAYS: "No delivery date was agreed, so it is 30 days after the contract of {day}: {until}.",
    Because.TOLD_CONSUMER: "The customer was told on {day} of a new date ({until}).",
    Because.TOLD_CONSUMER_NO_DATE: "The customer was told on {day} that no date can be given.",
    Because.LATE: "Delivery was due on {day} and is late: the customer may set an appropriate extra period.",
    Because.PERIOD_WITHOUT_EFFECT: "The extra period that the buyer set on {day} is no answer that this rule knows: it counts as silence.",
    Because.PERIOD_SET: "The customer set an extra period on {day}, until {until}.",
    Because.PERIOD_TOO_EARLY: "The extra period set on {day} does not count: delivery was not late before the end of {until}.",
    Because.PERIOD_MISSED: "The extra period is over, so the customer may end the contract from {day}.",
    Because.DATE_WAS_ESSENTIAL: "The agreed date was essential, so the customer may end the contract from {day} without an extra period.",
    Because.SHOP_REFUSED: "The shop said on {day} that it will not deliver, so the customer may end the contract without an extra period; terms that reserve this bind the shop to tell and refund at once.",
    Because.CONSUMER_ENDED: "The customer ended the contract on {day}; refund everything without undue delay.",
    Because.WITHDRAWN: "The customer withdrew from the distance sale on {day} (goods made to order are excepted); refund by {until}.",
    Because.NO_RIGHT_TO_CANCEL: "The cancellation of {day} has no effect: bought at the counter, and no right to end the contract yet.",
    Because.ASSUME_WORKING_DAYS: "Our assumption, the rule being silent: working days are Monday to Friday without federal holidays, counted after the last day of a lapsed period, else after the day of the cancellation or decision.",
    Because.ASSUME_SHIPMENT_FIRST: "Our assumption, the law being silent: of one day's events the shipment goes before the cancellation.",
    Because.ASSUME_SILENCE_NOTHING: "Our assumption, the law being silent: silence means nothing, and a new date binds only if the customer agrees.",
    Because.ASSUME_EARLIER_DATE: "Our assumption: {day} falls on a weekend, where BGB 193 lets a period run on to the next working day; we keep the earlier date.",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """Facts of a law that the program does not decide, with their source (notices 3 rules 4, 8 to 11)."""

    place: str
    source: str
    text: str


# V = read in the source, S = from a secondary source.
ADVICE = (
    Advice(
        "Switzerland",
        "OR 102, 107-109 (V)",
        "No 30-day limit. Once late, the buyer sets an appropriate extra period and may then withdraw, declaring it at once; "
        "a fixed date needs no period. Money goes back.",
    ),
    Advice(
        "Quebec",
        "Consumer Protection Act 54.12, 54.13; page of the consumer office (V)",
        "Distance sale: 30 days after the written date (none: after the purchase) the buyer may cancel until the goods "
        "are received. Refund within 15 days.",
    ),
    Advice(
        "Ontario",
        "Consumer Protection Act 2002 s.26 (S)",
        "30 days after the agreed date (none: after the agreement) the buyer may cancel until delivery; the right is lost "
        "by accepting late delivery. Refund within 15 days. A new Act is pending.",
    ),
    Advice(
        "Australia",
        "Page of the ACCC (V)",
        "Supply within the stated or a reasonable time; the law fixes no number of days.",
    ),
    Advice(
        "France",
        "Code de la consommation L216-7, L241-4 (V)",
        "Once the contract is ended, refund within 14 days; else the sum grows by 10, 20, then 50 percent.",
    ),
)


def advice_for(place: str) -> Advice | None:
    """The facts for a country or province by its English name; None where the law table itself decides."""
    return next((advice for advice in ADVICE if advice.place == place), None)


def why_in_words(answer: NoticeAnswer) -> str:
    """Why the law answers so, in sentences that name the days, then the sections it rests on."""
    sentences = [_sentence(reason) for reason in answer.why]
    if answer.rules:
        # US sections go by their bare number in `rules`; a sentence names the code.
        code = "16 CFR " if answer.rules[0].startswith("435") else ""
        sentences.append(f"Rests on {code}{', '.join(answer.rules)}.")
    return " ".join(sentences)


def _sentence(reason: Reason) -> str:
    return SENTENCES[reason.because].format(day=_written(reason.day), until=_written(reason.until))


def _written(day: date | None) -> str:
    return "no date" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"
