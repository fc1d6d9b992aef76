"""Half-yearly and yearly reports: written from the data, every number linked to what it counts."""
