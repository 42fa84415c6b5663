"""The help: contents at the left, a page at the right, and a way to report a problem."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QDialog, QFrame, QListWidget, QTextBrowser, QWidget

from app.ui.controls import button, column, row, set_surface
from app.ui.help_pages import Page
from app.ui.screen_room import resize_within
from app.ui.theme import SPACE, TextRole, Theme, font_for

CONTENTS_WIDTH = SPACE * 30
"""At least; longer titles get their room."""
LINE_PERCENT = 135
"""Distance of lines: as books have it, since this is for reading."""


class HelpWindow(QDialog):
    """Shows pages beside the window; it never blocks the window."""

    def __init__(
        self,
        pages: Sequence[Page],
        report: Callable[[], object],
        theme: Theme,
        parent: QWidget,
        evening: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._theme = theme
        self.setWindowTitle(self.tr("Help"))
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.contents = QListWidget()
        self.page = QTextBrowser()
        self.report_button = button(
            self.tr("Report a problem…"),
            tip=self.tr("Save a file to send along, without names and addresses"),
        )
        self.report_button.setAutoDefault(False)
        self.report_button.clicked.connect(lambda _checked=False: report())
        self.evening_button = button(
            self.tr("Report of the evening…"), tip=self.tr("How well everybody was connected since the start")
        )
        self.evening_button.setAutoDefault(False)
        self.evening_button.clicked.connect(lambda _checked=False: evening())
        theme.changed.connect(self._space_out)
        self._set_up()
        self._lay_out()
        self.contents.setCurrentRow(0)
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_page(self, name: str) -> None:
        """Go to the page of a name; an unknown one changes nothing."""
        for number, page in enumerate(self._pages):
            if page.name == name:
                self.contents.setCurrentRow(number)

    def _set_up(self) -> None:
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.addItems([page.title for page in self._pages])
        self.contents.setFixedWidth(max(CONTENTS_WIDTH, self.contents.sizeHintForColumn(0) + SPACE * 4))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setProperty("look", "contents")
        self.contents.currentRowChanged.connect(self._show)
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setProperty("look", "page")
        self.page.document().setDocumentMargin(SPACE)
        self.page.document().setIndentWidth(SPACE * 3)
        self.page.document().setDefaultFont(font_for(TextRole.READING))

    def _lay_out(self) -> None:
        left = column()
        left.addWidget(self.contents, 1)
        left.addWidget(self.evening_button)
        left.addWidget(self.report_button)
        frame = QFrame()
        set_surface(frame, "panel")
        inside = row(frame, margins=(SPACE * 2, SPACE, SPACE, SPACE))
        inside.addWidget(self.page)
        whole = row(self, margins=(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2))
        whole.setSpacing(SPACE * 2)
        whole.addLayout(left)
        whole.addWidget(frame, 1)
        resize_within(self, SPACE * 116, SPACE * 84)

    def _show(self, number: int) -> None:
        self.page.setMarkdown(self._pages[number].markdown)
        self._space_out()
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_out(self, _tokens: object = None) -> None:
        """Give lines, headings and tables room and soft lines, which Markdown has no words for."""
        block = self.page.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            table = cursor.currentTable()
            if not table:
                _space_block(cursor)
            elif table.firstCursorPosition().block() == block:
                table.setFormat(self._table_format())
            block = block.next()

    def _table_format(self) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setBorderBrush(self._theme.color("border"))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setCellPadding(SPACE * 0.75)
        form.setTopMargin(SPACE)
        form.setBottomMargin(SPACE * 2)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return form

    def _follow(self, target: QUrl) -> None:
        if target.isRelative():
            self.open_page(target.toString())
        else:
            QDesktopServices.openUrl(target)


def _space_block(cursor: QTextCursor) -> None:
    level = cursor.blockFormat().headingLevel()
    form = QTextBlockFormat()
    form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setTopMargin(SPACE * 2 if level > 1 else 0)
    form.setBottomMargin(SPACE // 2 if _is_followed(cursor) else SPACE * 1.5)
    cursor.mergeBlockFormat(form)
    if level:
        _enlarge(cursor, 20 if level == 1 else 15)


def _is_followed(cursor: QTextCursor) -> bool:
    """Tell whether the block is in a list that goes on after it."""
    follower = cursor.block().next()
    return bool(cursor.currentList()) and follower.isValid() and bool(follower.textList())


def _enlarge(cursor: QTextCursor, pixels: int) -> None:
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    form = cursor.charFormat()
    form.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    form.setProperty(QTextFormat.Property.FontPixelSize, pixels)
    form.setFontWeight(QFont.Weight.DemiBold)
    cursor.setCharFormat(form)
