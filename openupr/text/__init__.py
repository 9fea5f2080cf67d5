"""Plain words: how a sentence is cut, folded and stemmed, the same when it is stored and when it is looked for."""
