"""The language of a document: named, else told by its words, else the site's."""

import subprocess
import sys

import pytest

from digest.sources import read_text

TEXTS = {
    "de": "Die Straßenbahn ist leiser als der Bus, und sie fährt auch im Winter pünktlich. Wer sie abschaffen will, "
    "muss sagen, womit die Leute sonst zur Arbeit kommen sollen.",
    "fr": "Le tramway est plus silencieux que le bus et il roule aussi en hiver. Celui qui veut le supprimer doit "
    "dire comment les gens iront travailler.",
    "es": "El tranvía es más silencioso que el autobús y también circula en invierno. Quien quiera suprimirlo tiene "
    "que decir cómo irá la gente al trabajo.",
    "en": "The tram is quieter than the bus, and it runs in winter too. Whoever wants to close it has to say how "
    "people are to get to work without it.",
    "pl": "Tramwaj jest cichszy niż autobus i jeździ punktualnie także zimą. Kto chce go zlikwidować, musi "
    "powiedzieć, jak ludzie mają dojeżdżać do pracy.",
}


def told(text: str, *, language: str = "en", head: str = "") -> str:
    return read_text(f"{head}# Tram\n\n## @a\n\n{text}\n".encode(), path="x.md", language=language).language


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("site", ["en", "it"])
def test_a_text_tells_its_language_whatever_the_site_s_is(language: str, site: str) -> None:
    assert told(TEXTS[language], language=site) == language


def test_what_the_front_matter_names_goes_before_what_the_text_tells() -> None:
    assert told(TEXTS["de"], head="---\ntitle: Tram\nlanguage: nl\n---\n") == "nl"


@pytest.mark.parametrize("text", ["Ja!", "C++, Rust, Go.", "https://a.example/b " * 3])
def test_too_short_a_text_is_of_the_site_s_language(text: str) -> None:
    assert told(text, language="de") == "de"


def test_quoted_text_does_not_tell_the_language_of_those_who_quote_it() -> None:
    quote = "\n".join(f"> {TEXTS['en']}" for _ in range(5))
    assert told(f"{quote}\n\n{TEXTS['de']}") == "de"


def test_english_is_told_without_loading_a_model() -> None:
    code = f"from digest.sources import read_text; import sys; read_text({TEXTS['en'].encode()!r}, path='x.txt'); "
    subprocess.run([sys.executable, "-c", f"{code} sys.exit('py3langid' in sys.modules)"], check=True)
