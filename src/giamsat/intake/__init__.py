"""Taking in things from people without an account: nothing is lost, nothing is refused as a machine's, senders are sealed."""
