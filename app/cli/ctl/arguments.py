"""What can be typed behind `longwire ctl`; importing this must stay quick."""

import argparse

from app.cli.ctl.cables import add_cables
from app.cli.ctl.files import add_files
from app.cli.ctl.people import add_people
from app.cli.ctl.places import add_places
from app.cli.ctl.playing import add_playing, add_watching
from app.cli.ctl.typed import Verbs


def add_verbs(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the verbs to the parser of `ctl`, in the order in which somebody new needs them."""
    verbs = Verbs(parser.add_subparsers(title="verbs", metavar="VERB", required=True), common)
    add_watching(verbs)
    add_people(verbs)
    add_cables(verbs)
    add_places(verbs)
    add_playing(verbs)
    add_files(verbs)
