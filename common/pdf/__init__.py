"""Sets a document as PDF: blocks of text, tables and drawings in, bytes out. Tagged, with its fonts inside.

Words reach the typesetter as data, never as its markup, so nothing that a person typed can be an instruction.
"""
