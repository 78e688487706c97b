"""The lowest level of PDF: numbered objects, a cross-reference table, a password."""

import hashlib
import zlib

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_FILE_ID = b"0123456789abcdef"
_PERMISSIONS = -44


class PdfFile:
    """Objects of a PDF in the order they were added."""

    def __init__(self) -> None:
        self._objects: list[tuple[bytes, bytes | None]] = []

    def add(self, dictionary: bytes = b"", stream: bytes | None = None) -> int:
        """Add an object and return its number; its content may be set later."""
        self._objects.append((dictionary, stream))
        return len(self._objects)

    def set(self, number: int, dictionary: bytes) -> None:
        self._objects[number - 1] = (dictionary, None)

    def packed(self, content: bytes) -> int:
        """Add a compressed stream."""
        return self.add(b"/Filter/FlateDecode", zlib.compress(content))

    def finish(self, root: int, password: str | None = None) -> bytes:
        """Return the file; with ``password`` (may be "") everything in it is encrypted (40 bit RC4)."""
        key, trailer = b"", b""
        if password is not None:
            key, encryption = _encryption(password.encode())
            trailer = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (
                self.add(encryption),
                _FILE_ID.hex().encode(),
                _FILE_ID.hex().encode(),
            )
        out = b"%PDF-1.4\n"
        offsets = []
        for number, (dictionary, stream) in enumerate(self._objects, 1):
            offsets.append(len(out))
            out += _object(number, dictionary, stream, key)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        size = len(offsets) + 1
        return (
            out
            + b"xref\n0 %d\n0000000000 65535 f \n" % size
            + table
            + b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, len(out))
        )


def _object(number: int, dictionary: bytes, stream: bytes | None, key: bytes) -> bytes:
    if stream is None:
        return b"%d 0 obj<<%s>>endobj\n" % (number, dictionary)
    data = rc4(_object_key(key, number), stream) if key else stream
    head = b"<<%s/Length %d>>" % (dictionary, len(data))
    return b"%d 0 obj%sstream\n%s\nendstream endobj\n" % (number, head, data)


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def _encryption(password: bytes) -> tuple[bytes, bytes]:
    """The file key and the encryption dictionary (revision 2) for an opening password."""
    owner = rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], (password + _PADDING)[:32])
    seed = (password + _PADDING)[:32] + owner + _PERMISSIONS.to_bytes(4, "little", signed=True) + _FILE_ID
    key = hashlib.md5(seed).digest()[:5]
    values = (owner.hex().encode(), rc4(key, _PADDING).hex().encode(), _PERMISSIONS)
    return key, b"/Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d" % values


def rc4(key: bytes, data: bytes) -> bytes:
    """Encrypt or decrypt by RC4."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
