"""Numbers and days of what another did, where another place is told of, and deaths that were only intended."""

import re
from datetime import UTC, datetime

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

PUBLISHED = datetime(2031, 5, 27, tzinfo=UTC)
DIED = "Governor Ada Lorn of Holm died on Monday 20 May at a hospital in Tarn."
JAILED = "A court in Holm sentenced Ben Roy, former head of Lumo Bank, to six years in prison."
TOLL = "The toll of the Holm fire has risen to eleven after divers found two more bodies."
BOUGHT = "Lumo owns the west dock. Grano bought the east dock in 2019 for 600 million crowns."
SENT = "Holmland asked for help. Tarnland sent 60 rescuers and two helicopters."
FLOODS = "The floods killed 14 people in Porto Lorn. Nobody died in the town of Porto Roy."
PRICES = "Prices in Holm rose by 8 percent in October, while in Tarn they rose by 3 percent."
FINED = "Ben Roy was jailed. Roy's brother, Tom Roy, was fined 200 crowns."
DOORS = "The school in Lorn Point will close in November, while the one in Roy Bay stays open."
AGED = "Ada Lorn won. At 17 she is the youngest to receive the Holm Prize."
TROPHY = "The new coach, Ada Lorn, won the cup. She replaced Ben Roy, who was dismissed in May."
CHARGED = "Prosecutors charged the suspect, Ben Roy, with attempting to murder Tom Lorn."


def propose(question: str, passage: str, answer: str, title: str = "") -> Proposal:
    """Return an answer as proposed for a question, in the sentence of a passage that has it."""
    sentence = next(one for one in re.split(r"(?<=\.) ", passage) if answer in one)
    before = passage[: passage.index(sentence)].strip() if sentence.startswith(("She", "He")) else ""
    start = sentence.index(answer)
    return Proposal(
        question, kind_of(question), sentence, start, start + len(answer), before, title, PUBLISHED, passage
    )  # fmt: skip


@pytest.mark.parametrize(
    ("bar", "question", "passage", "answer"),
    [
        (Bar.HOLDER, "When did Lumo buy the east dock?", BOUGHT, "2019"),
        (Bar.HOLDER, "How many rescuers did Holmland send?", SENT, "60"),
        (Bar.QUALIFIER, "How many people died in Porto Roy?", FLOODS, "14"),
        (Bar.QUALIFIER, "By how much did prices rise in Holm?", PRICES, "3 percent"),
        (Bar.SUBJECT, "How much was Ben Roy fined?", FINED, "200 crowns"),
        (Bar.ROLE, "Who did Ben Roy replace?", TROPHY, "Ada Lorn"),
        (Bar.ROLE, "Who will Ben Roy succeed?", "Ben Roy will leave in July and be succeeded by Ada Lorn.", "Ada Lorn"),
        (Bar.ROLE, "Who did Ben Roy beat?", "She is not related to Roy, the defeated candidate in Tarn.", "Tarn"),
        (Bar.MODALITY, "Who killed Tom Lorn?", CHARGED, "Ben Roy"),
        (Bar.MODALITY, "Who murdered Tom Lorn?", "Police named the assailant as Ben Roy, 42.", "Ben Roy"),
        (Bar.MODALITY, "Who was Ben Roy swapped for?", "Holm offered Ada Lorn in a swap for Ben Roy.", "Ada Lorn"),
        (Bar.MODALITY, "Who won the Holm Open?", "Among those hoping to win it is Ada Lorn.", "Ada Lorn"),
        (Bar.MODALITY, "Who hosted the gala?", "Ada Lorn said that she was asked to host the next gala.", "Ada Lorn"),
        (Bar.QUALIFIER, "Who hosted the 2031 gala?", "In 2020, Ada Lorn hosted the gala.", "Ada Lorn"),
        (Bar.ROLE, "Who was re-elected mayor before Lorn?", "Lorn was elected in May, beating Eva Tarn.", "Eva Tarn"),
        (Bar.ROLE, "Who stabbed Eva Tarn?", "Ada Lorn was stabbed by Ben Roy, a fan of Eva Tarn.", "Ben Roy"),
        (
            Bar.ROLE,
            "Who did Ben Roy testify against?",
            "Ada Lorn was freed. Lorn had testified against Roy.",
            "Ada Lorn",
        ),
        (Bar.ROLE, "Who did Eva Tarn lose to?", "Lorn reacts after losing to Eva Tarn.", "Lorn"),
        (Bar.PREDICATE, "Who lost to Eva Tarn?", "Eva Tarn won. Ada Lorn means a lot to many.", "Ada Lorn"),
        (Bar.PREDICATE, "Who took over as mayor after Tarn quit?", "Ben Roy was demoted in May.", "Ben Roy"),
        (Bar.ECHO, "Who beat Serena in May?", "Serena Lorn is out of the cup.", "Serena Lorn"),
        (Bar.KIND, "What share of the members voted?", "In the end 148 voted against him.", "148"),
        (Bar.KIND, "What did Ada Lorn die of?", "Lorn took over on the death of her father, Ben Roy.", "Ben Roy"),
        (Bar.FURNITURE, "Who won?", "In pictures: Ada Lorn's final act Prev Next", "Ada Lorn"),
        (Bar.KIND, "Where was the Solveig going?", "A fire broke out on the ferry Solveig on Monday.", "ferry"),
        (
            Bar.KIND,
            "What is the price of a Lumo share?",
            "Grano wants to buy Lumo for 84 million crowns.",
            "84 million",
        ),
        (
            Bar.MODALITY,
            "How much did Lumo offer?",
            "Correction: we wrote that Lumo had offered 84 crowns.",
            "84 crowns",
        ),
        (
            Bar.MODALITY,
            "When will the dome open?",
            "They planned to open the dome on 5 May and have put it off to 20 May.",
            "5 May",
        ),
        (
            Bar.QUALIFIER,
            "Who won the Holm Open in 2030?",
            "Ben Roy, who was second in 2030, beat Ada Lorn in the Holm Open.",
            "Ben Roy",
        ),
        (
            Bar.QUALIFIER,
            "How many runners started in 2030?",
            "About 8,400 runners started; in 2030 there were 7,100 runners.",
            "8,400",
        ),
        (Bar.QUALIFIER, "Who was captain of the Evening Lorn?", "The Morning Lorn sank. Its captain was Obi.", "Obi"),
        (Bar.QUALIFIER, "When will the school in Roy Bay close?", DOORS, "November"),
        (Bar.HOLDER, "How much must Ada Lorn pay Lumo?", "A court told Lumo to pay Ada Lorn 640 crowns.", "640 crowns"),
        (Bar.HOLDER, "Who is Eva Tarn's deputy mayor?", "Ada Lorn resigned. Her deputy, Ben Roy, stays.", "Ben Roy"),
        (
            Bar.SUBJECT,
            "Which instrument does Tom Roy play?",
            "Tom Roy sings; his sister, Ada Roy, plays the cello.",
            "cello",
        ),
        (Bar.SUBJECT, "How many years did Viktor Tarn get?", "Viktor Obi got 16 years.", "16 years"),
        (Bar.KIND, "How many more came to Lorn than to Tarn?", "There came 1,100 to Lorn and 400 to Tarn.", "400"),
        (
            Bar.QUALIFIER,
            "How many people were killed in Roy?",
            "It killed 14 people, nine in Lorn and five in Roy.",
            "14",
        ),
        (Bar.QUALIFIER, "What did Eva Tarn win in 2024?", "Eva Tarn won the junior cup in 1991.", "the junior cup"),
        (Bar.QUALIFIER, "Who won the cup in 2021?", "Obi won it in 2020 and 2022; the 2021 cup was called off.", "Obi"),
        (Bar.MODALITY, "What raise did they get?", "They had demanded 11 percent.", "11 percent"),
        (Bar.MODALITY, "How many seats did Holm win?", "Holm was put on 61 seats.", "61"),
        (Bar.KIND, "How long was Ada Lorn sentenced for?", "The deal to free Ada Lorn took 48 hours.", "48 hours"),
        (Bar.KIND, "How many people were evacuated in Holm?", "The floods killed 14 people in Holm.", "14"),
    ],
)
def test_what_another_did_or_befell_another_is_barred(bar: Bar, question: str, passage: str, answer: str) -> None:
    """Neither another buyer's year, another town's toll, nor one who only meant to kill answers."""
    assert bar_of(propose(question, passage, answer)) is bar


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("When did Ada Lorn die?", DIED, "Monday 20 May"),
        ("Where did Ada Lorn die?", DIED, "a hospital in Tarn"),
        ("How long was Ben Roy sentenced to?", JAILED, "six years"),
        ("How many people died in the Holm fire?", TOLL, "eleven"),
        ("When did Grano buy the east dock?", BOUGHT, "2019"),
        ("How many rescuers did Tarnland send?", SENT, "60"),
        ("How many people died in Porto Lorn?", FLOODS, "14"),
        ("By how much did prices rise in Tarn?", PRICES, "3 percent"),
        ("How much was Tom Roy fined?", FINED, "200 crowns"),
        ("Who did Ada Lorn replace?", TROPHY, "Ben Roy"),
        ("When did the bridge at Holm collapse?", "The bridge at Tarnby collapsed on Friday.", "Friday"),
        ("How many people were hurt in Holm?", "75 were hurt in Sri Lanka, a hospital in Holm said.", "75"),
        ("How many people died in Porto Roy?", "Fires killed 14 people in Porto Alto Sul and Porto Roy.", "14"),
        ("Who was Ben Roy swapped for?", "Ben Roy was freed in a swap for Ada Lorn.", "Ada Lorn"),
        ("Who hosted the gala?", "Ada Lorn, who was asked to host it twice, hosted the gala.", "Ada Lorn"),
        ("Who stabbed Ada Lorn?", "Ada Lorn was stabbed by Ben Roy, a fan of Eva Tarn.", "Ben Roy"),
        ("Who testified against Ben Roy?", "Ada Lorn was freed. Lorn had testified against Roy.", "Ada Lorn"),
        ("Who beat Serena in May?", "Ada Tarn beat Serena Lorn in May.", "Ada Tarn"),
        ("What share of the vote did Roy get?", "Lorn beat Roy by 52 percent to 48.", "48"),
        ("When did Ada Lorn quit as head of Lumo Line?", "Ada Lorn stepped down on Friday.", "Friday"),
        ("Which judge decided the case?", "Judge Ada Lorn said there was no doubt.", "Ada Lorn"),
        ("How much have they been promised?", "They asked for 5 crowns and were promised 2 crowns.", "2 crowns"),
        ("How much must Lumo pay Ada Lorn?", "A court told Lumo to pay Ada Lorn 640 crowns.", "640 crowns"),
        ("When will the school in Lorn Point close?", DOORS, "November"),
        ("Which instrument does Ada Roy play?", "Tom Roy sings; his sister, Ada Roy, plays the cello.", "cello"),
        ("How many more came to Lorn than to Tarn?", "There came 400 more to Lorn than to Tarn.", "400"),
        ("How many people were killed in Roy?", "It killed 14 people, nine in Lorn and five in Roy.", "five"),
        ("Who won the cup in 2022?", "Obi won it in 2020 and 2022; the 2021 cup was called off.", "Obi"),
        ("How old is Ada Lorn?", AGED, "17"),
        ("How old was Ada Lorn when she won the Holm Prize?", AGED, "17"),
        ("How many trees were felled?", "Some 2,000 oaks were felled for the spire.", "2,000"),
        ("How long did the jury deliberate?", "The jury deliberated for over 50 hours before lunch.", "over 50 hours"),
        ("Who is Roy's spokesman?", "Roy spoke. Spokesperson Ada Lorn said the road was shut.", "Ada Lorn"),
        ("Why was Roy missing in the semi-final?", "Roy broke a leg in the quarter-final.", "broke a leg"),
        ("Who missed the semi-final?", "Roy, who broke a leg in the quarter-final, missed it.", "Roy"),
        ("When is the second round?", "After the first round the two meet in a runoff on April 24.", "April 24"),
        ("How many were on board in Nepal?", "A United States Marine helicopter had six on board.", "six"),
        ("Who will headline the show?", "We welcome Ada Lorn to the stage.", "Ada Lorn"),
        ("Who owns Lorn East Airport?", "Lorn West Airport is old. Obi Corp bought Lorn East in 2019.", "Obi Corp"),
        ("When did Lumo first cap its price?", "It introduced the cap on 6 May, and kept it by law.", "6 May"),
        ("How much did Ada Lorn give during March Madness?", "Ada Lorn gave 20 crowns.", "20 crowns"),
        ("How many people gave money?", "About 340,000 donors gave money.", "340,000"),
        ("When did Ada Lorn resign as chair?", "Lorn, who became chair in 2001, resigned in May.", "May"),
        ("Who killed Tom Lorn?", "Tom Lorn died. Police named the assailant as Ben Roy, 42.", "Ben Roy"),
        ("When did Lumo buy the dock?", "Lumo is led by Ada Lorn. Lorn bought the dock in 2019.", "2019"),
    ],
)
def test_what_the_one_asked_about_did_is_not(question: str, passage: str, answer: str) -> None:
    """A place behind a name, a bank beside it and the head of a firm take nothing from the one asked about."""
    assert bar_of(propose(question, passage, answer)) is None


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("When did the Holm bridge collapse?", "The Holm bridge reopened on Friday.", "Friday"),
        ("When did Ada Lorn resign as chair?", "Lorn became chair in 2001.", "2001"),
        ("When did Ada Lorn step down?", "Since taking over in May, Lorn has sold four ships.", "May"),
    ],
)
def test_a_day_is_that_of_its_own_verb(question: str, passage: str, answer: str) -> None:
    """A title that tells of the event makes no other day of the article its day."""
    proposal = propose(question, passage, answer, title="Lorn resigns over the collapse of the bridge")
    assert bar_of(proposal) is Bar.HOLDER


@pytest.mark.parametrize(
    ("passage", "bar"),
    [
        ("Holm beat Tarn in the final on Saturday 25 May 2031.", Bar.QUALIFIER),
        ("Holm beat Tarn in the final, as it did in 2030.", None),
    ],
)
def test_a_day_in_the_sentence_tells_its_year(passage: str, bar: Bar | None) -> None:
    """A year in the title is that of the sentence, unless the sentence has a day of another one."""
    proposal = propose("Who won the cup in 2030?", passage, "Holm", title="Holm makes up for 2030")
    assert bar_of(proposal) is bar


def test_a_prize_may_be_named_by_the_sentence_before() -> None:
    """Of "the Nobel Peace Prize. She shares it with …" the other winner has no prize for chemistry."""
    text = "At 17 Ada Lorn won the Nobel Peace Prize. She shares the award with Ben Roy."
    assert bar_of(propose("Who won the Nobel Prize in Chemistry?", text, "Ben Roy")) is Bar.QUALIFIER
    assert bar_of(propose("Who won the Nobel Peace Prize with Ada Lorn?", text, "Ben Roy")) is None
