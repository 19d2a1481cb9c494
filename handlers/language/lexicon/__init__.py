"""The words the grammar knows, as data; everything here is lower case."""
