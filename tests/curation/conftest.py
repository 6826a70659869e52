"""A debate small enough to read, with people who answer, quote and correct each other."""

from collections.abc import Callable

import pytest

from digest.curation import loads
from digest.model import Document
from digest.recipe import Curated, curate
from digest.sources import read_text

THREAD = b"""---
title: "Should the town close Mill Street to cars?"
source: "https://forum.example.org/t/77"
date: "2026-05-02"
tags: ["traffic"]
---

The council asks whether Mill Street should be closed to cars.

## @ada \xc2\xb7 2026-05-02 09:00 \xc2\xb7 #a1

Mill Street should be closed to cars because children walk to school there every morning.
The air on it is worse than on the ring road.

### @ben \xc2\xb7 2026-05-02 09:30 \xc2\xb7 #b1

> children walk to school there every morning

That is wrong. The shops on Mill Street would lose half of their customers,
because most of them come by car. My neighbour Tilda Brandt closed her bakery after the last trial.

#### @ada \xc2\xb7 2026-05-02 10:00 \xc2\xb7 #a2

> The shops on Mill Street would lose half of their customers

No, the shops gained customers during the trial. People who walk buy more often, so the street earned more than before.

### @cleo \xc2\xb7 2026-05-02 11:00 \xc2\xb7 #c1

I agree that the air is bad. A closed street would make the air better, and it would cost the town almost nothing.

## @dora \xc2\xb7 2026-05-02 12:00 \xc2\xb7 #d1

Deliveries must still reach the shops. A closed street without a delivery window is a plan that fails in its first week.

### @ben \xc2\xb7 2026-05-02 12:30 \xc2\xb7 #b2

Exactly. Nobody has said when the lorries may come, and a bakery cannot wait until noon.

### @eli \xc2\xb7 2026-05-02 13:00 \xc2\xb7 #e1

You said it well: my neighbour Tilda Brandt closed her bakery after the last trial.
That settles it for me. The trial was bad for small shops.
"""


@pytest.fixture
def thread() -> bytes:
    return THREAD


@pytest.fixture
def document() -> Document:
    return read_text(THREAD, path="content/mill-street.md")


@pytest.fixture
def corrected(document: Document) -> Callable[[str], Curated]:
    """Applies a text of corrections to the debate."""
    return lambda text: curate(document, curation=loads(text, path="content/mill-street.curation.yml"))
