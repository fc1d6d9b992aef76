"""Tables for a test alone: whether an abstract model serves an application that is not there yet."""

from django.db import connection


def make_tables(*models):
    """Inside the test's transaction, with what the database keeps of them; gone when it ends."""
    editor = connection.schema_editor()
    editor.deferred_sql = []
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(*editor.table_sql(model))
        for statement in editor.deferred_sql:
            cursor.execute(str(statement))
