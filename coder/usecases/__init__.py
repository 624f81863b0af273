"""One function per piece of work; a transaction begins and ends here."""
