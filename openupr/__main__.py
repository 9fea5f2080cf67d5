"""`python -m openupr`: the same as the command `openupr`."""

from openupr.project.command import main

if __name__ == "__main__":
    main()
