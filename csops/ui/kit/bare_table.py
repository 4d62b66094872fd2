"""A table of Qt that our own delegates and heads paint: no grid, no frame, nothing selected or edited by itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView


def lay_bare(table: QTableView, *, fits: bool) -> None:
    """Take away what Qt would paint and do; with `fits` the table is as high as its rows and never scrolls down."""
    table.setShowGrid(False)
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setProperty("bare", True)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.setStyleSheet("QHeaderView, QTableCornerButton::section { background: transparent; border: none; }")
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    if fits:
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
