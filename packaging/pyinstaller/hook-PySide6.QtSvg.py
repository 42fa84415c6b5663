"""Tells PyInstaller what of QtSvg to bundle."""

from qt_parts import used

hiddenimports, binaries, datas = used(__file__)
