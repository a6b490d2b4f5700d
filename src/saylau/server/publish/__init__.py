"""What leaves the team: built from a filtered copy, looked over for names, approved by a second person."""
