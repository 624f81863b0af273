"""Another project of the same survey, brought into this one."""
