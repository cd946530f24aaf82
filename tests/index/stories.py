"""A story in our own words, how papers change one, and any number of articles that tell something else."""

import random

STORY = (
    "The harbour of Qarun was reopened on Tuesday after engineers had cleared the wreck of a ferry from its mouth. "
    "Divers worked for nineteen days in poor sight to cut the hull into pieces that a crane could lift. "
    "Some 4,000 tonnes of grain had been waiting at sea for a berth since the ferry went down in a storm. "
    "The governor thanked the crews and said that bread would be cheaper again by the end of the month. "
    "Bakers in the old town doubted that, pointing to the price of fuel, which has risen for half a year. "
    "An inquiry into the sinking heard that the ferry had carried twice as many lorries as it was built for. "
    "Its owner, a small company from the northern coast, has denied that anyone knew of the weight. "
    "Two of the lorry drivers told the inquiry that nobody had asked them what they were carrying. "
    "The port will stay closed to ships of more than ten metres' draught until the channel has been surveyed. "
    "Insurers put the loss at thirty million, without the cargo that rotted on the ships outside. "
    "A smaller wreck from the last war lies nearby, and divers found shells in it that the navy has to remove. "
    "Until then a pilot boat will lead each vessel through, one at a time and only by daylight."
)
LEAD = (
    "Grain ships are sailing into Qarun once more, nearly three weeks after a sunken ferry blocked the way in. "
    "Work to lift it ended at the start of the week, officials announced with visible relief. "
)
HOUSE = (
    "You are reading this because you agreed to our terms. We keep your address for as long as the law asks of us, "
    "and pass it on to nobody who is not named in our statement. Write to the office in Station Road if you wish to "
    "object, or tick the box below. Subscribers receive the weekend edition by post, and the letters page by mail."
)
_WORDS = [
    "river", "council", "bridge", "winter", "market", "school", "doctor", "engine", "farmer", "minister", "forest",
    "railway", "museum", "orchard", "painter", "singer", "captain", "village", "teacher", "factory", "harvest",
    "library", "theatre", "station", "garden", "valley", "summer", "island", "letter", "window", "opened", "closed",
    "sold", "bought", "painted", "moved", "found", "lost", "counted", "visited", "built", "burned", "praised",
    "doubted", "refused", "accepted", "slowly", "early", "twice", "again", "never", "often", "together", "alone",
    "quietly", "gladly", "north", "south", "under", "behind", "beside", "across",
]  # fmt: skip


def sentences(text: str) -> list[str]:
    """Return the sentences of a text of this page."""
    return [f"{sentence}." for sentence in text.rstrip(".").split(". ")]


def first(share: float, text: str = STORY) -> str:
    """Return the first sentences of a text."""
    told = sentences(text)
    return " ".join(told[: round(share * len(told))])


def other(seed: int, count: int = 120) -> str:
    """Return so many words that tell nothing, and in no order in which another seed tells them."""
    chance = random.Random(seed)
    words = [chance.choice(_WORDS) for _ in range(count)]
    return " ".join(" ".join(words[start : start + 12]).capitalize() + "." for start in range(0, count, 12))
