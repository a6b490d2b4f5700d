"""Results by polling station as findings in words: each method with its null, its controls and what it cannot say."""
