"""What is missing or unsafe in a theme: `examine` says it, and changes nothing."""
