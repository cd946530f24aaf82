"""JSON files, as papers export them and news APIs answer."""
