"""Exports questions to CSV for spreadsheet programs, and imports them again."""

from faq.importing.spreadsheets.cells import COLUMNS
from faq.importing.spreadsheets.csv_file import (
    MAX_SIZE,
    TableError,
    TableRow,
    read_csv,
    too_large,
    write_csv,
)
from faq.importing.spreadsheets.export import export_csv, export_name
from faq.importing.spreadsheets.row_validation import RowProblem
from faq.importing.spreadsheets.table_plan import (
    RowChange,
    StalePlan,
    TablePlan,
    apply_plan,
    plan_table,
)

__all__ = [
    "COLUMNS",
    "MAX_SIZE",
    "RowChange",
    "RowProblem",
    "StalePlan",
    "TableError",
    "TablePlan",
    "TableRow",
    "apply_plan",
    "export_csv",
    "export_name",
    "plan_table",
    "read_csv",
    "too_large",
    "write_csv",
]
