"""Team and hiring: skills, role profiles, openings and the team itself."""
