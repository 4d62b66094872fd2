"""Calibrations: several rate one contact, blind until all are in, and agree on what is right."""
