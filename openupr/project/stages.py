"""How far the demo can come, known before anything of Django is: a wrong name makes no folder."""

from collections.abc import Sequence

# Each includes those before it. A test compares them with those of submissions; the follow-up and
# advocacy come last.
STAGES = (
    "record",
    "groups",
    "workshop",
    "drafting",
    "after-workshop",
    "sections",
    "sign-on",
    "lodged",
    "follow-up",
    "pre-session",
    "after-review",
)


class NoSuchStage(ValueError):
    """A stage that the demo does not have."""

    def __init__(self, stage: str) -> None:
        super().__init__(f"The demo has no stage “{stage}”. Its stages: {', '.join(STAGES)}.")


def check_stage(arguments: Sequence[str]) -> None:
    """Raises NoSuchStage for a command line such as `openupr demo --stage nonsense`."""
    if list(arguments[1:2]) != ["demo"]:
        return
    for at, argument in enumerate(arguments):
        name, has_value, value = argument.partition("=")
        if name != "--stage" or (not has_value and at + 1 == len(arguments)):
            continue
        stage = value if has_value else arguments[at + 1]
        if stage not in STAGES:
            raise NoSuchStage(stage)
