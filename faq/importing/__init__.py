"""Imports content from fixtures, spreadsheets and pages, and checks it first."""
