"""The pages: a module each, with its ``ROUTES``; a new one is a module and a line in ``app``."""
