"""What every network's adapter has to do, asked of all of them alike."""
