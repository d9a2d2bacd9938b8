"""A quantity to what it measures: noun phrases, frames, memory, and how the figure is stated."""
