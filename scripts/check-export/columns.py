"""Says of which types pandas reads the columns of a table that the export box has saved."""

import sys

try:
    import numpy
    import pandas
except ModuleNotFoundError as missing:
    print(f"{missing}: on Debian, apt-get install python3-pandas.", file=sys.stderr)
    sys.exit(2)

TEXTS = {"run", "quantity", "adapter", "version", "link"}
WHOLE = {"layer", "fanIn", "units", "count"}
OF_EXPERIMENT = {
    "bool": {"residual", "backward"},
    "int": {"depth", "lastWidth", "batch", "seed"},
    "text": set(
        "scheme mode bias activation shape widths norm branch input pixels format".split()
    ),
}


def wanted(column: str) -> str:
    name = column.removeprefix("experiment.")
    if name != column:
        kinds = (kind for kind, names in OF_EXPERIMENT.items() if name in names)
        return next(kinds, "number")
    return "text" if column in TEXTS else "int" if column in WHOLE else "number"


def is_of(kind: str, column: pandas.Series) -> bool:
    if kind == "text":
        return bool(column.map(lambda value: isinstance(value, str)).all())
    # A column of whole numbers is of numbers too.
    return column.dtype.kind in {"bool": "b", "int": "i", "number": "if"}[kind]


table = pandas.read_csv(sys.argv[1])
wrong = [
    f"{name} is {table[name].dtype}, not {wanted(name)}"
    for name in table.columns
    if not is_of(wanted(name), table[name])
]
# Only what no layer has may be missing: everything else has a number, NaN or infinity.
numbers = table.select_dtypes("number").to_numpy(dtype=float)
print(
    f"pandas {pandas.__version__}: {len(table)} rows, {len(table.columns)} columns,"
    f" {numpy.isinf(numbers).sum()} infinite, {numpy.isnan(numbers).sum()} NaN or missing,"
    f" {len(wrong)} of another type than meant"
)
sys.exit("\n".join(wrong) if wrong else 0)
