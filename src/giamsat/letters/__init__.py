"""The outbox: letters are rows first, sent later, sent again until the mail server takes them."""
