"""Evidence: what an auditor can find out about the log and the ledger, and how."""
