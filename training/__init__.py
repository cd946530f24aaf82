"""How the reader was made. The product never imports it; it imports the product, so both cut text alike."""
