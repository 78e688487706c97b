"""Tables: rows told by the lines drawn around cells, or by white strips that several lines share."""
