"""English names of controllers and makers, for monitors and lines; numbers are as MIDI sends them."""

from collections.abc import Mapping
from typing import Final, TypeAlias

Words: TypeAlias = Mapping[int | str, str]
"""The first field of a Reading and what it is called."""

PEDALS: Final[Words] = {64: "Sustain", 65: "Portamento", 66: "Sostenuto", 67: "Soft", 69: "Hold 2"}

NAMED_CONTROLLERS: Final[Words] = {
    0: "Bank",
    1: "Modulation",
    2: "Breath",
    4: "Foot",
    5: "Portamento time",
    6: "Data entry",
    7: "Volume",
    8: "Balance",
    10: "Pan",
    11: "Expression",
    32: "Bank (fine)",
    38: "Data entry (fine)",
    68: "Legato",
    70: "Sound variation",
    71: "Resonance",
    72: "Release time",
    73: "Attack time",
    74: "Brightness",
    75: "Decay time",
    76: "Vibrato rate",
    77: "Vibrato depth",
    78: "Vibrato delay",
    84: "Portamento control",
    91: "Reverb",
    92: "Tremolo",
    93: "Chorus",
    94: "Detune",
    95: "Phaser",
    96: "Data increment",
    97: "Data decrement",
    98: "NRPN (fine)",
    99: "NRPN",
    100: "RPN (fine)",
    101: "RPN",
    121: "Reset controllers",
    122: "Local control",
}

CONTROLLERS: Final[Words] = {
    **{number: f"Controller {number}" for number in range(128)},
    **NAMED_CONTROLLERS,
}

SILENCES: Final[Words] = {
    120: "All sound off",
    123: "All notes off",
    124: "Omni off",
    125: "Omni on",
    126: "Mono",
    127: "Poly",
}

MAKERS: Final[Words] = {
    "": "of nobody",
    "01": "Sequential",
    "04": "Moog",
    "06": "Lexicon",
    "07": "Kurzweil",
    "0F": "Ensoniq",
    "10": "Oberheim",
    "18": "E-mu",
    "33": "Clavia",
    "36": "Cheetah",
    "3E": "Waldorf",
    "40": "Kawai",
    "41": "Roland",
    "42": "Korg",
    "43": "Yamaha",
    "44": "Casio",
    "47": "Akai",
    "7D": "experiment",
    "7E": "universal",
    "7F": "universal real-time",
    "00 00 0E": "Alesis",
    "00 00 66": "Mackie",
    "00 01 05": "M-Audio",
    "00 20 29": "Novation",
    "00 20 32": "Behringer",
    "00 20 33": "Access",
    "00 20 3C": "Elektron",
    "00 20 6B": "Arturia",
    "00 21 09": "Native Instruments",
    "00 21 1D": "Ableton",
}
