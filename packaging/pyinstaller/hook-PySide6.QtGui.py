"""Tells PyInstaller what of QtGui to bundle."""

from qt_parts import used

hiddenimports, binaries, datas = used(__file__)
