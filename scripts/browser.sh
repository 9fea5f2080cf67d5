#!/usr/bin/env bash
# Prints the Chromium that the journeys use; fails where there is none. OPENUPR_CHROMIUM=/path overrides.
set -u
shopt -s nullglob
playwrights=(~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome)
# First Chromium without windows of its own: the same pages for half the work.
for name in ${OPENUPR_CHROMIUM:-chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome "${playwrights[@]}"}; do
    found=$(command -v "$name" 2>/dev/null) || continue
    # Ubuntu's chromium-browser may be a note that says to install a snap; only a browser tells its version.
    if "$found" --version >/dev/null 2>&1; then
        echo "$found"
        exit 0
    fi
done
exit 1
