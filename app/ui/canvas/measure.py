"""How large the words of the canvas are in the fonts of a style."""

from app.ui.canvas.elements import Button, SessionBox
from app.ui.canvas.figures.button import role_of, word_of
from app.ui.canvas.figures.paragraph import paragraph_height
from app.ui.canvas.layout import Sentence
from app.ui.canvas.style import Style
from app.ui.canvas.words import SENTENCES, say, session_detail
from app.ui.theme import TextRole


class StyleMeasure:
    """The `Measure` of a style."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def button_width(self, button: Button, height: float) -> float:
        return self._style.width(word_of(button), role_of(height))

    def detail_width(self, box: SessionBox) -> float:
        return self._style.width(session_detail(box), TextRole.SMALL)

    def sentence_height(self, sentence: Sentence, width: float) -> float:
        return paragraph_height(say(SENTENCES[sentence]), width, self._style)
