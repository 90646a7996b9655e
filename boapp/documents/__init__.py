"""Papers: letters as PDF; the only place that knows reportlab.

Read in this order: `letter` (what a letter is about) → `delay`, `part_shipment`, `arrival` (what it says, in the words
of `texts`) → `page` (the blocks) → `layouts` (the paper) → `upper_part`, `body_part`, `reply_drawing` (where the blocks
stand) → `rendering` (the bytes). Kept bytes are put together by `merge` and shown by `preview`.
"""
