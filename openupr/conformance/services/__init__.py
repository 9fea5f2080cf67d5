"""What changes the rules that can be chosen here."""
