"""The metric dictionary that comes with the program."""

from collections.abc import Mapping
from functools import cache

from csops.domain.metrics import Metric, metric_from
from csops.services.content import starter


@cache
def metrics() -> Mapping[str, Metric]:
    """Return every figure that is defined, by its key, in the order of kpis.yaml."""
    return {entry["key"]: metric_from(entry) for entry in starter("kpis")["kpis"]}
