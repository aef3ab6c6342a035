"""Protocol packs: reading a pack's files, checking them and turning them into typed content.

Pure Python, no Django and no database: `open_pack` in `lint` is the door for whoever loads a pack,
`lint_pack` for whoever writes one. The format is described in docs/protocol-packs.md.
"""
