"""Social criticism: a draft, what people say about it, what the drafter answers.

Law 75/2015 Art. 32–36.
"""
