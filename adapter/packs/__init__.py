"""The report of a period as files for people: one pack of values, written as XLSX, PDF, HTML and CSV."""
