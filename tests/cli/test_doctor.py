"""`longwire doctor` as people start it, beside a Longwire that runs."""

import json

from tests.support.ports import free_pair
from tests.support.program import run_longwire, running_longwire

QUIET = ("--midi-api", "none", "--no-mdns")


def test_a_good_peer_and_a_closed_port(tmp_path):
    port = free_pair()
    session = f'name = "Studio"\nport = {port}\nlisten = ["127.0.0.1"]\naccept = "anyone"\npublish = false\n'
    (tmp_path / "patch.toml").write_text(f"version = 1\n[[session]]\n{session}", encoding="utf-8")
    settings = ("--config-dir", str(tmp_path), *QUIET)
    with running_longwire("--headless", *settings) as longwire:
        longwire.wait_for_line("Longwire 0.")
        good = run_longwire("doctor", f"127.0.0.1:{port}", "--json", *settings)
        assert (good.returncode, good.stderr) == (0, "")
        report = json.loads(good.stdout)
        assert (report["v"], report["ok"], report["target"]) == (1, True, f"127.0.0.1:{port}")
        verdicts = {step["step"]: step["verdict"] for step in report["steps"]}
        assert [verdicts[step] for step in ("name", "network", "mdns", "control", "data")] == [
            *("ok", "ok", "skipped", "ok", "ok")
        ]
        longwire.wait_for_line("“Longwire doctor” (127.0.0.1")
        assert longwire.end() == 0
        assert longwire.complaints == []
    closed = run_longwire("doctor", f"127.0.0.1:{port}", *settings)
    assert closed.returncode == 1
    assert f"nothing listens on its port {port}" in closed.stdout.splitlines()[-1]


def test_what_is_no_address_is_wrong_usage():
    done = run_longwire("doctor", "192.0.2.7:70000")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "longwire: “192.0.2.7:70000” is no HOST or HOST:PORT, such as 192.0.2.7:5004.\n"


def test_a_name_that_nobody_knows_is_said():
    done = run_longwire("doctor", "nobody.invalid", *QUIET)
    assert done.returncode == 1
    assert "Nobody here knows where “nobody.invalid” is" in done.stdout
