"""Reads of the patient record. They return querysets or frozen values and never write."""
