"""The process in which a file from elsewhere is parsed: limits first, then the file, then one JSON answer."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from saylau.server.evidence.archives import Refused
from saylau.server.evidence.readers import look, type_alone, words
from saylau.server.evidence.stripping import strip
from saylau.tables.limited import Limits, limit_self

MADE = "made"
"""The file that a parser may leave in its working folder."""
PARSERS: Mapping[str, Callable[[Path, Path], dict[str, Any]]] = MappingProxyType(
    {"look": look, "type": type_alone, "strip": strip, "words": words}
)


def main(task: str) -> None:
    """Do one task, told as JSON: parser, path, where it may leave a file, and limits."""
    told = json.loads(task)
    limit_self(Limits(**told["limits"]))
    warnings.simplefilter("ignore")
    answer: dict[str, Any]
    try:
        answer = PARSERS[told["parser"]](Path(told["path"]), Path(told["made"]))
    except Refused as refused:
        answer = {"why": refused.why, "values": refused.values}
    except MemoryError:
        answer = {"why": "limits", "values": {"limit": "memory"}}
    except Exception:
        # Parsers raise whatever they meet, KeyError and RecursionError among it; here the process ends.
        answer = {"why": "broken", "values": {}}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
