"""The project on disk: schema, history, queries. Only this package knows SQLAlchemy."""
