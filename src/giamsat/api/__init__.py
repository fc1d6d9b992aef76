"""The API: cases and recommendations with a person's own permissions, replies of other systems.

A body's own system replies with the body's key.
"""
