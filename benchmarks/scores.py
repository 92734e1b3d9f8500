"""How well labels were met, the same way for every measure."""


def share(part: float, whole: float) -> float:
    """Return a part of a whole; of nothing all is right."""
    return part / whole if whole else 1.0


def scores(*, right: int, wrong: int, matched: int, missed: int) -> dict[str, float]:
    """Return precision of what was found (right, wrong), recall of what was labelled (matched, missed), and F1."""
    precision, recall = share(right, right + wrong), share(matched, matched + missed)
    f1 = share(2 * precision * recall, precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
