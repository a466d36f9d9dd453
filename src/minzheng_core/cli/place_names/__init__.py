"""``minzheng place-names``: spelling, standard names, naming, the book, lists."""
