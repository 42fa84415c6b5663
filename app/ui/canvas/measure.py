"""How large the words of the canvas are in the fonts of a style."""

from app.ui.canvas.elements import Button
from app.ui.canvas.figures.button import BUTTON_ROLE
from app.ui.canvas.figures.paragraph import paragraph_height
from app.ui.canvas.layout import Sentence
from app.ui.canvas.style import Style
from app.ui.canvas.words import DEEDS, SENTENCES, say


class StyleMeasure:
    """The `Measure` of a style."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def button_width(self, button: Button) -> float:
        return self._style.width(say(DEEDS[button.deed]), BUTTON_ROLE)

    def sentence_height(self, sentence: Sentence, width: float) -> float:
        return paragraph_height(say(SENTENCES[sentence]), width, self._style)
