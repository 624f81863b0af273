"""Several people at one project: who may what, who reads what, what others write."""
