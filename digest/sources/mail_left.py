"""What the reader of mail leaves out, in words for people."""

from __future__ import annotations

from digest.model import LeftOut

__all__ = [
    "ATTACHMENTS",
    "ATTRIBUTIONS",
    "CHARACTERS",
    "COPIES",
    "DATES",
    "DISCLAIMERS",
    "ENCRYPTED",
    "FOOTERS",
    "FORWARDED",
    "IN_TEXT",
    "MASTHEADS",
    "NOTICES",
    "PGP",
    "SCRUBBED",
    "SIGNATURES",
    "TOO_DEEP",
]

ATTACHMENTS = LeftOut("attachments", "only the text of a message is read")
ATTRIBUTIONS = LeftOut("attribution lines", "they only say who wrote the quotation below them")
CHARACTERS = LeftOut("undecodable characters", "their bytes do not fit the charset that the message names")
COPIES = LeftOut("copies of messages", "the same words by the same person are there already")
DATES = LeftOut("dates", "no day can be told from what the message says")
DISCLAIMERS = LeftOut("legal disclaimers", "a mail server or program added them")
ENCRYPTED = LeftOut("encrypted texts", "they cannot be read without the key")
FOOTERS = LeftOut("footers of mailing lists", "the list adds them to every message")
FORWARDED = LeftOut("headers of quoted messages", "the words below them are shown as a quotation")
IN_TEXT = LeftOut("files within the text", "they are encoded (uuencode or yEnc) and no words")
MASTHEADS = LeftOut("mastheads and tables of contents", "a digest of a mailing list has them, and nobody said them")
NOTICES = LeftOut("delivery reports and control messages", "a program wrote them")
PGP = LeftOut("digital signatures and keys", "they are no words")
SCRUBBED = LeftOut("notes of the archive", "they only say where an attachment is kept")
SIGNATURES = LeftOut("signatures", "they say who writes and not what")
TOO_DEEP = LeftOut("parts nested too deep", "nobody can have written them")
