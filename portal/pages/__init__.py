"""What each page shows, made from what the queries answer: words and numbers, no rules."""
