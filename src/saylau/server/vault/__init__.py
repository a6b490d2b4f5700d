"""Who the case numbers are, opened for one sign-in at a time, through the functions of saylau.vault and casework."""
