"""How the API reads and writes what programs are made of."""
