"""Publishers' bytes: fetched through a guard, read whatever they are like."""
