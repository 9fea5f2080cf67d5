"""One real-browser test for each user story, against the real server."""
