"""Scanners: each module holds one class of rule and turns a piece of the sentence into an atom."""
