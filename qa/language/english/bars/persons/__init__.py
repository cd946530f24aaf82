"""Words of the bars that tell who it is."""
