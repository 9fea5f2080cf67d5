#!/usr/bin/env bash
# The parts that come from the system, not from Python: looked for, installed by apt where that is allowed,
# else named with the exact command.
#   system-parts.sh install serve|test   installs what is missing; fails only where nothing works without it
#   system-parts.sh missing serve|test   prints one line for each part that is still missing, and what is off
set -u
cd "$(dirname "$0")/.." || exit
what=$1 purpose=$2

# Ubuntu's package of Chromium only leads to a snap, which Playwright cannot drive; its own browser serves there
# (scripts/test.sh fetches it).
is_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; }
has() { command -v "$1" >/dev/null 2>&1; }
has_library() { /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

# One line for each part: its test, its Debian packages, and what is off without it.
python_part() { scripts/python.sh >/dev/null; }
pango_part() {
    has_library 'libpango-1\.0\.so\.0' && has_library 'libpangoft2-1\.0\.so\.0' && has_library 'libharfbuzz-subset\.so\.0'
}
# DejaVu is what "serif" and "sans-serif" mean to fontconfig; without it they would be the Khmer font.
fonts_part() {
    has fc-list && [ -n "$(fc-list 'Liberation Serif')" ] && [ -n "$(fc-list 'DejaVu Sans')" ] && [ -n "$(fc-list :lang=km)" ]
}
browser_part() { scripts/browser.sh >/dev/null; }
# What Playwright drives a browser with is a program that needs this library.
driver_part() { has_library 'libatomic\.so\.1'; }
postgres_part() { scripts/postgres-programs.sh >/dev/null; }
office_part() { has soffice; }

packages_of() {
    case $1 in
        python) python_packages ;;
        pango) echo "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" ;;
        fonts) echo "fontconfig fonts-dejavu-core fonts-liberation fonts-khmeros" ;;
        browser) is_ubuntu || echo "chromium-headless-shell" ;;
        driver) echo "libatomic1" ;;
        postgres) echo "postgresql" ;;
        office) echo "libreoffice-writer-nogui" ;;
    esac
}
# A Python that only lacks `venv` gets that; where there is none, the system's.
python_packages() {
    for version in 3.13 3.12 3.11; do
        if [ -x "/usr/bin/python$version" ]; then
            echo "python$version-venv"
            return
        fi
    done
    echo "python3 python3-venv"
}
without_it() {
    case $1 in
        python) echo "nothing works" ;;
        pango) echo "printing to PDF is off" ;;
        fonts) echo "printed pages use whatever fonts there are" ;;
        browser | driver) echo "the journeys in a real browser are skipped" ;;
        postgres) echo "the suite on PostgreSQL is skipped" ;;
        office) echo "the tests that open our Word files in LibreOffice are skipped" ;;
    esac
}
case $purpose in
    serve) parts="python pango fonts" ;;
    test) parts="python pango fonts driver browser postgres office" ;;
esac

missing_parts() { for part in $parts; do "${part}_part" || echo "$part"; done; }

# How this user may install packages: "" as root, "sudo" where it asks nothing or somebody can answer, else fails.
installer() {
    has apt-get || return 1
    [ "$(id -u)" = 0 ] && return 0
    has sudo || return 1
    echo "sudo"
    sudo -n true 2>/dev/null && return 0
    [ -t 0 ] && id -nG | grep -qwE 'sudo|admin|wheel'
}

report() {
    for part in $(missing_parts); do
        packages=$(packages_of "$part")
        how=${packages:+apt-get install $packages}
        echo "Missing: $part; $(without_it "$part"). To install it: ${how:-.venv/bin/playwright install --with-deps chromium}"
    done
}

if [ "$what" = missing ]; then
    report
    exit 0
fi

needed=$(for part in $(missing_parts); do packages_of "$part"; done | tr '\n' ' ')
if [ -n "$needed" ]; then
    if sudo=$(installer); then
        echo "Installing system packages: $needed${sudo:+(with sudo; Ctrl+C if you would rather do it yourself)}"
        log=$(mktemp)
        options="-y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0"
        $sudo apt-get update -qq >"$log" 2>&1 || cat "$log" >&2
        # Together, else one by one: a package that this system does not know must not keep the others out.
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install $options $needed >"$log" 2>&1 ||
            for package in $needed; do
                $sudo env DEBIAN_FRONTEND=noninteractive apt-get install $options "$package" >"$log" 2>&1 || cat "$log" >&2
            done
        # Where the browser without windows is not known, the whole one.
        if [ "$purpose" = test ] && ! is_ubuntu && ! browser_part; then
            $sudo env DEBIAN_FRONTEND=noninteractive apt-get install $options chromium >"$log" 2>&1 || cat "$log" >&2
        fi
        rm -f "$log"
    fi
    report >&2
fi
if ! python_part; then
    echo "OpenUPR needs Python 3.11 or newer with venv. Install it as root: apt-get install $(python_packages)" >&2
    exit 1
fi
