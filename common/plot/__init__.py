"""Draws plots over time as SVG: days and numbers in, markup out. No Django model, no words, no colours.

Shapes carry a role (``pain``, ``band``, ``today`` ...); what a role looks like is said by the style sheet of
the page, or by ``paper.STYLE`` where there is no page.
"""
