"""What may become a file of the record: told by its bytes and cleaned, or refused."""
