"""A review while it is filled in: what stands for each criterion, and which is in front. It knows no widget."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from csops.domain.review_cards import scorecard
from csops.domain.review_drafts import Entry, ReviewDraft, is_on, joined, ratings_now, ratings_of, still_open
from csops.domain.review_filling import Filled, Ruled, is_low, lacks_ground
from csops.domain.review_sources import with_source
from csops.domain.review_steps import Step, step_back, step_between
from csops.domain.reviews import CriterionRating, Quote, Source
from csops.domain.root_causes import RootCause
from csops.domain.scoring import Criterion, ReviewScore, score_review
from csops.services.review_forms import ReviewForm


class ReviewFilling(QObject):
    """What is rated, linked and typed.

    Signals:
        edited: a person rated, linked evidence or typed.
        moved: another criterion is in front.
        asking: it is asked where the low rating of `asked` came from, or no more.
        rating_wanted(str): the criterion with this key is to be rated, it cannot be not applicable.
    """

    edited = Signal()
    moved = Signal()
    rating_wanted = Signal(str)
    asking = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.form: ReviewForm | None = None
        self.draft = ReviewDraft()
        self.front = self.asked = ""
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def is_open(self) -> bool:
        """Whether it can be filled in."""
        return self.form is not None and self.form.is_open

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the card, in its order."""
        return self.form.version.criteria if self.form is not None else ()

    @property
    def keys(self) -> list[str]:
        """The keys of the criteria."""
        return [one.key for one in self.criteria]

    @property
    def ruled(self) -> Mapping[str, Ruled]:
        """The criteria that start as not applicable with the source that is chosen."""
        return self.form.ruled(self.draft.source) if self.form is not None else {}

    def begin(self, form: ReviewForm) -> None:
        """Take a form with what stands in it."""
        self.form, self.draft, self.front, self.asked = form, form.draft, "", ""
        self._done, self._undone = [], []

    def end(self) -> None:
        """There is no form any more."""
        self.form, self.draft, self.front, self.asked = None, ReviewDraft(), "", ""
        self._done, self._undone = [], []

    def go_to_begin(self) -> None:
        """Bring to the front what was there last, else the first criterion that is open."""
        wanted = [one for one in (self.draft.at, *self.open_keys(), *self.keys) if one in self.keys]
        if wanted:
            self.go_to(wanted[0])

    # ------------------------------------------------------------ how far it is
    def open_keys(self) -> list[str]:
        """Return the criteria that are neither rated nor not applicable."""
        return still_open(self.draft, self.criteria, self.ruled)

    def score(self) -> ReviewScore | None:
        """Return the score so far."""
        if self.form is None:
            return None
        card = scorecard(self.form.card, self.form.version)
        return score_review(card, ratings_now(self.draft, self.criteria))

    def is_na(self, key: str) -> bool:
        """Whether a criterion is not applicable as it stands: said so, or ruled out and not rated."""
        entry = self.draft.of(key)
        return entry.is_na or (key in self.ruled and entry.rating is None)

    def ratings(self) -> tuple[CriterionRating, ...]:
        """Return what was rated or called not applicable."""
        return ratings_of(self.draft, self.criteria)

    def filled(self, seconds: float) -> Filled | None:
        """Return all that is given when the review is finished."""
        form, draft = self.form, self.draft
        if form is None:
            return None
        return Filled(
            contact_id=form.contact_id,
            card_version_id=form.version.id,
            source=draft.source,
            ratings=self.ratings(),
            purpose=form.purpose,
            pick_id=form.pick.id if form.pick else None,
            session_id=form.session_id,
            checks_id=form.checks_id,
            source_ref=draft.source_ref,
            note=draft.note,
            praise=draft.praise,
            seconds=seconds,
        )

    # ------------------------------------------------------------ filling
    def rate(self, rating: float) -> None:
        """Rate the criterion in front; the same again says the same, as a key is pressed twice in haste."""
        self.enter(lambda entry: entry.rated(rating))
        criterion = self.criterion()
        is_why_open = criterion is not None and is_low(criterion, rating) and not self.draft.of(criterion.key).cause
        self.ask_cause(self.front if is_why_open and self.is_open else "")

    def not_applicable(self) -> None:
        """Say that the criterion in front is not applicable, where it may be; else `rating_wanted` tells."""
        criterion = self.criterion()
        if criterion is not None and self.may_be_na(criterion):
            self.enter(lambda entry: entry.not_applicable())
        elif criterion is not None and self.is_open:
            self.rating_wanted.emit(criterion.key)

    def ask_cause(self, key: str) -> None:
        """Ask where the low rating of a criterion came from, until something else is done; of an empty key no more."""
        if key != self.asked:
            self.asked = key
            self.asking.emit()

    def causes(self, key: str) -> tuple[RootCause, ...]:
        """Return the root causes that are offered for a criterion."""
        criterion = self.criterion(key)
        return self.form.causes_of(criterion) if self.form is not None and criterion is not None else ()

    def answer(self, number: int) -> bool:
        """Take the cause with a number, from 1, of what was asked; return whether there is one."""
        offered, key = self.causes(self.asked), self.asked
        if not key or not 0 < number <= len(offered):
            return False
        self.cause(key, offered[number - 1].key)
        self.ask_cause("")
        return True

    def may_be_na(self, criterion: Criterion) -> bool:
        """Whether a criterion may be called not applicable."""
        return criterion.allow_na or criterion.key in self.ruled

    def note(self, key: str, text: str) -> None:
        """Take the note on a criterion."""
        self.enter(lambda entry: replace(entry, note=text), key=key)

    def cause(self, key: str, cause: str) -> None:
        """Take where a low rating came from."""
        self.enter(lambda entry: replace(entry, cause=cause), key=key)

    def link(self, key: str, quote: Quote) -> None:
        """Let words of the contact show a criterion; linked again they do no more."""
        entry = self.draft.of(key)
        if quote in entry.quotes:
            self.enter(lambda one: one.without_quote(quote), key=key)
        else:
            self.enter(lambda one: one.with_quote(quote), key=key)

    def unlink(self, key: str, quote: Quote) -> None:
        """Take a piece of evidence away."""
        self.enter(lambda entry: entry.without_quote(quote), key=key)

    def remove_critical(self) -> None:
        """Take away the ratings that are critical errors: they are to be rated anew."""
        score, draft = self.score(), self.draft
        for key in score.critical if score else ():
            draft = draft.with_entry(key, draft.of(key).cleared())
        if score is not None and score.critical:
            self._take(draft)
            self.go_to(score.critical[0])

    def write(self, *, note: str | None = None, praise: str | None = None, source_ref: str | None = None) -> None:
        """Take what is typed on the whole."""
        draft = self.draft
        self.draft = replace(
            draft,
            note=draft.note if note is None else note,
            praise=draft.praise if praise is None else praise,
            source_ref=draft.source_ref if source_ref is None else source_ref,
        )
        self.edited.emit()

    def choose_source(self, source: Source) -> None:
        """Say what the review is made from; what that cannot show is not applicable, how it was rated kept aside."""
        if self.form is not None:
            self._take(with_source(self.draft, source, ruled=self.form.ruled(source)))

    def join(self, there: ReviewDraft, sent: ReviewDraft) -> None:
        """Take what another window of this member typed since it was as in `sent`."""
        self.draft = joined(self.draft, there, sent)

    def enter(self, made: Callable[[Entry], Entry], *, key: str = "") -> None:
        """Change what stands for a criterion, else for the one in front."""
        wanted = key or self.front
        if self.is_open and wanted in self.keys:
            entry = made(self.draft.of(wanted))
            if entry != self.draft.of(wanted):
                self._take(self.draft.with_entry(wanted, entry))

    def _take(self, draft: ReviewDraft) -> None:
        step = step_between(self.draft, draft)
        self.draft = draft
        if step is not None:
            self._done.append(step)
            self._undone.clear()
        self.edited.emit()

    # ------------------------------------------------------------ taking back
    def may_undo(self, *, again: bool = False) -> bool:
        """Whether something was chosen here that can be taken back, or done `again`."""
        return self.is_open and bool(self._undone if again else self._done)

    def undo(self, *, again: bool = False) -> None:
        """Take back what was chosen last, or do it `again`; what is typed stays."""
        if self.may_undo(again=again):
            taken, kept = (self._undone, self._done) if again else (self._done, self._undone)
            step = taken.pop()
            self.draft, back = step_back(self.draft, step)
            kept.append(back)
            self.edited.emit()
            self.go_to(next(iter(step.entries), step.at))

    # ------------------------------------------------------------ going through the criteria
    def go_to(self, key: str) -> None:
        """Bring a criterion to the front."""
        if key in self.keys:
            self.front = key
            self.draft = replace(self.draft, at=key)
            self.moved.emit()

    def step(self, by: int) -> None:
        """Go on to the next criterion, or back to the one before."""
        place = self.place + by
        if 0 <= place < len(self.keys):
            self.go_to(self.keys[place])

    def go_on(self) -> None:
        """Go on to the next criterion that is still open, if there is one."""
        open_keys = self.open_keys()
        after = [one for one in self.keys[self.place + 1 :] if one in open_keys]
        if after or open_keys:
            self.go_to((after or open_keys)[0])

    @property
    def place(self) -> int:
        """The place of the criterion in front, from 0."""
        return self.keys.index(self.front) if self.front in self.keys else 0

    def criterion(self, key: str = "") -> Criterion | None:
        """Return a criterion, else the one in front."""
        return next((one for one in self.criteria if one.key == (key or self.front)), None)


def ungrounded(filling: ReviewFilling) -> list[str]:
    """Return the criteria with a critical error that nothing shows yet: no note, no words of the contact, no cause."""
    given = ((one, filling.draft.of(one.key)) for one in filling.criteria)
    return [one.key for one, entry in given if is_on(one, entry.rating) and lacks_ground(one, entry)]
