"""The process in which models are fitted and asked, beside cli and tui, so that no key waits."""
