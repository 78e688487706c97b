"""How much of a file is taken in: every bound of the readers, in one place."""

MEBIBYTE = 1024 * 1024

MAX_FILE_BYTES = 50 * MEBIBYTE
# A part of a packed file (document.xml, a page), unpacked.
MAX_PART_BYTES = 64 * MEBIBYTE
# All that is unpacked from one file.
MAX_UNPACKED_BYTES = 256 * MEBIBYTE
# Tags, attributes and entities of one XML part: what its tree in memory grows with.
MAX_XML_MARKS = 1_000_000
# Parts smaller than this may be packed as tightly as they like.
RATIO_COUNTS_FROM_BYTES = 8 * MEBIBYTE
MAX_RATIO = 200
MAX_PARTS = 5000
# What a binary Word file says about the look of its text.
MAX_FORMAT_BYTES = 16 * MEBIBYTE
# Paragraphs of such a file, levels of its lists, stretches of text that it keeps apart.
MAX_STRETCHES = 200_000
# Groups of an RTF file inside one another.
MAX_GROUPS = 1000
# Groups, control words and stretches of text in an RTF file.
MAX_TOKENS = 1_500_000
# The list of parts at the end of a zip.
MAX_LIST_BYTES = 8 * MEBIBYTE

# A web page without its pictures.
MAX_MARKUP_BYTES = 16 * MEBIBYTE
MAX_TAGS = 200_000
MAX_LINES = 50_000
MAX_ATTRIBUTES = 500

# An archive of reports: members, and archives inside the archive.
MAX_MEMBERS = 2000
MAX_NESTING = 1

# Characters of an automatic number: 第一章第二节 is long already.
MAX_LABEL = 60
# Styles that inherit from one another, and documents pasted whole into a document.
MAX_STYLE_CHAIN = 50
MAX_CHUNKS = 20

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
# Longest time without a sign of life (a page recognised, a file of an archive read); above those before.
STEP_SECONDS = 180
