"""What is logged of a fault: enough to mend it, and nothing of what anybody wrote, asked for or is
called.
"""

import logging
import traceback


class Discreet(logging.Formatter):
    """When, which part, where in the code, what kind of error.

    What was to be filled into a message is left out, and so is a message that was filled in
    already: an address, a name or a text may stand in either. Of an exception the kind and the
    lines of code are kept, not what it says.
    """

    def format(self, record: logging.LogRecord) -> str:
        moment = self.formatTime(record)
        words = f" {record.msg}" if record.args and isinstance(record.msg, str) else ""
        first = f"{moment} {record.levelname} {record.name}:{words} ({record.pathname}:{record.lineno})"
        return "\n".join([first, *_traces(record)])


def _traces(record: logging.LogRecord) -> list[str]:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    lines: list[str] = []
    while error is not None:
        module = type(error).__module__
        lines.append(f"  {'' if module == 'builtins' else module + '.'}{type(error).__qualname__}")
        frames = traceback.extract_tb(error.__traceback__)
        lines += [f"    {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        error = error.__cause__ or error.__context__
    return lines
