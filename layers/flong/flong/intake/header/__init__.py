"""What an article says of itself, in each of the forms that editors write it in: text to values with places."""
