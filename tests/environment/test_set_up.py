"""The set-up of a fresh machine: the virtual environment, the system packages, the locks."""

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CI = ROOT / ".ci"


@pytest.fixture
def script(monkeypatch, tmp_path):
    """Loads a script of `.ci/`, whose environment would be made in `tmp_path`."""
    monkeypatch.syspath_prepend(CI)

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, CI / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def environment(script, monkeypatch, tmp_path):
    """environment.py over an empty project in which no system package is missing and nothing is installed."""
    packages, environment = script("packages"), script("environment")
    monkeypatch.setattr(packages, "ensure", lambda kind: None)
    for lock in environment.LOCKS.values():
        (tmp_path / lock).write_text("# nothing\n")
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    monkeypatch.setattr(environment, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(environment, "PYTHON", str(tmp_path / ".venv/bin/python"))
    monkeypatch.setattr(environment, "MARKER", str(tmp_path / ".venv/finished"))
    environment.built = []

    def build(kind):
        environment.built.append(kind)
        shutil.rmtree(tmp_path / ".venv", ignore_errors=True)
        (tmp_path / ".venv/bin").mkdir(parents=True)
        (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
        (tmp_path / ".venv/finished").write_text(environment.marker(kind))

    monkeypatch.setattr(environment, "build", build)
    return environment


def test_an_environment_is_built_once(environment):
    environment.main("run")
    environment.main("run")
    assert environment.built == ["run"]


def test_a_development_environment_also_serves_the_demo(environment):
    environment.main("dev")
    environment.main("run")
    assert environment.built == ["dev"]


def test_a_demo_environment_does_not_serve_the_tests(environment):
    environment.main("run")
    environment.main("dev")
    assert environment.built == ["run", "dev"]


def test_an_interrupted_environment_is_built_anew(environment, tmp_path):
    environment.main("run")
    (tmp_path / ".venv/finished").unlink()
    environment.main("run")
    assert environment.built == ["run", "run"]


def test_an_environment_whose_python_is_gone_is_built_anew(environment, tmp_path):
    environment.main("run")
    (tmp_path / ".venv/bin/python").unlink()
    environment.main("run")
    assert environment.built == ["run", "run"]


def test_another_lock_builds_the_environment_anew(environment, tmp_path):
    environment.main("run")
    (tmp_path / "requirements.lock").write_text("# another\n")
    environment.main("run")
    assert environment.built == ["run", "run"]


def test_another_python_builds_the_environment_anew(environment, monkeypatch):
    environment.main("run")
    monkeypatch.setattr(environment.platform, "python_version", lambda: "3.13.1")
    environment.main("run")
    assert environment.built == ["run", "run"]


def test_an_old_python_is_refused_in_a_sentence(environment, monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 2))
    with pytest.raises(environment.packages.Missing, match=r"Cần Python 3\.11 trở lên"):
        environment.main("run")
    assert environment.built == []


def test_the_marker_is_written_last(tmp_path):
    """The real thing: pip fails on a package that does not exist, and no marker says that all is well."""
    shutil.copytree(CI, tmp_path / ".ci")
    (tmp_path / "requirements.lock").write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n")
    broken = subprocess.run(
        [sys.executable, ".ci/environment.py", "run"],
        cwd=tmp_path, capture_output=True, text=True, env=os.environ | {"PIP_NO_INDEX": "1"},
    )  # fmt: skip
    assert broken.returncode == 1
    assert "Chưa cài được các gói Python" in broken.stderr
    assert "Traceback" not in broken.stderr
    assert (tmp_path / ".venv/bin/python").exists()
    assert not (tmp_path / ".venv/finished").exists()


def test_only_what_a_probe_misses_is_named(script, monkeypatch):
    packages = script("packages")
    monkeypatch.setattr(packages, "has_library", lambda name: "harfbuzz" not in name)
    monkeypatch.setattr(packages, "has_venv", lambda: True)
    assert packages.missing("run") == ["libharfbuzz-subset0"]


def test_nothing_is_installed_where_nothing_is_missing(script, monkeypatch):
    packages = script("packages")
    monkeypatch.setattr(packages, "NEEDS", {"run": [("present", lambda: True)]})
    monkeypatch.setattr(packages, "run", lambda command: pytest.fail("ran a command"))
    packages.ensure("run")


def test_an_ordinary_user_is_told_the_one_line_to_type(script, monkeypatch):
    packages = script("packages")
    monkeypatch.setattr(
        packages, "NEEDS", {"dev": [("postgresql", lambda: False), ("chromium", lambda: False)]}
    )
    monkeypatch.setattr(packages, "has_program", lambda *names: True)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(packages, "run", lambda command: pytest.fail("ran a command"))
    with pytest.raises(packages.Missing) as refusal:
        packages.ensure("dev")
    line = "    sudo apt-get install -y --no-install-recommends postgresql chromium"
    assert line in str(refusal.value).splitlines()


def test_root_installs_just_that_and_never_with_sudo(script, monkeypatch):
    packages = script("packages")
    installed, commands = set(), []
    probes = [("one", lambda: "one" in installed), ("two", lambda: True)]
    monkeypatch.setattr(packages, "NEEDS", {"run": probes})
    monkeypatch.setattr(packages, "has_program", lambda *names: True)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)

    def run(command):
        commands.append(command)
        installed.update({"one"} & set(command))
        return False, "done"

    monkeypatch.setattr(packages, "run", run)
    packages.ensure("run")
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert "one" in commands[1]
    assert "two" not in commands[1]


def test_a_failed_installation_says_why_and_what_is_still_missing(script, monkeypatch):
    packages = script("packages")
    monkeypatch.setattr(packages, "NEEDS", {"run": [("one", lambda: False)]})
    monkeypatch.setattr(packages, "has_program", lambda *names: True)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages, "run", lambda command: (True, "E: no space left on the disk"))
    with pytest.raises(packages.Missing) as refusal:
        packages.ensure("run")
    assert "E: no space left on the disk\nChưa cài được: one." in str(refusal.value)


def test_a_machine_without_apt_is_told_what_is_missing(script, monkeypatch):
    packages = script("packages")
    monkeypatch.setattr(packages, "NEEDS", {"run": [("libpango-1.0-0", lambda: False)]})
    monkeypatch.setattr(packages, "has_program", lambda *names: False)
    with pytest.raises(packages.Missing, match="Máy này thiếu: libpango"):
        packages.ensure("run")


def test_the_package_of_postgresql_makes_no_cluster_of_its_own(script, tmp_path):
    packages = script("packages")
    fresh = tmp_path / "postgresql-common" / "createcluster.conf"
    packages.forbid_own_cluster(str(fresh))
    assert fresh.read_text() == "create_main_cluster = false\n"


def test_other_lines_of_an_existing_cluster_setting_stay(script, tmp_path):
    packages = script("packages")
    existing = tmp_path / "createcluster.conf"
    existing.write_text("ssl = on\n#create_main_cluster = true\nstart_conf = 'auto'\n")
    packages.forbid_own_cluster(str(existing))
    assert existing.read_text() == "ssl = on\nstart_conf = 'auto'\ncreate_main_cluster = false\n"


def test_the_key_is_made_once_and_readable_by_its_owner_alone(script, monkeypatch, tmp_path):
    site = script("site")
    monkeypatch.setattr(site, "VAR", tmp_path / ".var")
    monkeypatch.setattr(site, "KEY", tmp_path / ".var" / "demo-key")
    made = site.key()
    assert len(made) >= 50
    assert site.key() == made
    assert stat.S_IMODE(site.KEY.stat().st_mode) == 0o600


def test_a_key_that_was_never_written_is_made_again(script, monkeypatch, tmp_path):
    site = script("site")
    monkeypatch.setattr(site, "VAR", tmp_path)
    monkeypatch.setattr(site, "KEY", tmp_path / "demo-key")
    site.KEY.touch()
    assert len(site.key()) >= 50


def pinned(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Each package of a lock file with its version and its hashes."""
    found = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / lock).read_text()):
        name, version = re.match(r"([\w.-]+)==([\w.]+)", entry).groups()
        found[name] = version, frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", entry))
    return found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_versions_and_hashes_and_no_address(lock):
    packages = pinned(lock)
    assert len(packages) > 20
    assert [name for name, (_, hashes) in packages.items() if not hashes] == []
    assert not re.search(r"://|--(extra-)?index|--find-links|\bfile:", (ROOT / lock).read_text())


def test_the_development_lock_contains_the_other():
    run, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


def test_psycopg_3_is_never_installed_beside_psycopg_2():
    assert "psycopg2-binary" in pinned("requirements-dev.lock")
    assert not {"psycopg", "psycopg-binary", "psycopg-c"} & set(pinned("requirements-dev.lock"))
