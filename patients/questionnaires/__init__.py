"""Reads a clinic's own questionnaire from a file: a part of FHIR's Questionnaire, and how to score it."""
