"""What a draft that came back as a Word file says to each of the paragraphs that went out.

Both files are compared as the same reader reads them: the one that was sent is written anew from what was circulated.
Nothing is guessed below a threshold: what is not clear is put before a person.
"""
