"""Getting, checking and preparing the files of posts."""
