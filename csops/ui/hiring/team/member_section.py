"""What every part of a member's page is: a card that is shown what is known of a member."""

from csops.services.team_matrix import MemberSkills
from csops.ui.desk import Desk
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.kit.cards import Card
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing


class MemberSection(Card):
    """A card of a member's page."""

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs, *, title: str) -> None:
        super().__init__(desk.themes, title=title, padded=False)
        self.desk, self.formats, self.acts = desk, formats, acts
        Spacing(desk.themes, self.body, margins=(5, 0, 5, 4), gap=2)

    def show_member(self, found: MemberSkills) -> None:
        """Show another member, or the same as it is now. A part that says more than its title overrides this."""
