"""By which keys the tabs of team and hiring are asked for: `wanted("hiring", {"tab": SKILLS, "skill_id": 3})`."""

TEAM, SKILLS, PROFILES, OPENINGS = "team", "skills", "profiles", "openings"
