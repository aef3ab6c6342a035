"""Template tags of the patient's pages."""
