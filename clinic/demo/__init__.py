"""A made-up clinic to try the service with. Everything goes through the real services, day by day."""
