"""The kinds of text that the mail reader leaves out, with reasons."""

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

ATTACHMENTS = LeftOut("attachments", "only message texts are read")
ATTRIBUTIONS = LeftOut("attribution lines", "they only name the author of the quotation below")
CHARACTERS = LeftOut("undecodable characters", "their bytes are invalid in the charset that the message declares")
COPIES = LeftOut("copies of messages", "the same text by the same person is already there")
DATES = LeftOut("dates", "the message has no readable date")
DISCLAIMERS = LeftOut("legal disclaimers", "they were added by a mail server or program")
ENCRYPTED = LeftOut("encrypted texts", "they cannot be read without the key")
FOOTERS = LeftOut("footers of mailing lists", "the list adds them to every message")
FORWARDED = LeftOut("headers of quoted messages", "the words below them are shown as a quotation")
IN_TEXT = LeftOut("files within the text", "they are encoded (uuencode or yEnc), not text")
MASTHEADS = LeftOut("mastheads and tables of contents", "they belong to the list's digest, not to a message")
NOTICES = LeftOut("delivery reports and control messages", "they were written by a program")
PGP = LeftOut("digital signatures and keys", "they are not text")
SCRUBBED = LeftOut("notes by the archive", "they only say where an attachment is stored")
SIGNATURES = LeftOut("signatures", "they name the author, not the content")
TOO_DEEP = LeftOut("parts nested too deeply", "nobody could have written them")
