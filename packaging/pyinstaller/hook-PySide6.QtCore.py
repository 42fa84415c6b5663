"""Tells PyInstaller what of QtCore to bundle."""

from qt_parts import used

hiddenimports, binaries, datas = used(__file__)
