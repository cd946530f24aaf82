"""One question out: answered with its proof, or declined with the reason and what came near."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pytest

from index.intake.retraction import retract
from index.library import Library
from index.search.spelling import Correction
from index.types import Filters, Hit, Span
from qa.answer import answer, answer_in_steps
from qa.asking import Asking, Clock
from qa.findings.compose import Composed
from qa.proof.citation import cite
from qa.proof.verify import Draft, Verified
from qa.types import (
    Agreement,
    Answer,
    Dropped,
    Family,
    Found,
    IndexState,
    Models,
    Proved,
    Question,
    Reason,
    ShortAnswer,
    Timings,
)
from qa.verdict import Verdict
from tests.conftest import NOW, fill, write_article

BRIDGE = write_article(
    "Zephyr bridge opens",
    "Mayor Adaeze Okonkwo opened the Zephyr bridge in Lagos on Tuesday. It had been built in nine years.",
    "2015-01-27",
    id="bridge",
)
SNOW = write_article(
    "Snow in Boston",
    "Boston measured 108.6 inches of snow this winter.",
    "2015-03-16",
    id="snow",
    source="harbour-post",
)
ALL = Filters()
ASKING = "Who opened the Zephyr bridge in Lagos?"


def ask(library: Library, text: str = ASKING, filters: Filters = ALL) -> Answer:
    """Ask on the first of June 2025."""
    return answer(Question(text, NOW, filters), library)


def delete(library: Library, article: str) -> None:
    """Delete an article as another process would."""
    with library.catalogue.write() as transaction:
        transaction.delete_article(article, NOW)


def test_what_an_article_says_is_answered(library: Library) -> None:
    """The sentence that answers is shown with its citation; nothing is near, nothing dropped."""
    fill(library, BRIDGE, SNOW)
    found = ask(library)
    assert (found.status, found.reason, found.near, found.dropped) == ("answered", None, (), ())
    assert found.citations[0].article == "bridge"
    assert found.text.startswith("Mayor Adaeze Okonkwo opened the Zephyr bridge in Lagos on Tuesday. [1]")
    assert found.filters == Filters()
    assert (found.index.articles, found.index.newest) == (2, SNOW.published)


def test_what_was_stored_with_invisible_characters_is_quoted_to_the_letter(library: Library) -> None:
    """The quote is the stored text; the sentence that is said has no such characters."""
    text = BRIDGE.text.replace("Adaeze Okonkwo", "\u202eAdaeze\u202c Okonkwo\u2060")
    fill(library, replace(BRIDGE, text=text), SNOW)
    found = ask(library)
    cited = found.citations[0]
    assert text[cited.start : cited.end] == cited.quote
    assert "\u202e" in cited.quote
    assert found.sentences[0].text == "Mayor Adaeze Okonkwo opened the Zephyr bridge in Lagos on Tuesday."


def test_an_empty_library_has_nothing(library: Library) -> None:
    """Before the first article every question is declined as nothing found, under any filter."""
    for declined in (
        ask(library),
        ask(library, filters=Filters(since=NOW)),
        ask(library, filters=Filters(sources=("nobody",))),
    ):
        assert (declined.status, declined.reason) == ("declined", Reason.NOTHING_FOUND)
        assert (declined.near, declined.sentences, declined.citations, declined.text) == ((), (), (), "")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(since=datetime(2020, 1, 1, tzinfo=UTC)),
        Filters(until=datetime(2010, 1, 1, tzinfo=UTC)),
        Filters(sources=("nobody",)),
    ],
)
def test_outside_the_corpus_is_said_to_be_that(library: Library, filters: Filters) -> None:
    """A time before or after all articles, and an unknown source, are out of range; what lies near is shown."""
    fill(library, BRIDGE, SNOW)
    declined = ask(library, filters=filters)
    assert declined.reason is Reason.OUT_OF_RANGE
    assert declined.near[0].passage.article == "bridge"
    assert (declined.sentences, declined.citations) == ((), ())
    assert declined.filters == filters


@pytest.mark.parametrize(
    "filters",
    [
        Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC), until=datetime(2010, 1, 1, tzinfo=UTC)),
        Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC), sources=("nobody",)),
    ],
)
def test_what_is_near_outside_the_corpus_had_been_published_then(library: Library, filters: Filters) -> None:
    """As of a time, neither an article nor a version of later comes near, whichever filter leads outside."""
    fill(library, BRIDGE, SNOW)
    fill(library, write_article("Bridge was late", "It took ten years.", id="bridge", modified="2015-02-10"))
    declined = ask(library, filters=filters)
    assert declined.reason is Reason.OUT_OF_RANGE
    assert [(hit.passage.article, hit.passage.version) for hit in declined.near] == [("bridge", 1)]


def test_before_all_articles_nothing_is_near(library: Library) -> None:
    """As of a day before the first article was published there is nothing to show."""
    fill(library, BRIDGE, SNOW)
    declined = ask(library, filters=Filters(as_of=datetime(2010, 1, 1, tzinfo=UTC)))
    assert (declined.reason, declined.near) == (Reason.OUT_OF_RANGE, ())


def test_what_is_near_outside_the_corpus_keeps_the_other_filters(library: Library) -> None:
    """Sources that are held still count where the time is missed, and languages always; so does a time that is held."""
    fill(library, BRIDGE, SNOW)
    late = datetime(2030, 1, 1, tzinfo=UTC)
    for filters, near in (
        (Filters(since=late, sources=("harbour-post",)), ["snow"]),
        (Filters(since=late, languages=("de",)), []),
        (Filters(since=datetime(2015, 3, 1, tzinfo=UTC), sources=("nobody",)), ["snow"]),
    ):
        declined = ask(library, filters=filters)
        assert declined.reason is Reason.OUT_OF_RANGE
        assert [hit.passage.article for hit in declined.near] == near


def test_what_no_article_says_is_declined(library: Library) -> None:
    """A question about something else gets no guess, but the nearest passages, at most three."""
    fill(library, BRIDGE, SNOW, *(write_article(f"Recipe {n}", f"Bake recipe {n} for an hour.") for n in range(5)))
    declined = ask(library, "What is the boiling point of tungsten in kelvin?")
    assert declined.reason is Reason.WEAK_EVIDENCE
    assert 1 <= len(declined.near) <= 3
    assert (declined.sentences, declined.citations, declined.short) == ((), (), None)


def test_a_filter_that_fits_nothing_of_the_range_finds_nothing(library: Library) -> None:
    """A language that no article is in is neither an error nor a guess."""
    fill(library, BRIDGE)
    assert ask(library, filters=Filters(languages=("zz",))).reason is Reason.NOTHING_FOUND


def test_filters_are_echoed_as_they_were_understood(library: Library) -> None:
    """What was given and what the words name come back together."""
    fill(library, BRIDGE, SNOW)
    text = "According to the Harbour Post, how much snow did Boston measure in 2015?"
    found = ask(library, text, Filters(until=NOW))
    assert found.filters == Filters(datetime(2015, 1, 1, tzinfo=UTC), NOW, None, ("harbour-post",))
    assert ask(library, filters=Filters(sources=("EXAMPLE-times",))).filters.sources == ("example-times",)


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("", "superseded"),
        ("\n\nCorrection: an earlier version was wrong.", "corrected"),
        ("\n\nThis story has been corrected.", "corrected"),
        ("Analysts expect a market correction, and stocks corrected sharply.", "superseded"),
    ],
)
def test_an_answer_from_then_notes_what_became_of_it(library: Library, words: str, note: str) -> None:
    """As of a day before the change the old version is cited, and said to be superseded, or corrected; now the new."""
    fill(library, BRIDGE)
    new = f"Governor Bola Adeyemi opened the Zephyr bridge in Lagos on Tuesday. {words}"
    fill(library, write_article("Zephyr bridge opens", new, id="bridge", modified="2015-02-10"))
    then = ask(library, filters=Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC))).citations[0]
    assert (then.version, then.note) == (1, note)
    assert "Okonkwo" in then.quote
    now = ask(library).citations[0]
    assert (now.version, now.note) == (2, None)
    assert "Adeyemi" in now.quote


def test_a_correction_from_before_what_is_cited_is_no_note(library: Library) -> None:
    """A version that carries its correction already was not corrected since; one that a later note corrects was."""
    mended = f"{BRIDGE.text}\n\nCorrection: the mayor is Adaeze Okonkwo."
    fill(library, write_article("Bridge opens", mended, "2015-01-27", id="bridge"))
    fill(library, write_article("Bridge opens", f"It rained.\n\n{mended}", id="bridge", modified="2015-02-10"))
    then = Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC))
    assert ask(library, filters=then).citations[0].note == "superseded"
    twice = f"It rained.\n\n{mended}\n\nCorrection: it took ten years."
    fill(library, write_article("Bridge opens", twice, id="bridge", modified="2015-02-20"))
    fill(library, write_article("Bridge opens", "It was opened.", id="bridge", modified="2015-03-01"))
    assert ask(library, filters=then).citations[0].note == "corrected"


def test_an_answer_from_before_a_retraction_notes_it(library: Library) -> None:
    """As of a day before, the article is cited with that note; from the retraction on it is neither cited nor near."""
    fill(library, BRIDGE, SNOW)
    retract("bridge", "The mayor did not come.", library.catalogue, datetime(2015, 2, 10, tzinfo=UTC))
    then = ask(library, filters=Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC))).citations[0]
    assert (then.article, then.version, then.note) == ("bridge", 1, "retracted")
    for filters in (ALL, Filters(as_of=datetime(2015, 2, 11, tzinfo=UTC))):
        now = ask(library, filters=filters)
        assert "bridge" not in [one.article for one in now.citations] + [hit.passage.article for hit in now.near]


def test_the_current_version_is_no_note_though_a_late_one_has_a_greater_number(library: Library) -> None:
    """An update that arrived late is history: citing it is noted, citing the current version before it is not."""
    fill(library, write_article("Zephyr bridge opens", BRIDGE.text, "2015-01-27", id="bridge", modified="2015-02-10"))
    old = "Deputy Bola Adeyemi opened the Zephyr bridge in Lagos on Tuesday."
    fill(library, write_article("Zephyr bridge opens", old, "2015-01-27", id="bridge", modified="2015-02-01"))
    now, then = (ask(library, filters=f).citations[0] for f in (ALL, Filters(as_of=datetime(2015, 2, 5, tzinfo=UTC))))
    assert (now.version, now.note) == (1, None)
    assert (then.version, then.note) == (2, "superseded")


def test_what_is_deleted_while_it_is_asked_for_is_not_said(library: Library) -> None:
    """An article that is deleted after the search is neither cited nor near: the draft is dropped, with its reason."""
    fill(library, BRIDGE, SNOW)
    steps = answer_in_steps(Question(ASKING, NOW), library)
    found = next(steps)
    assert isinstance(found, Found)
    assert found.hits[0].passage.article == "bridge"
    delete(library, "bridge")
    (declined,) = steps
    assert isinstance(declined, Answer)
    assert (declined.reason, declined.citations, declined.sentences) == (Reason.NOTHING_VERIFIED, (), ())
    assert "bridge" not in [hit.passage.article for hit in declined.near]
    assert declined.dropped
    assert all("was deleted" in dropped.reason for dropped in declined.dropped)


def change(library: Library) -> None:
    """Let the bridge be opened by somebody else."""
    text = "Governor Bola Adeyemi opened the Zephyr bridge in Lagos on Tuesday."
    fill(library, write_article("Zephyr bridge opens", text, id="bridge"))


def withdraw(library: Library) -> None:
    """Retract the bridge."""
    retract("bridge", "The mayor did not come.", library.catalogue, NOW)


@pytest.mark.parametrize("end", [change, withdraw])
@pytest.mark.parametrize("as_of", [None, NOW + timedelta(hours=1)])
def test_what_ends_while_it_is_asked_for_is_not_said(
    library: Library, end: Callable[[Library], None], as_of: datetime | None
) -> None:
    """A version that is changed or retracted after the search is neither cited nor near, as of a time to come too."""
    fill(library, BRIDGE, SNOW)
    steps = answer_in_steps(Question(ASKING, NOW, Filters(as_of=as_of)), library)
    next(steps)
    end(library)
    (declined,) = steps
    assert isinstance(declined, Answer)
    assert (declined.reason, declined.citations, declined.sentences) == (Reason.NOTHING_VERIFIED, (), ())
    assert "bridge" not in [hit.passage.article for hit in declined.near]
    assert all("was changed or retracted" in dropped.reason for dropped in declined.dropped)


@pytest.mark.parametrize(("end", "note"), [(change, "superseded"), (withdraw, "retracted")])
def test_what_ends_meanwhile_answers_as_of_a_time_before(
    library: Library, end: Callable[[Library], None], note: str
) -> None:
    """A question about the past is answered from it, with a note of what happened just now."""
    fill(library, BRIDGE, SNOW)
    steps = answer_in_steps(Question(ASKING, NOW, Filters(as_of=NOW - timedelta(hours=1))), library)
    next(steps)
    end(library)
    *_, last = steps
    assert isinstance(last, Answer)
    assert [(one.article, one.version, one.note) for one in last.citations] == [("bridge", 1, note)]


@pytest.mark.parametrize("end", [change, withdraw, partial(delete, article="bridge")])
def test_what_ends_meanwhile_is_not_near_a_refusal(library: Library, end: Callable[[Library], None]) -> None:
    """Where the evidence is too weak to answer, what has ended is not shown as near either."""
    fill(library, BRIDGE, SNOW)
    steps = answer_in_steps(Question("What is the boiling point of tungsten in kelvin?", NOW), library)
    found = next(steps)
    assert isinstance(found, Found)
    assert "bridge" in [hit.passage.article for hit in found.hits]
    end(library)
    (declined,) = steps
    assert isinstance(declined, Answer)
    assert declined.reason is Reason.WEAK_EVIDENCE
    assert [hit.passage.article for hit in declined.near] == ["snow"]


def test_confidence_is_that_of_the_finding_that_leads() -> None:
    """Where another than the likeliest finding comes first, newer or left over, the answer is as likely as that one."""
    asking = Asking(Question(ASKING, NOW), ALL, IndexState(1, 2, NOW), Models("embedder", "reader"), Clock())
    verdict = Verdict((), Composed((), (), Agreement.SINGLE), confidence=0.6, evidence=0.9)
    newer = ShortAnswer("Okonkwo", (1,), 0.3)
    assert asking.affirm(Verified((), (), (), (newer,)), verdict).confidence == 0.3
    assert asking.affirm(Verified((), (), ()), verdict).confidence == 0.6


def test_what_is_left_after_a_deletion_is_said(library: Library) -> None:
    """Where another article proves an answer, only the deleted one's sentence is dropped."""
    other = write_article(
        "Lagos celebrates",
        "The Zephyr bridge in Lagos was opened by mayor Okonkwo, who cut a ribbon of silk.",
        id="other",
    )
    fill(library, BRIDGE, other)
    steps = answer_in_steps(Question(ASKING, NOW), library)
    next(steps)
    delete(library, "bridge")
    said = list(steps)
    last = said[-1]
    assert isinstance(last, Answer)
    assert {citation.article for citation in last.citations} <= {"other"}
    assert [step.sentence for step in said if isinstance(step, Proved)] == list(last.sentences)


def test_the_steps_end_with_the_whole_answer(library: Library) -> None:
    """The hits come first, then each sentence with its citations, and last the answer made of those."""
    fill(library, BRIDGE, SNOW)
    first, *middle, last = answer_in_steps(Question(ASKING, NOW), library)
    assert isinstance(first, Found)
    assert isinstance(last, Answer)
    proved = [step for step in middle if isinstance(step, Proved)]
    assert proved
    assert proved == middle
    assert tuple(step.sentence for step in proved) == last.sentences
    assert tuple(citation for step in proved for citation in step.citations) == last.citations


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that say the first sentence of each passage that is found."""

    def say_each(asked: object, hits: Sequence[Hit], *others: object) -> Verdict:
        citations = [cite(hit, Span(0, hit.text.index(".") + 1), Family()) for hit in hits]
        drafts = tuple(Draft(citation.quote, (citation,)) for citation in citations)
        return Verdict(tuple(hits), Composed(drafts, (), Agreement.SINGLE), confidence=0.9, evidence=0.9)

    monkeypatch.setattr("qa.forms.dispatch.reach_verdict", say_each)


@pytest.mark.usefixtures("talkative")
def test_each_sentence_is_verified_when_its_turn_comes(library: Library) -> None:
    """What is deleted after the first sentence was handed out is dropped; the first one, already sent, stays."""
    fill(library, BRIDGE, SNOW)
    steps = answer_in_steps(Question(ASKING, NOW), library)
    found, first = next(steps), next(steps)
    assert isinstance(found, Found)
    assert isinstance(first, Proved)
    assert [citation.article for citation in first.citations] == ["bridge"]
    delete(library, "snow")
    (last,) = steps
    assert isinstance(last, Answer)
    assert (last.sentences, last.citations) == ((first.sentence,), first.citations)
    assert last.dropped == (Dropped("", "version 1 of article snow was deleted"),)


@pytest.mark.usefixtures("talkative")
def test_citations_are_numbered_across_sentences(library: Library) -> None:
    """The numbers of a sentence follow those of the one before it."""
    fill(library, BRIDGE, SNOW)
    proved = [step for step in answer_in_steps(Question(ASKING, NOW), library) if isinstance(step, Proved)]
    assert [step.sentence.citations for step in proved] == [(1,), (2,)]
    assert [[citation.n for citation in step.citations] for step in proved] == [[1], [2]]


def test_time_that_the_caller_spends_belongs_to_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is counted from the end of the one before it, or from where the caller asked for the next step."""
    now = iter([2.0, 9.0, 10.0, 10.0])
    monkeypatch.setattr("qa.asking.time", SimpleNamespace(perf_counter=lambda: next(now)))
    clock = Clock(0.0, 0.0)
    clock.note("search")
    clock.resume()
    clock.note("verify")
    assert clock.read() == Timings(search=2_000, verify=1_000, total=10_000)


def test_no_more_sentences_than_asked_for(library: Library) -> None:
    """`max_sentences` limits the sentences of an answer."""
    fill(
        library,
        *(write_article(f"Bridge {n}", f"Mayor {n} opened the Zephyr bridge in Lagos, day {n}.") for n in range(6)),
    )
    for limit in (1, 2):
        assert len(answer(Question(ASKING, NOW, max_sentences=limit), library).sentences) <= limit


def test_a_misspelt_question_has_the_answer_of_the_right_one(library: Library) -> None:
    """Search, sentences and evidence go by the corrected words, and the answer names them."""
    fill(library, BRIDGE, SNOW)
    right, slip = (
        ask(library, "Who opened the Zephyr bridge in Lagos?"),
        ask(library, "Who oepned the Zephyr birdge in Lagos?"),
    )
    assert (slip.sentences, slip.confidence, slip.evidence) == (right.sentences, right.confidence, right.evidence)
    assert slip.question == "Who oepned the Zephyr birdge in Lagos?"
    assert slip.corrected == (Correction("oepned", "opened"), Correction("birdge", "bridge"))
    assert right.corrected == ()


def test_a_declined_answer_has_no_agreement(library: Library) -> None:
    """How short answers relate is said of answers alone."""
    fill(library, BRIDGE, SNOW)
    declined = ask(library, "What is the capital of Peru?")
    assert (declined.status, declined.agreement) == ("declined", None)
