"""Recognises texts by chat programs: notices, attachment placeholders, marks of edits and deletions.

WhatsApp for iOS marks all of these with U+200E, in every language; the phrases are for other programs.
"""

from __future__ import annotations

import re
from typing import Literal

from digest.model import LeftOut

__all__ = [
    "ATTACHMENT",
    "EDITED",
    "EMPTY",
    "EXPORT",
    "NOTICE",
    "REACTION",
    "SpokenWords",
    "is_bare_notice",
    "is_irc_notice",
    "is_notice",
    "spoken",
]

NOTICE = LeftOut("notices of the program", "they are not posts")
ATTACHMENT = LeftOut("attachment placeholders", "the files are not in the text")
EDITED = LeftOut("marks of edited messages", "they were added by the program")
EXPORT = LeftOut("lines about the export", "they are not posts")
REACTION = LeftOut("reactions", "they have no text")
EMPTY = LeftOut("messages without text", "they have no text")
_MARK = "\u200e"
_DIRECTION = re.compile("[\u200e\u202a-\u202e\u2066-\u2069\ufeff]|^\u200f+|\u200f+$")
"""Marks that are no part of what was typed; U+200F within a text is what people type in scripts that need it."""


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(words)})[.!]?\s*", re.IGNORECASE)


_DELETED = _any(
    r"(?:this|a) message was deleted(?: by .{1,60})?",
    r"you deleted (?:this|a) message",
    r"this message has been deleted",
    r"message (?:was )?deleted",
    r"\(?message deleted\)?",
    r"\[(?:message )?deleted\]",
    r"deleted message",
    r"diese nachricht wurde (?:von .{1,60} )?gelöscht",
    r"du hast diese nachricht gelöscht",
    r"nachricht gelöscht",
    r"(?:se )?elimin(?:ó|aste|é) este mensaje(?: .{1,60})?",
    r"(?:este )?mensaje (?:fue |ha sido )?eliminado",
    r"este mensaje fue eliminado(?: por .{1,60})?",
    r"ce message a été supprimé(?: par .{1,60})?",
    r"vous avez supprimé ce message",
    r"questo messaggio è stato eliminato(?: da .{1,60})?",
    r"hai eliminato questo messaggio",
    r"(?:essa|esta) mensagem foi (?:apagada|eliminada)(?: por .{1,60})?",
    r"mensagem apagada",
    r"(?:você apagou|apagaste|eliminou) (?:essa|esta) mensagem",
    r"dit bericht (?:is|werd) verwijderd(?: door .{1,60})?",
    r"(?:je|u) hebt dit bericht verwijderd",
    r"bu mesaj (?:.{1,60} )?silindi",
    r"bu mesajı sildiniz",
    r"(?:данное|это) сообщение (?:было )?удалено(?: .{1,60})?",
    r"(?:вы удалили|данное) (?:это |данное )?сообщение(?: удалено)?",
    r"сообщение удалено",
    r"це повідомлення (?:було )?видалено",
    r"ви видалили це повідомлення",
    r"ta wiadomość została usunięta",
    r"(?:usunięto|usunąłeś|usunęłaś) tę wiadomość",
    r"tato zpráva byla (?:s|od)?(?:smazána|straněna|odstraněna)",
    r"tuto zprávu jste (?:smazali|odstranili)",
    r"det(?:ta|te) (?:här )?meddelande(?:t)? (?:raderades|har raderats|togs bort)",
    r"denne (?:meldingen|beskeden|besked) (?:ble|blev) slettet",
    r"(?:du )?slettet denne meldingen",
    r"tämä viesti (?:on )?poistettiin?",
    r"ezt az üzenetet törölték",
    r"acest mesaj a fost șters",
    r"αυτό το μήνυμα διαγράφηκε",
    r"pesan ini (?:telah )?dihapus",
    r"anda menghapus pesan ini",
    r"mesej ini telah dipadam(?:kan)?",
    r"tin nhắn này đã bị xóa",
    r"ข้อความนี้ถูกลบแล้ว",
    r"此(?:消息|訊息|讯息)已(?:被)?(?:删除|刪除|撤回)",
    r"(?:您|你)(?:已)?(?:删除|刪除|撤回)了?(?:此|這|这|一)(?:条|則|个|個)?(?:消息|訊息|讯息)",
    r"このメッセージ(?:は|が)削除されました",
    r"삭제된 메(?:시지|세지)입니다",
    r"이 메시지는 삭제되었습니다",
    r"تم حذف هذه الرسالة",
    r"لقد حذفت هذه الرسالة",
    r"הודעה זו נמחקה",
    r"(?:مैंने )?यह (?:संदेश|मैसेज) (?:हटा|मिटा|डिलीट कर) दिया गया(?: था)?",
    r"این پیام حذف شد(?:ه است)?",
)
_ENCRYPTED = re.compile(
    r"end-to-end[- ](?:encrypt|versleutel|crypto|šifrov|kryptert)|ende-zu-ende-verschlüssel|de extremo a extremo|"
    r"de bout en bout|crittografat[ie] end-to-end|crittografia end-to-end|de ponta a ponta|ponto a ponto|uçtan uca|"
    r"сквозн\w+ шифрован|наскрізн\w+ шифрув|całkowicie szyfrowan|szyfrowane? (?:w pełni|metodą)|端到端|端對端|"
    r"エンドツーエンド|종단간|종단 간|من طرف إلى طرف|تام بين الطرفين|مقص|מקצה לקצה|एंड-टू-एंड|end-to-endkrypter|"
    r"päästä päähän|végpontok közötti|de la un capăt la altul|από άκρο σε άκρο|enkripsi end-to-end|đầu cuối",
    re.IGNORECASE,
)
_OMITTED = _any(
    r"<?(?:image|photo|video|video note|audio|voice message|voice call|sticker|gif|document|media|file|contact card)"
    r" omitted>?",
    r"<?(?:bild|video|videonotiz|audio|sticker|gif|dokument|medien|datei|kontaktkarte)"
    r" (?:weggelassen|ausgeschlossen)>?",
    r"<?(?:imagen|vídeo|video|audio|sticker|gif|documento|multimedia|archivo|tarjeta de contacto) omitid[oa]>?",
    r"<?(?:image|vidéo|audio|sticker|gif|document|médias?|fichier|fiche contact) (?:omise?s?|absente?s?|masquée?s?)>?",
    r"<?(?:immagine|video|audio|sticker|gif|documento|media|file|scheda contatto) omess[oia]>?",
    r"<?(?:imagem|vídeo|áudio|figurinha|sticker|gif|documento|mídia|multimédia|arquivo de mídia|ficheiro)"
    r" (?:omitid[oa]|ocultad[oa]|oculto|não incluíd[oa])>?",
    r"<?(?:afbeelding|video|audio|sticker|gif|document|media) weggelaten>?",
    r"<?(?:görüntü|resim|video|ses|çıkartma|gif|belge|medya) (?:dahil edilmedi|atlandı)>?",
    r"<?(?:без медиафайлов|медиафайлы? (?:пропущены?|отсутствуют?|не добавлены?))>?",
    r"<?(?:изображение|видео|аудио|стикер|gif|документ) (?:пропущено|отсутствует|скрыто|опущен[оа]?)>?",
    r"<?(?:pominięto multimedia|multimedia pominięte|média vynechána|média kihagyva|media uteslöts|mediet utelatt)>?",
    r"<?media (?:tidak disertakan|diabaikan|utelämnad|udeladt|puuttuu)>?",
    r"<?(?:省略多媒体文件|已省略(?:影音檔案|媒體)?|图像已忽略|忽略图片|メディアは含まれていません|画像は含まれていません|"
    r"미디어를? ?(?:파일을 )?(?:생략|제외)(?:함|한 .*)?|사진(?: \d+장)?|동영상|이모티콘|삭제된 사진)>?",
    r"<?(?:تم استبعاد الوسائط|الوسائط غير مدرجة|המדיה לא נכללה|תוכן מדיה הושמט|मीडिया शामिल नहीं किया गया)>?",
    r"<?رسانه پیوست نشده>?",
    r"\[\s?(?:photo|video|audio|voice message|video message|sticker|gif|file|album|contact|location|poll|media)s?\s?\]",
    r"\[(?:photos?|videos?|stickers?|files?|写真|動画|スタンプ|ボイスメッセージ|ファイル|图片|圖片|照片|视频|影片|表情|语音|貼圖|文件)\]",
)
_ATTACHED = re.compile(
    r"(?:(?:IMG|VID|AUD|PTT|STK|DOC|GIF)-\d{8}-WA\d+\.\w{2,5}|[^\s()<>][^()<>\n]{0,80}\.\w{2,5}) ?\([^()\n]{4,40}\)"
    rf"|{_MARK}?<[^<>\n:]{{3,40}}: [^<>\n]{{1,120}}\.\w{{2,5}}>"
)
"""`IMG-20260313-WA0001.jpg (file attached)` and `<attached: 0001-PHOTO.jpg>`, in any language."""
_ATTACHED_WORDS = re.compile(
    r"attach|angehängt|adjunt|joint|allegat|anexad|bijgevoegd|eklendi|ekli|добавлен|вкладен|załączon|přilož|bifog|"
    r"vedlagt|vedhæft|liitet|csatol|atașat|συνημ|dilampir|terlampir|đính kèm|附件|附加|添付|첨부|مرفق|מצורף|संलग्न|پیوست",
    re.IGNORECASE,
)
_EDITED_WORDS = (
    "edited|bearbeitet|editó|editad[oa]|modifi|modificato|bewerkt|düzenlendi|изменено|отредактировано|відредаговано|"
    "edytowan|upraven|redigera|redigert|redigeret|muokat|szerkesz|editat|diedit|编辑|編輯|編集|수정|تعديل|נערכה|संपादित"
)
_EDITED = re.compile(
    rf"(?:{_MARK}<[^<>\n:]{{3,60}}>|<[^<>\n]{{0,50}}(?:{_EDITED_WORDS})[^<>\n]{{0,20}}>"
    r"|\((?:edited|bearbeitet|modifié|editado|modificato|изменено|bewerkt|編集済み|已编辑)\))\Z",
    re.IGNORECASE,
)
"""At the end of a message."""
_CALL = _any(
    r"(?:missed|silenced|unanswered) (?:group )?(?:voice|video) call.*",
    r"(?:voice|video) call[.,]? ?(?:\d+ (?:sec|min|hrs?|hr).*|no answer|.{0,3}tap to call back)?",
    r"verpasster? (?:sprach|video)anruf.*",
    r"llamada (?:perdida|de voz perdida).*",
    r"appel (?:vocal|vidéo) manqué.*",
    r"waiting for this message.*",
    r"null",
    r"(?:view once )?(?:voice|video) message omitted",
    r"you (?:received|sent) a view once (?:message|photo|video).*",
)
_REACTION = re.compile(
    r"\s*(?:(?:reacted to \".*\" with .{1,20}|removed an? .{1,20} reaction from \".*\")|"
    r"(?:liked|loved|laughed at|disliked|emphasized|questioned) [“\"].*[”\"])\s*",
    re.IGNORECASE | re.DOTALL,
)
"""Of Zoom and of Apple's messages."""
_IRC = re.compile(
    r"(?:^|\s)(?:(?:has |have )?(?:joined|quit|left|parted|rejoined|connected|disconnected)\b"
    r"(?:$|[.:!]?$|[ :]*(?:[#&(\[\"]|the |from |irc|this |channel|$))"
    r"|(?:is|are) now known as |sets? (?:the )?(?:mode|channel|topic)|set mode|changed? (?:the )?topic|"
    r"changes topic|(?:was|has been) kicked|has kicked|kicked \S+ (?:from|out)|"
    r"(?:gives|removes|takes|has changed mode|has set) |sets ban|nickname is already)"
    r"|^(?:now talking (?:in|on)|topic (?:for|is|set)|set by |users on |channel |disconnected|rejoined|attempting|"
    r"(?:joins|quits|parts|mode|nick|notice|irssi|netsplit|topic)\b:?)"
    r"|^\S+ [(\[]\S*@\S*[)\]]",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:^|\s)(?:added|removed|left|joined|created (?:this )?group|changed (?:the|this|their|to)|pinned a message|"
    r"hinzugefügt|entfernt|verlassen|beigetreten|erstellt|geändert|añadió|eliminó|salió|se unió|creó|cambió|"
    r"a (?:ajouté|retiré|quitté|rejoint|créé|modifié|changé)|ha (?:aggiunto|rimosso|abbandonato|creato|cambiato)|"
    r"adicionou|removeu|saiu|entrou|criou|mudou|добавил|удалил|покинул|создал|изменил|heeft|ekledi|çıkardı|ayrıldı)\b",
    re.IGNORECASE,
)

_KAKAO = re.compile(r".{1,60}님(?:이|을) .{0,60}(?:들어왔습니다|나갔습니다|초대하였습니다|초대했습니다)\.?")
_ZOOM_QUOTE = re.compile(r"Replying to [\"“](?P<words>.+?)(?:\.\.\.|…)?[\"”](?:\n+|$)")

SpokenWords = tuple[str, Literal["present", "deleted"], tuple[LeftOut, ...]]
"""The text of a message, whether it was deleted, and the program's texts that were removed."""


def is_irc_notice(words: str) -> bool:
    """Whether a line behind an asterisk tells who came, went or changed something, rather than what somebody does.

    Example:
        >>> is_irc_notice("dora (~dora@host.example) has joined #bridge"), is_irc_notice("ben has left his shop open")
        (True, False)
    """
    return bool(_IRC.search(words))


def is_notice(words: str) -> bool:
    """Whether a line without a speaker tells who came, went or changed something, as far as the words are known."""
    return bool(_PEOPLE.search(words) or _ENCRYPTED.search(words) or _IRC.search(words) or _CALL.fullmatch(words))


def is_bare_notice(line: str) -> bool:
    """Whether a line without a time is a notice all the same, as KakaoTalk writes who came and went."""
    return bool(_KAKAO.fullmatch(line.strip()))


def spoken(words: str) -> SpokenWords:
    """The text of a message without the program's own texts.

    Args:
        words: of the message as it stands in the file, its lines apart by line ends.

    Example:
        >>> spoken("Why? \\u200e<This message was edited>")[0]
        'Why?'
        >>> spoken("This message was deleted")[1]
        'deleted'
    """
    bare = _DIRECTION.sub("", words).strip()
    if _DELETED.fullmatch(bare.strip("<>")) or _DELETED.fullmatch(bare):
        return "", "deleted", ()
    found: list[LeftOut] = []
    if _ENCRYPTED.search(bare) and ("\n" not in bare and (words.startswith(_MARK) or len(bare) < 300)):
        return "", "present", (NOTICE,)
    if _CALL.fullmatch(bare):
        return "", "present", (NOTICE,)
    if _REACTION.fullmatch(bare):
        return "", "present", (REACTION,)
    if mark := _EDITED.search(words.rstrip()):
        words = words[: mark.start()].rstrip()
        found.append(EDITED)
    if not words.strip():
        return "", "present", tuple(found)
    if quoted := _ZOOM_QUOTE.match(words.lstrip()):
        words = f"> {quoted['words']}\n\n{words.lstrip()[quoted.end() :]}"
    return _without_attachments(words, found)


def _without_attachments(words: str, found: list[LeftOut]) -> SpokenWords:
    lines = []
    for line in words.split("\n"):
        bare = _DIRECTION.sub("", line).strip()
        if bare and (_OMITTED.fullmatch(bare) or _is_attached(bare)):
            found.append(ATTACHMENT)
            continue
        kept, note = _before_mark(line)
        found += [note] if note else []
        lines.append(_DIRECTION.sub("", kept).rstrip())
    return "\n".join(lines).strip("\n"), "present", tuple(found)


def _is_attached(bare: str) -> bool:
    found = _ATTACHED.fullmatch(bare)
    return bool(found and (bare.startswith("<") or bare[4:13].strip("-").isdigit() or _ATTACHED_WORDS.search(bare)))


def _before_mark(line: str) -> tuple[str, LeftOut | None]:
    """A line without what WhatsApp for iOS put behind U+200E: an attachment's name, or a whole notice.

    A poll and a place are things that somebody said; a mark in the midst of a line of words parts nothing.
    """
    head, mark, tail = line.partition(_MARK)
    if not mark or head.strip() or re.match(r"\w+:(?:\s|$)|https?:", tail.lstrip(_MARK)):
        last, _, tail = line.rpartition(_MARK)
        if _is_attached(tail.strip()) or _OMITTED.fullmatch(tail.strip()):
            return last, ATTACHMENT
        return line, None
    return "", NOTICE
