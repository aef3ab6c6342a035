"""Speed, measured side by side in one run. Ratios count; seconds depend on the machine."""
