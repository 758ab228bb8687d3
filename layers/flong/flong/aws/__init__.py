"""The only folder that knows AWS. Each module speaks for one resource, in the words of the domain."""
