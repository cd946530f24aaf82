"""Bars that tell who it is: the one who did it, to whom it was done, who holds a post, whose a value is."""
