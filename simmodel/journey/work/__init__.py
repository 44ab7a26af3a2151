"""Work: the activities that customers' contracts bring, and when they fall due."""
