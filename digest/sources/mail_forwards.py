"""Finds messages that mail programs append without quote marks; their text is by another author.

Outlook puts a block of headers above it (`From:`, `Sent:`, `To:`, `Subject:`, in the writer's language), others a line
such as `Begin forwarded message:` besides, and some nothing but "On Monday, Ann wrote:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.sources.mail_attributions import LONGEST, is_strong
from digest.sources.mail_lines import Line

__all__ = ["Forward", "announces", "forward_in", "heading_of"]

_LABELS = {
    "from": (
        "from|von|de|da|van|fra|från|lähettäjä|od|nadawca|odesílatel|odosielateľ|feladó|от|от кого|від|kimden|"
        "gönderen|"
        "από|de la|expéditeur|mittente|remitente|afzender|avsändare|afsender|absender|šalje|pošiljatelj|saatja|"
        "nuo|no|"
        "发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|발신|מאת|من|จาก|từ|dari|desde"
    ),
    "date": (
        "sent|date|gesendet|datum|envoyé|enviado|enviado el|enviada|enviada em|fecha|data|inviato|verzonden|"
        "sendt|dato|"
        "skickat|datum|lähetetty|päivämäärä|päiväys|wysłano|wysłane|odesláno|odoslané|dátum|elküldve|отправлено|дата|"
        "надіслано|gönderildi|gönderme tarihi|tarih|στάλθηκε|ημερομηνία|trimis|trimis la|poslano|saadetud|kuupäev|"
        "发送时间|寄件日期|日期|傳送時間|已傳送|送信日時|日付|日時|보낸 날짜|날짜|נשלח|תאריך|تاريخ الإرسال|"
        "التاريخ|ส่ง|วันที่|ngày|đã gửi|dikirim|tanggal"
    ),
    "to": (
        "to|an|à|a|para|aan|til|till|vastaanottaja|do|komu|címzett|кому|kime|alıcı|προς|către|za|prima|saaja|kam|"
        "destinataire|destinatario|destinatário|收件人|收件者|宛先|받는 사람|받는사람|אל|إلى|ถึง|đến|kepada|cc|"
        "kopie|copie|cópia|copia|"
        "kopia|kopio|kopi|másolatot kap|копия|копія|bilgi|κοιν|抄送|副本|참조|bcc|reply-to|antwort an|"
        "répondre à|responder a"
    ),
    "subject": (
        "subject|betreff|betrifft|objet|sujet|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|temat|předmět|predmet|"
        "tárgy|тема|konu|θέμα|subiect|teema|主题|主旨|件名|제목|נושא|الموضوع|เรื่อง|chủ đề|subjek|perihal"
    ),
    "other": (
        "importance|wichtigkeit|priority|attachments|anlagen|pièces jointes|organization|newsgroups|message-id|"
        "archived-at|list-id|x-[a-z-]+|posted at|posted to|conversation|sensitivity"
    ),
}
_KIND = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(r"[*_\s|]{0,4}([^\W\d_][^:：\n*]{0,24}?)\s?[*_]{0,2}\s?[:：]\s?[*_]{0,2}(?:\s|$|(?=\S))(.*)$")
_ANNOUNCED = re.compile(
    r"\W*(?:(?:begin )?forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|"
    r"e-mail)|début du (?:message|courriel) (?:réexpédié|transféré)|"
    r"inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)|"
    r"inizio (?:del )?messaggio inoltrato|"
    r"begin doorgestuurd bericht|vidarebefordrat brev|start på videresendt (?:besked|melding)|"
    r"videresendt (?:besked|melding)|"
    r"välitetty viesti alkaa|początek przekazywanej wiadomości|začátek přeposílané zprávy|"
    r"začiatok preposlanej správy|"
    r"начало переадресованного сообщения|továbbított levél kezdete|iletilmiş ileti başlangıcı|"
    r"αρχή προωθημένου μηνύματος|"
    r"下面是被转发的邮件|以下是轉寄的郵件|転送されたメッセージ|전달된 메시지)\s?[:：]?\W*",
    re.IGNORECASE,
)
"""How Apple's mail program announces a forward, which has no rule."""
_RULES = tuple("-‐–—=_")
_MOST = 120
"""Characters of a line that announces a forward."""
_RULED = re.compile(r"\s*[-‐–—=_]{2,}\s?(?P<words>[^\W_](?:[^\n]{0,78}?[\w.:'’)>])?)\s?[-‐–—=_]{2,}\s*$")
_MESSAGE = re.compile(
    r"messag|nachricht|mensaje|mensagem|messagg|bericht|meddelande|meddelelse|melding|besked|viesti|wiadomo|"
    r"zpráv|správ|sporoč|"
    r"сообщени|повідомлен|ileti|μήνυμα|mesaj|üzenet|levél|e-?mail|mail|brev|邮件|郵件|メッセージ|메시지|הודעה|رسالة",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[_-]{10,}\s*$")
_ENDED = re.compile(
    r"\s*[-=_]{2,}\s?(?:end(?:e)? (?:of |der )?(?:forwarded|included|original|weitergeleitete)|fin du message|"
    r"fine messaggio|fin del mensaje)"
    r"[^\n]{0,60}[-=_]{2,}\s*$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LONGEST_VALUE = 12
"""Lines that a header (mostly of recipients) goes on for."""
_MOST_GAP = 2


@dataclass(frozen=True, slots=True)
class Forward:
    """Where an unmarked message begins, where its words do, where they end, and whether headers stood between."""

    start: int
    words: int
    end: int
    headed: bool


def forward_in(lines: Sequence[Line], level: int) -> Forward | None:
    """The first message below the writer's words that bears no marks.

    Args:
        lines: of a message.
        level: how deep what the writer says is quoted.
    """
    said = False  # whether the writer has said anything above
    quoted = max((at for at, line in enumerate(lines) if line.depth > level), default=-1)
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.depth != level or line.blank:
            at += 1
            continue
        if words := _words_below(lines, at, level, said=said, quoted=quoted):
            end, after = _end_of(lines, words, level)
            return Forward(at, words, end, True) if end > words or after else None
        said = True
        at += 1
    return None


def heading_of(lines: Sequence[Line], level: int) -> int:
    """How many lines at the top of a quotation only say whose it is, as some programs put them within it."""
    at = _skip_blank(lines, 0, level)
    if at < len(lines) and lines[at].depth == level and announces(lines[at].text):
        at = _skip_blank(lines, at + 1, level)
    if at >= len(lines) or lines[at].depth != level:
        return 0
    end = _block(lines, at, level, least=2) or at + _strong(lines, at, level)
    return end if end > at and any(not line.blank and line.depth == level for line in lines[end:]) else 0


def announces(text: str) -> bool:
    """Whether a line only says that somebody else's message follows, or ends.

    Example:
        >>> announces("-----Original Message-----"), announces("-----")
        (True, False)
    """
    if text.lstrip()[:1] not in _RULES:
        return len(text) < _MOST and bool(_ANNOUNCED.fullmatch(text))
    ruled = _RULED.match(text)
    return bool(_ENDED.match(text) or (ruled and _MESSAGE.search(ruled["words"])))


def _words_below(lines: Sequence[Line], at: int, level: int, *, said: bool, quoted: int) -> int:
    """Where the words of another's message begin, if what names it stands here; else 0.

    Args:
        said: the writer has said something above.
        quoted: the last line that is marked as quoted; what stands above it needs no marks of ours.
    """
    text = lines[at].text
    announced = announces(text) and not _ENDED.match(text)
    ruled = text.lstrip()[:1] in _RULES and (_RULED.match(text) or _RULE.match(text))
    if announced or ruled:
        below = _skip_blank(lines, at + 1, level)
        if end := _block(lines, below, level, least=2 if announced else 3):
            return end
        if not announced:
            return 0
        count = _strong(lines, below, level)
        words = below + count
        return words if words > quoted and _has_words(lines, words, level) else 0
    if end := _block(lines, at, level, least=3) if ":" in text or "：" in text else 0:
        return end
    count = _strong(lines, at, level) if said and at > quoted and lines[at - 1].blank else 0
    if count and _has_words(lines, at + count, level):
        return at + count
    return 0


def _skip_blank(lines: Sequence[Line], at: int, level: int) -> int:
    start = at
    while at < len(lines) and at - start <= _MOST_GAP and lines[at].blank and lines[at].depth <= level:
        at += 1
    return at


def _has_words(lines: Sequence[Line], at: int, level: int) -> bool:
    return any(not line.blank and line.depth == level for line in lines[at:])


def _strong(lines: Sequence[Line], at: int, level: int) -> int:
    """How many lines from here on say who wrote what stands below, and when."""
    text = ""
    for count in range(1, LONGEST + 1):
        if at + count > len(lines) or lines[at + count - 1].blank or lines[at + count - 1].depth != level:
            return 0
        text = f"{text} {lines[at + count - 1].text.strip()}"
        if _DIGIT.search(text) and is_strong(text):
            return count
    return 0


def _block(lines: Sequence[Line], at: int, level: int, *, least: int) -> int:
    """Where a block of headers ends that begins here; 0 where none does.

    It names whoever wrote and either what about or an address; three headers are needed where no line announces it.
    """
    kinds: list[str] = []
    address = False
    end = at
    going_on = gap = 0
    while end < len(lines) and lines[end].depth == level:
        text = lines[end].text
        found = _LABEL.match(text)
        kind = _KIND.get(" ".join(found[1].casefold().split()), "") if found else ""
        if kind:
            kinds.append(kind)
            going_on, gap = 0, 0
            address = address or "@" in text or " at " in text or "<" in text
        elif lines[end].blank:
            gap += 1
            if not kinds or gap > 1 or not _goes_on(lines, end + 1, level):
                break
        elif not kinds or gap or going_on >= _LONGEST_VALUE or not _is_value(text, kinds[-1]):
            break
        else:
            going_on += 1
        end += 1
    named = set(kinds) - {"other"}
    if len(kinds) < least or "from" not in named or not ("subject" in named or (address and named & {"date", "to"})):
        return 0
    return end if kinds else 0


def _goes_on(lines: Sequence[Line], at: int, level: int) -> bool:
    """Whether a header stands here, below a blank line: pages have one between any two."""
    if at >= len(lines) or lines[at].depth != level or lines[at].piece is None:
        return False
    found = _LABEL.match(lines[at].text)
    return bool(found and " ".join(found[1].casefold().split()) in _KIND)


def _is_value(text: str, kind: str) -> bool:
    """Whether a line goes on with the header above it: with recipients, or as the rest of a subject."""
    return kind in ("to", "subject") or text[:1] in " \t" or "@" in text


def _end_of(lines: Sequence[Line], at: int, level: int) -> tuple[int, bool]:
    """Where another's message ends, and whether a line says so."""
    for end in range(at, len(lines)):
        if lines[end].depth == level and _ENDED.match(lines[end].text):
            return end, True
    return len(lines), False
