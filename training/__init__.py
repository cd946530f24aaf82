"""Training of the reader. The product never imports it; it imports the product, so both split text identically."""
