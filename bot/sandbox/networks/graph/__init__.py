"""What every stand-in that speaks Meta's Graph API shares."""
