"""What a Word file that came back says to each of the paragraphs that went out.

Plain Python, for any document.

`units` are the pieces of a file, `sent_draft` what went out; `comparing.compare` matches them
(`matching`, `positions`) and tells what became of each paragraph (`outcomes`). What is not clear is
put before a person: nothing is guessed.
"""
