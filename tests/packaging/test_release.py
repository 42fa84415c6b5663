"""What cannot be run here is read: scripts, property lists, workflows, the installer of Windows, app.spec elsewhere."""

import plistlib
import re
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import app
from app.platform import autostart
from tests.house.source import ROOT, project_files
from tests.platform.test_autostart import Registry
from tests.support.processes import need

PACKAGING = ROOT / "packaging"
MACOS = PACKAGING / "macos"
ISS = (PACKAGING / "windows" / "longwire.iss").read_text(encoding="utf-8-sig")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPTS = [
    file
    for file in map(ROOT.joinpath, project_files())
    if file.suffix == ".sh" or file == ROOT / ".ci" / "run"
]
EXPRESSION = re.compile(r"\$\{\{.*?\}\}")


# -- shell ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="a tool that we know how to install on Debian only")
def test_shellcheck_is_content_with_every_script_and_every_step():
    steps = [step for file in WORKFLOWS for step in shell_steps(file)]
    assert len(SCRIPTS) > 2
    assert len(steps) > 3
    shellcheck([file.read_text(encoding="utf-8") for file in SCRIPTS], [])
    shellcheck([f"set -e\n{step}" for step in steps], ["--shell=bash"])  # as GitHub runs them


def shellcheck(texts: list[str], options: list[str]) -> None:
    for text in texts:
        command = [need("shellcheck"), *options, "-"]
        done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout


def shell_steps(file: Path) -> list[str]:
    jobs = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["jobs"].values()
    return [
        EXPRESSION.sub("expression", step["run"])
        for job in jobs
        for step in job.get("steps", [])
        if "run" in step
    ]


# -- workflows -------------------------------------------------------------------------------------------


def test_the_workflows_are_what_the_schema_allows(tmp_path: Path):
    assert schema_complaints(*WORKFLOWS) == ""
    planted = tmp_path / "planted.yml"
    planted.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("runs-on:", "runs-onn:"))
    assert schema_complaints(planted)


def schema_complaints(*files: Path) -> str:
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_workflows_can_be_trusted():
    command = [tool("zizmor"), "--offline", "--no-progress", "--min-severity=medium", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_by_commit_and_says_which_version_that_is():
    used = [line.strip() for file in WORKFLOWS for line in file.read_text().splitlines() if "uses:" in line]
    ours = [line for line in used if "uses: ./" in line]
    others = [line for line in used if line not in ours]
    assert others
    assert not [
        line for line in others if not re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)
    ]
    assert len({line.partition("uses: ")[2] for line in others}) == len(
        {line.partition("uses: ")[2].partition("@")[0] for line in others}
    )


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


# -- changelog -------------------------------------------------------------------------------------------


def notes(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PACKAGING / "release_notes.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_changelog_tells_of_this_version():
    done = notes(f"v{app.__version__}")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout) > 100
    assert "## " not in done.stdout


def test_a_tag_of_another_version_is_refused():
    done = notes("v99.0.0")
    assert (done.returncode, done.stdout) == (1, "")
    assert "99.0.0" in done.stderr


# -- macOS -----------------------------------------------------------------------------------------------


def test_the_app_asks_for_the_local_network_and_is_never_put_to_sleep():
    facts = plistlib.loads((MACOS / "Info.plist").read_bytes())
    assert facts["NSBonjourServices"] == ["_apple-midi._udp"]
    assert len(facts["NSLocalNetworkUsageDescription"]) > 20
    assert facts["LSAppNapIsDisabled"] is facts["NSHighResolutionCapable"] is True
    assert facts["LSBackgroundOnly"] is False
    assert facts["LSApplicationCategoryType"] == "public.app-category.music"


def test_the_app_asks_for_one_entitlement_only():
    assert plistlib.loads((MACOS / "entitlements.plist").read_bytes()) == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True
    }


@pytest.mark.skipif(sys.platform == "win32", reason="a script of macOS, in a shell that Windows lacks")
def test_without_a_certificate_the_app_stays_as_it_is_with_a_warning(tmp_path: Path):
    made = tmp_path / "Longwire.app"
    made.mkdir()
    done = subprocess.run(
        [need("bash"), str(MACOS / "sign_and_notarize.sh"), str(made)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("::warning::Longwire.app is not signed")


# -- Windows ---------------------------------------------------------------------------------------------


def section(name: str) -> list[str]:
    _, _, rest = ISS.partition(f"\n[{name}]\n")
    lines = rest.partition("\n[")[0].splitlines()
    return [line for line in lines if line.strip() and not line.startswith((";", "#"))]


def test_the_installer_speaks_both_languages():
    said = [line.partition("=")[0].split(".") for line in section("CustomMessages")]
    by_language = {language: {key for one, key in said if one == language} for language, _ in said}
    assert set(by_language) == {"en", "de"}
    assert by_language["en"] == by_language["de"]
    asked = set(re.findall(r"\{cm:(\w+)", ISS)) | set(re.findall(r"CustomMessage\('(\w+)'\)", ISS))
    inno = {"CreateDesktopIcon", "AdditionalIcons", "LaunchProgram"}
    assert asked - inno == by_language["en"]


def test_the_installer_knows_its_tasks_and_names():
    tasks = {re.match(r'Name: "(\w+)"', line)[1] for line in section("Tasks")}
    assert tasks == set(re.findall(r"Tasks: (\w+)", ISS))
    defined = set(re.findall(r"#define (\w+)", ISS)) | set(re.findall(r"Defined\((\w+)\)", ISS))
    assert set(re.findall(r"\{#(\w+)\}", ISS)) <= defined


def test_every_line_of_a_section_is_made_of_parameters():
    for name in ("Tasks", "Files", "Icons", "Registry", "Run", "UninstallRun", "InstallDelete"):
        for line in section(name):
            unquoted = re.sub(r'"(?:[^"]|"")*"', '""', line)
            assert all(re.fullmatch(r"\w+: \S.*", part.strip()) for part in unquoted.split(";")), line


def test_the_firewall_is_opened_only_where_that_is_allowed_and_closed_again():
    [task] = [line for line in section("Tasks") if '"firewall"' in line]
    assert "Check: IsAdminInstallMode" in task
    rules = [line for line in section("Run") if "netsh" in line]
    assert all(line.endswith("Tasks: firewall") for line in rules)
    assert [line for line in section("UninstallRun") if "delete rule" in line]


def test_the_installer_writes_the_value_that_the_settings_write(monkeypatch: pytest.MonkeyPatch):
    program = r"C:\Program Files\Longwire\longwire.exe"
    registry = Registry()
    monkeypatch.setattr(autostart, "login_command", lambda **_: [program])
    monkeypatch.setattr(autostart, "is_frozen", lambda: True)
    monkeypatch.setattr(autostart, "_run_key", lambda command: autostart.RunKey(registry, command))
    mechanism = autostart.autostart("win32")
    assert mechanism is not None
    mechanism.enable()
    [line] = section("Registry")
    written = re.search(r'ValueData: "((?:[^"]|"")*)"', line)[1].replace('""', '"')
    names = {"Longwire": written.replace("{app}\\{#WindowExe}", program)}
    assert registry.values == names
    assert '#define RunKey "Software\\Microsoft\\Windows\\CurrentVersion\\Run"' in ISS


# -- the bundle, as app.spec asks PyInstaller for it --------------------------------------------------------


class Asked:
    """Stands for what a specification makes, and remembers with what."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.arguments = arguments
        self.options = options
        self.pure, self.scripts, self.binaries, self.datas = [], [], [], []


@pytest.fixture
def spec(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run app.spec as on another system; gives what it asked for, by kind."""

    def run(system: str) -> dict[str, list[Asked]]:
        made: dict[str, list[Asked]] = {}

        def kind(name: str):
            def make(*arguments: Any, **options: Any) -> Asked:
                made.setdefault(name, []).append(Asked(*arguments, **options))
                return made[name][-1]

            return make

        for name, content in (
            ("PyInstaller", {}),
            ("PyInstaller.utils", {}),
            ("PyInstaller.utils.hooks", {"collect_submodules": lambda _: [], "copy_metadata": lambda _: []}),
            ("libraries", {"bundled": lambda entries: entries}),
            ("materials", {"write_materials": lambda *_: []}),
        ):
            module = types.ModuleType(name)
            module.__dict__.update(content)
            monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setattr(sys, "path", [*sys.path])
        names = ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")
        code = compile((ROOT / "app.spec").read_text(encoding="utf-8"), "app.spec", "exec")
        exec(code, {"SPECPATH": str(ROOT), "workpath": str(tmp_path), **{name: kind(name) for name in names}})
        return made

    return run


def test_macos_gets_an_app_with_both_programs(spec):
    made = spec("darwin")
    [app_bundle] = made["BUNDLE"]
    assert app_bundle.arguments == (made["COLLECT"][0],)
    options = app_bundle.options
    assert (options["name"], options["bundle_identifier"]) == ("Longwire.app", app.APP_ID)
    assert options["version"] == options["info_plist"]["CFBundleVersion"] == app.__version__
    assert options["info_plist"]["LSBackgroundOnly"] is False
    programs = {made.options["name"]: made.options["console"] for made in made["EXE"]}
    assert programs == {"longwire": False, "longwire-cli": True}


def test_windows_gets_a_version_resource_in_both_programs(spec):
    made = spec("win32")
    for program, seen in zip(made["EXE"], ("longwire.exe", "longwire-cli.exe"), strict=True):
        facts = version_facts(Path(program.options["version"]).read_text(encoding="utf-8"))
        assert facts["OriginalFilename"] == seen
        assert facts["ProductVersion"] == facts["FileVersion"] == app.__version__
        assert ".".join(map(str, facts["numbers"])) == f"{app.__version__}.0"


def test_linux_gets_neither(spec):
    made = spec("linux")
    assert [program.options.get("version") for program in made["EXE"]] == [None]


def version_facts(text: str) -> dict[str, Any]:
    """Read a resource as PyInstaller does: as an expression of these classes."""
    facts: dict[str, Any] = {}

    def fixed(filevers: Any, prodvers: Any, **_rest: Any) -> None:
        assert filevers == prodvers
        facts["numbers"] = filevers

    names = {
        "VSVersionInfo": lambda ffi, kids: facts,
        "FixedFileInfo": fixed,
        "StringFileInfo": lambda tables: None,
        "StringTable": lambda language, strings: facts.update(language=language),
        "StringStruct": facts.__setitem__,
        "VarFileInfo": lambda kids: None,
        "VarStruct": lambda name, kids: facts.update(translation=kids),
    }
    eval(text, {"__builtins__": {}}, names)
    assert facts["language"] == "".join(f"{number:04X}" for number in facts["translation"])
    return facts
