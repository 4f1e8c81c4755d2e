"""Maps for print: one layer in one frame on one sheet, checked by the map rules, as PNG, SVG, PDF, HTML or a pack.

matplotlib is imported here and nowhere else, and pyplot not at all: every sheet is a `Figure` of its own. What others
call is in `layers.press.export`.
"""
