"""What is asked about submissions, one file a noun."""
