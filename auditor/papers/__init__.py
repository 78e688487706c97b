"""What officers send and keep: pages, workbooks, letters; a paper a module."""
