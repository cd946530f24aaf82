"""Names of countries, cities, peoples, offices and sources."""
