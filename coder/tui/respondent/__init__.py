"""One respondent: closed answers, last wave, all it answered."""
