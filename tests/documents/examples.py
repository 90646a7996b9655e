"""Letters of an invented shop, one per case of the law and of the paper."""

from dataclasses import replace
from datetime import date

from boapp.documents.layouts import DIN_A, DIN_B, US_10, Layout
from boapp.documents.letter import (
    Addressee,
    AnswerWays,
    ArrivalLetter,
    ArrivalWay,
    CancelCause,
    CancellationLetter,
    Charge,
    DelayLetter,
    Letter,
    Letterhead,
    LetterLine,
    OrderReference,
    PartShipmentLetter,
    Refund,
)
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.domain.quantities import UNIT

TODAY = date(2026, 11, 12)

AMERICAN = Letterhead(
    shop_name="Tin & Tide",
    tagline="Toys that float, roll and fly",
    contact_lines=(
        "48 Wharf Lane, Rockport, ME 04856",
        "(800) 555-0142 toll-free, Mon–Sat 9–6 ET",
        "tinandtide.example",
    ),
    return_address="Tin & Tide, 48 Wharf Lane, Rockport, ME 04856",
    sender_name="Ines Holloway",
    accent="#1f5c50",
    ways=AnswerWays(phone="(800) 555-0142", toll_free=True, email="answer@tinandtide.example", prepaid=True),
)
EUROPEAN = Letterhead(
    shop_name="Spielwerk Anders",
    tagline="Toys of wood and tin",
    contact_lines=(
        "Inhaberin Jutta Anders · Am Markt 9 · 23552 Lübeck",
        "Telephone +49 451 5550-17 · post@spielwerk.example",
    ),
    register_line="Amtsgericht Lübeck HRA 99999 · USt-IdNr. DE999999999",
    return_address="Spielwerk Anders · Am Markt 9 · 23552 Lübeck",
    sender_name="Jutta Anders",
    accent="#1d4775",
    ways=AnswerWays(phone="+49 451 5550-17", email="answer@spielwerk.example", prepaid=True),
)
BUS = LetterLine(
    sku="BUS-010",
    name="Wooden bus, red",
    ordered_quantity=3 * UNIT,
    waiting_quantity=3 * UNIT,
    unit_price=2450,
    told_date=date(2026, 11, 23),
    new_date=date(2026, 12, 9),
)
BOAT = replace(
    BUS,
    sku="BOA-002",
    name="Tin boat, “Marigold”",
    ordered_quantity=UNIT,
    waiting_quantity=UNIT,
    unit_price=3990,
)
RUTH = Addressee(("Ruth Ellery", "Quarry Court, Unit 7", "310 Alder Road", "Dover, NH 03820-1234"))

CONSENT = DelayLetter(
    jurisdiction=Jurisdiction.US,
    addressee=RUTH,
    orders=(OrderReference("TT-3182", date(2026, 11, 2)),),
    notice_number="1",
    currency="USD",
    lines=(BUS, BOAT),
    charges=(Charge("Shipping", 980), Charge("Sales tax", 689)),
    paid_with="Visa ending in 4417",
    refund=Refund(13009, "your Visa ending in 4417"),
    due_date=date(2026, 11, 23),
    new_date=date(2026, 12, 9),
    consent_limit=date(2026, 12, 23),
    answer_by=date(2026, 12, 9),
    reason="The workshop had to dry the wood a second time; the buses reach us on December 7.",
    extra_consent=True,
)
LONG = replace(
    CONSENT,
    addressee=Addressee(("Amos Oyelaran", "88 Mill Pond Road", "Asheville, NC 28803")),
    lines=(replace(BUS, new_date=date(2027, 1, 29)),),
    charges=(Charge("Shipping", 1800),),
    new_date=date(2027, 1, 29),
    answer_by=date(2026, 12, 23),
    refund=Refund(9150, "your Visa ending in 4417", date(2027, 1, 5)),
    promised=False,
    extra_consent=False,
)
NO_DATE = replace(
    LONG,
    lines=(replace(BUS, new_date=None),),
    new_date=None,
    reason="the workshop's kiln failed its safety inspection and stands still until it is repaired",
    promised=True,
)
RENEWED = replace(
    LONG,
    renewed=True,
    old_date=date(2026, 11, 20),
    last_written=date(2026, 10, 19),
    new_date=date(2026, 12, 9),
    lines=(replace(BUS, told_date=date(2026, 11, 20)),),
    answer_by=date(2026, 11, 20),
    consent_limit=None,
    notice_number="2",
    refund=Refund(9150, "", date(2026, 12, 2)),
)
ABROAD = DelayLetter(
    jurisdiction=Jurisdiction.EU,
    addressee=Addressee(
        ("Κυρία", "Ελευθερία Παπαδοπούλου", "Τσιμισκή 84", "546 22 ΘΕΣΣΑΛΟΝΙΚΗ"),
        "Griechenland",
        "Ελευθερία Παπαδοπούλου",
    ),
    orders=(OrderReference("SA-2287", date(2026, 11, 3)),),
    notice_number="1",
    currency="EUR",
    lines=(replace(BUS, told_date=date(2026, 12, 3), new_date=date(2026, 12, 15)),),
    charges=(Charge("Delivery", 1490),),
    paid_with="bank transfer",
    refund=Refund(8840, "the bank account you paid from"),
    due_date=date(2026, 12, 3),
    new_date=date(2026, 12, 15),
    answer_by=date(2026, 12, 3),
    promised=False,
    reason="the workshop had to dry the wood a second time",
)
FATES = replace(
    ABROAD,
    addressee=Addressee(
        ("Herrn", "خالد الحسن", "Khalid Al-Hassan", "Sonnenallee 112, Hinterhaus", "12045 Berlin"),
        "",
        "خالد الحسن",
    ),
    jurisdiction=Jurisdiction.DE,
    refund=Refund(11340, "the bank account you paid from"),
    lines=(
        replace(
            BUS,
            sku="CAN-107",
            name="Candles, box of 6",
            shipped_quantity=3 * UNIT,
            waiting_quantity=0,
            told_date=date(2026, 12, 3),
            new_date=None,
        ),
        replace(BUS, told_date=date(2026, 12, 3), new_date=date(2026, 12, 9)),
        replace(BOAT, sku="SIG-009", name="Name plate, engraved “خالد وليلى”", told_date=None, new_date=None),
    ),
    new_date=date(2026, 12, 9),
)
TEN_BUSES = PartShipmentLetter(
    jurisdiction=Jurisdiction.US,
    addressee=RUTH,
    orders=(OrderReference("TT-3301", date(2026, 11, 12)),),
    notice_number="1",
    currency="USD",
    lines=(
        replace(
            BUS,
            ordered_quantity=10 * UNIT,
            shipped_quantity=4 * UNIT,
            waiting_quantity=6 * UNIT,
            told_date=None,
            new_date=date(2027, 6, 30),
        ),
    ),
    charges=(Charge("Shipping", 1980),),
    paid_with="Visa ending in 4417",
    refund=Refund(14700, "your Visa ending in 4417"),
)
CONFIRMED = replace(
    TEN_BUSES,
    confirmation=True,
    jurisdiction=Jurisdiction.EU,
    currency="EUR",
    lines=(*TEN_BUSES.lines, replace(BOAT, estimated=True, new_date=date(2026, 12, 7), told_date=None)),
)
COLLECT = ArrivalLetter(
    jurisdiction=Jurisdiction.UK,
    addressee=Addressee(
        ("Mr Thomas Adeyemi", "Flat 3", "41 Hallgarth Street", "Elvet", "DURHAM", "DH1 3AY"), "", "Mr Adeyemi"
    ),
    orders=(OrderReference("TT-2031", date(2026, 11, 2)),),
    notice_number="2",
    currency="GBP",
    lines=(
        replace(BUS, ready_quantity=2 * UNIT, ordered_quantity=2 * UNIT, waiting_quantity=0),
        replace(BOAT, ready_quantity=UNIT, waiting_quantity=0),
    ),
    way=ArrivalWay.COLLECT,
    place="9 Saddler Street",
    hours="Tuesday to Saturday, 9.30 to 17.30",
    keep_until=date(2026, 12, 19),
    deposit=2000,
    balance=6890,
)
READY_TO_SHIP = replace(
    COLLECT,
    jurisdiction=Jurisdiction.US,
    currency="USD",
    addressee=RUTH,
    way=ArrivalWay.SHIP,
    keep_until=None,
    deposit=None,
    balance=None,
    ship_date=date(2026, 11, 16),
    lines=(
        replace(BUS, ready_quantity=2 * UNIT, waiting_quantity=UNIT),
        replace(BOAT, ready_quantity=UNIT, waiting_quantity=0),
    ),
    refund=Refund(9000, "your Visa ending in 4417"),
)
LAPSED = CancellationLetter(
    jurisdiction=Jurisdiction.US,
    addressee=RUTH,
    orders=(OrderReference("TT-3158", date(2026, 10, 12)),),
    notice_number="1",
    currency="USD",
    lines=(replace(BUS, cancelled_quantity=3 * UNIT, waiting_quantity=0),),
    charges=(Charge("shipping", 980),),
    paid_with="Visa ending in 4417",
    refund=Refund(8330, "your Visa ending in 4417", date(2026, 11, 20)),
    cause=CancelCause.NO_NOTICE,
    cancelled_on=date(2026, 11, 12),
)
PART_CANCELLED = replace(
    LAPSED,
    lines=(
        replace(BOAT, shipped_quantity=UNIT, waiting_quantity=0),
        replace(BUS, cancelled_quantity=3 * UNIT, waiting_quantity=0),
    ),
    notice_number="2",
    cause=CancelCause.CUSTOMER,
    cancelled_on=date(2026, 11, 10),
    refund=Refund(7350, "your Visa ending in 4417", date(2026, 11, 20)),
)
UNOBTAINABLE = replace(
    LAPSED,
    jurisdiction=Jurisdiction.DE,
    currency="EUR",
    addressee=Addressee(("Petra Müller", "Gartenstraße 18", "24103 Kiel")),
    refund=Refund(8330, "the bank account you paid from"),
    paid_with="bank transfer",
    cause=CancelCause.SHOP_GAVE_UP,
    cancelled_on=TODAY,
    reason="the workshop has closed for good",
)

EXAMPLES: dict[str, tuple[Letter, Letterhead, Layout]] = {
    "us-delay-silence-consents": (CONSENT, AMERICAN, US_10),
    "us-delay-long": (LONG, AMERICAN, US_10),
    "us-delay-no-date": (NO_DATE, AMERICAN, US_10),
    "us-delay-renewed": (RENEWED, AMERICAN, US_10),
    "us-ten-buses": (TEN_BUSES, AMERICAN, US_10),
    "us-cancelled-no-notice": (LAPSED, AMERICAN, US_10),
    "us-cancelled-part": (PART_CANCELLED, AMERICAN, US_10),
    "de-cancelled-unobtainable": (UNOBTAINABLE, EUROPEAN, DIN_B),
    "us-ready-to-ship": (READY_TO_SHIP, AMERICAN, US_10),
    "eu-delay-greek": (ABROAD, EUROPEAN, DIN_B),
    "de-delay-fates-arabic": (FATES, EUROPEAN, DIN_A),
    "eu-order-confirmation": (CONFIRMED, EUROPEAN, DIN_B),
    "uk-arrival-collect": (COLLECT, EUROPEAN, DIN_B),
}
