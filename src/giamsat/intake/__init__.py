"""Taking in things from people without an account.

Nothing is lost, nothing is refused as a machine's, senders are sealed.
"""
