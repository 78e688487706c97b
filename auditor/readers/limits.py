"""How much of a file is taken in: every bound of the readers, in one place."""

MEBIBYTE = 1024 * 1024

MAX_FILE_BYTES = 50 * MEBIBYTE
# A part of a packed file (document.xml, a page), unpacked.
MAX_PART_BYTES = 64 * MEBIBYTE
# All that is unpacked from one file.
MAX_UNPACKED_BYTES = 256 * MEBIBYTE
# Parts smaller than this may be packed as tightly as they like.
RATIO_COUNTS_FROM_BYTES = 8 * MEBIBYTE
MAX_RATIO = 200
MAX_PARTS = 5000

# An archive of reports: members, and archives inside the archive.
MAX_MEMBERS = 2000
MAX_NESTING = 1

# Nobody writes an annual report of this length.
MAX_CHARACTERS = 3_000_000
MAX_PAGES = 500
MAX_CHARACTERS_ON_PAGE = 100_000
# Elements of all pages of an OFD file, shared drawings counted each time they are drawn.
MAX_OBJECTS = 500_000
# What the pages of a PDF come to when their drawing is unpacked; pictures and fonts do not count.
MAX_DRAWING_BYTES = 32 * MEBIBYTE
MAX_RECOGNISED_PAGES = 120
MAX_PIXELS = 60_000_000

OFFICE_SECONDS = 120
EXTRACT_SECONDS = 60
