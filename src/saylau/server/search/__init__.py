"""Words found in three alphabets, as far as whoever asks may see."""
