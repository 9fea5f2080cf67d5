"""The pages of a coalition's submissions, one file a page or a noun."""
