"""Measure quality on labelled files: `python -m benchmarks.quality people FILE.tsv`, `... stories FILE.jsonl`.

The last line of stdout is one JSON object, so that others can measure on files of their own.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence

MEASURES = {
    "people": "who is named in headlines: precision, recall, F1",
    "events": "dated life events found in sentences: precision, recall, F1",
    "stories": "articles grouped into stories: B-cubed precision, recall, F1, and the noise that joined",
    "timelines": "days that a person's timeline chooses: date F1",
}


def main(arguments: Sequence[str]) -> int:
    """Run one measure; give the exit status: 0, or 2 for a file that cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=(__doc__ or "").split("\n")[0])
    measures = parser.add_subparsers(dest="measure", required=True)
    # Imported for its name only: one measure's needs must not keep the other from running.
    chosen = next((word for word in arguments if word in MEASURES), None)
    for name, summary in MEASURES.items():
        measure = measures.add_parser(name, help=summary, description=summary)
        if name == chosen:
            module = importlib.import_module(f"benchmarks.quality_{name}")
            module.add_arguments(measure)
            measure.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    try:
        result = options.run(options)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
