#!/usr/bin/env bash
# One ZIP that installs OpenUPR without a network: the locked packages, OpenUPR itself, and a script that starts it.
# It is for the system and the Python that made it; docs/bundle.md says what is inside. Printed last: where it lies.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
pip() { "$python" -m pip --disable-pip-version-check --quiet "$@"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=$("$python" -c 'import sys, sysconfig, tomllib
version = tomllib.load(open("pyproject.toml", "rb"))["project"]["version"]
print(f"openupr-{version}-python{sys.version_info[0]}.{sys.version_info[1]}-{sysconfig.get_platform()}")')
folder=$work/$name
mkdir -p "$folder/wheels" "$work/source" build

# Only what the lock names, with its hashes; pip itself, so that the other computer needs none.
pip download --only-binary :all: --require-hashes --dest "$folder/wheels" -r requirements.lock
pip download --only-binary :all: --no-deps --dest "$folder/wheels" "pip==$("$python" -c 'import pip; print(pip.__version__)')"
# From a copy: setuptools leaves folders behind.
cp -r openupr pyproject.toml README.md LICENSE "$work/source"
pip wheel --no-deps --no-build-isolation --no-index --wheel-dir "$folder/wheels" "$work/source"
cp requirements.lock LICENSE scripts/bundle/start.sh "$folder"
cp -r docs "$folder/docs"
"$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' >"$folder/python-version"
chmod +x "$folder/start.sh"
(cd "$work" && "$OLDPWD/$python" -m zipfile -c "$OLDPWD/build/$name.zip" "$name")
echo "build/$name.zip"
