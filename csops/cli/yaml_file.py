"""Files in YAML, as people write them for the command line: the one way in which they are read."""

from pathlib import Path
from typing import Any

from csops.domain.errors import FileRefused


def read_yaml(path: Path, *, right: str) -> Any:
    """Return what a YAML file says, as plain values.

    A key that is written twice is refused: of two values one would be lost without a word.

    Args:
        path: the file.
        right: what would be right, for the sentence that refuses it.

    Raises:
        FileRefused: it cannot be opened, is no YAML, or names a key twice.
    """
    import yaml

    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_loader())  # noqa: S506  # a safe loader
    except FileNotFoundError as error:
        raise FileRefused(path=path, reason="there is no such file", right=right) from error
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(path=path, reason=f"it cannot be read as text ({error})", right=right) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a day that no month has, 5000 digits
        reason = " ".join(str(error).split())
        raise FileRefused(path=path, reason=f"it is no YAML that we understand: {reason}", right=right) from error


def _loader() -> Any:
    """The safe loader of YAML, which takes the last of two values of one key, taught to refuse them."""
    import yaml

    class Loader(yaml.SafeLoader):
        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            lines: dict[str, int] = {}
            for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
                if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                    continue
                line = key.start_mark.line + 1
                if key.value in lines:
                    first = lines[key.value]
                    raise yaml.YAMLError(f"“{key.value}” stands twice, in line {first} and in line {line}")
                lines[key.value] = line
            return super().construct_mapping(node, deep=deep)

    return Loader
