"""The command line other programs rely on; heavy libraries are imported where they are used."""
