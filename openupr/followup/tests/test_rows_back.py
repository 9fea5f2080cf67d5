"""What a table that came back says to each row that went out: plain rules, without a database."""

from openupr.returning.rows import RowBack, RowsCompared, SentRow, compare_rows, row_mark

TREE = "Plant a tree in every yard of a public school"
WATER = "Bring clean water to all villages of the north"
OTHER_WATER = "Bring clean water to all villages of the south"


def sent(key: str, text: str, level: str = "", note: str = "") -> SentRow:
    return SentRow(key, text, (level, note))


def back(place: int, text: str, level: str = "", note: str = "", *, of: SentRow | None = None) -> RowBack:
    """A row of the file; `of`: the row as it went out, which gives it its code."""
    code = (of.key, row_mark(of.cells)) if of else ("", "")
    return RowBack(place, text, (level, note), *code)


def compared(ours: list[SentRow], *rows: RowBack) -> RowsCompared:
    return compare_rows(ours, list(rows))


def test_a_row_that_changed_in_the_file_alone_is_no_conflict() -> None:
    tree = sent("1", TREE)
    found = compared([tree], back(2, TREE, "begun", "Some trees.", of=tree))
    assert [(each.key, each.theirs, each.both) for each in found.differ] == [("1", (("begun", "Some trees."),), False)]


def test_a_row_that_changed_in_both_places_is_a_conflict_and_one_changed_here_alone_is_none() -> None:
    went, now = sent("1", TREE, "begun", "Some trees."), sent("1", TREE, "done", "All trees.")
    [differs] = compared([now], back(2, TREE, "nothing", "No tree.", of=went)).differ
    assert differs.both
    untouched = compared([now], back(2, TREE, "begun", "Some  trees. ", of=went))
    assert (untouched.same, untouched.differ) == (1, ())


def test_a_file_brought_in_twice_says_nothing_new() -> None:
    went, now = sent("1", TREE), sent("1", TREE, "begun", "Some trees.")
    found = compared([now], back(2, TREE, "begun", "Some trees.", of=went))
    assert (found.same, found.differ) == (1, ())


def test_an_assessment_that_stands_twice_in_the_file_is_asked_about() -> None:
    tree = sent("1", TREE)
    rows = (back(2, TREE, "begun", "Some.", of=tree), back(3, TREE, "done", "All.", of=tree))
    [differs] = compared([tree], *rows).differ
    assert (differs.theirs, differs.both) == ((("begun", "Some."), ("done", "All.")), True)
    # Twice the same is once.
    [differs] = compared([tree], rows[0], back(3, TREE, "begun", "Some.", of=tree)).differ
    assert (len(differs.theirs), differs.both) == (1, False)


def test_an_emptied_row_and_a_removed_one_stay_as_they_are_here() -> None:
    tree, water = sent("1", TREE, "begun", "Some trees."), sent("2", WATER, "done", "Wells.")
    found = compared([tree, water], back(2, TREE, of=tree))
    assert (found.differ, found.emptied, found.missing) == ((), ("1",), ("2",))


def test_without_codes_a_row_is_found_by_its_words_and_near_ones_are_asked_about() -> None:
    rows = [sent("1", TREE), sent("2", WATER), sent("3", OTHER_WATER)]
    found = compared(rows, back(2, TREE.upper(), "done", "All."), back(3, "Bring clean water to all villages", "done"))
    assert [each.key for each in found.differ] == ["1"]
    assert [(each.back.place, set(each.candidates)) for each in found.unsure] == [(3, {"2", "3"})]
    # What it may be is not called missing.
    assert found.missing == ()


def test_a_code_beside_the_words_of_another_row_is_not_believed() -> None:
    tree, water = sent("1", TREE), sent("2", WATER)
    # Somebody sorted one column alone.
    found = compared([tree, water], back(2, WATER, "done", "Wells.", of=tree))
    assert [each.key for each in found.differ] == ["2"]
    assert found.missing == ("1",)
    north, south = sent("1", WATER), sent("2", OTHER_WATER)
    found = compared([north, south], back(2, OTHER_WATER, "done", "Wells.", of=north))
    assert [each.key for each in found.differ] == ["2"]


def test_an_added_row_is_new() -> None:
    tree = sent("1", TREE)
    found = compared([tree], back(2, TREE, of=tree), back(3, "Abolish the tax on bread", "nothing", "Still there."))
    assert [each.place for each in found.new] == [3]
    assert (found.same, found.recognised) == (1, 1)


def test_changed_here_and_gone_from_there_keep_what_is_here_where_the_code_is_lost() -> None:
    [differs] = compared([sent("1", TREE, "done", "All.")], back(2, TREE, "begun", "Some.")).differ
    # Nobody can tell who changed it.
    assert differs.both
