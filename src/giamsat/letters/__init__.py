"""The outbox: letters are rows first, sent later, and sent again until the mail server takes them."""
