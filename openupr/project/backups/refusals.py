"""Why a backup is not made or not restored, each in one sentence."""


class BackupRefused(Exception):
    """Nothing was changed; the message says why."""


class FileStands(BackupRefused):
    """A backup is not written over another file."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} exists already. Choose another name, or write over it with --force.")


class CannotWrite(BackupRefused):
    """The folder is not there, is full, or is not ours to write in."""

    def __init__(self, path: object, error: OSError) -> None:
        super().__init__(f"The backup cannot be written to {path}: {error.strerror or error}.")


class NoFolder(BackupRefused):
    """Backups are kept in a folder that is there: one that is not mounted must not be made anew on
    another disk.
    """

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is not a folder. With --keep, name the folder of the backups; make it first.")


class WeakPassphrase(BackupRefused):
    """Whoever finds the file may try as many passphrases as they like."""


class NoPassphrase(BackupRefused):
    """A passphrase is needed and nobody is there to ask."""


class UnknownRecipient(BackupRefused):
    """Not a public age key."""

    def __init__(self, recipient: str) -> None:
        # A secret key given by mistake is not printed again.
        in_words = (
            "an age key's secret half" if recipient.upper().startswith("AGE-SECRET-KEY") else f"“{recipient[:80]}”"
        )
        super().__init__(f"{in_words} is not a public age key (age1…).")


class NoIdentity(BackupRefused):
    """A file that was to hold a secret age key holds none."""


class NotABackup(BackupRefused):
    """Not a file that `openupr backup` wrote."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is not a backup of OpenUPR. Nothing was changed.")


class DoesNotOpen(BackupRefused):
    """The wrong passphrase or key, or a damaged beginning."""

    def __init__(self, means: str) -> None:
        super().__init__(f"This {means} does not open the file, or its beginning is damaged. Nothing was changed.")


class Damaged(BackupRefused):
    """The file was cut off or changed on its way."""

    def __init__(self, what: str = "it was cut off or changed") -> None:
        super().__init__(f"The backup is damaged: {what}. Nothing was changed.")


class MadeByANewerVersion(BackupRefused):
    """It holds what this version does not know."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The backup was made by a newer version of OpenUPR ({version[:20]}). Update this one first; "
            "nothing was changed."
        )


class MadeBeforeVersion02(BackupRefused):
    """Its tables are of a version whose backups this one does not read."""

    def __init__(self) -> None:
        super().__init__(
            "The backup was made by a version of OpenUPR before 0.2.0. Nothing was changed. "
            "Restore it with version 0.2.0, make a new backup there, then restore that one here."
        )


class DoesNotFit(BackupRefused):
    """The database here does not take what stands in the backup."""

    def __init__(self, table: str, error: Exception) -> None:
        why = " ".join(str(error).split())[:200]
        super().__init__(f"What the backup holds of {table} does not fit here: {why}. Nothing was changed.")


class SomethingIsThere(BackupRefused):
    """Restoring would replace what is there, and nobody said so."""

    def __init__(self, what: str) -> None:
        super().__init__(f"There is something here already: {what}. To put the backup in its place, add --replace.")


class ServerRuns(BackupRefused):
    """Pages must not be half of one database and half of another."""

    def __init__(self) -> None:
        super().__init__("OpenUPR is running here, or another restore is. Stop it (Ctrl+C), wait a moment, try again.")


class OtherServersRun(BackupRefused):
    """The same where several servers share a database."""

    def __init__(self) -> None:
        super().__init__(
            "Another OpenUPR server, or another restore, is using this database. Nothing was changed. "
            "Stop OpenUPR on every server, then try again."
        )
