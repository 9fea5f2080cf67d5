"""OpenUPR: civil society's part in the Universal Periodic Review."""
