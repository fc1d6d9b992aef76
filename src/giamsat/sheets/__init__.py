"""How files with tables were understood, and what people said of their forms."""
