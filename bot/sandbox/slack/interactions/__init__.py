"""What people do that the app must acknowledge: commands, clicks, shortcuts and modals."""
