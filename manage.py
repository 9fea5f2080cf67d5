#!/usr/bin/env python3
"""Django's manage.py; `openupr` is the same command by another name."""

from openupr.project.command import main

if __name__ == "__main__":
    main()
