"""What a person looks at and corrects: which claims are doubtful, what a correction may say, decisions as gold."""
