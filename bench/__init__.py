"""One script per promise about speed, printing ours beside a baseline of the same run."""
