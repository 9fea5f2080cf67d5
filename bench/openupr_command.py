"""`python -m bench.openupr_command ...` is `openupr ...`, wherever its script stands."""

from openupr.project.command import main

if __name__ == "__main__":
    main()
