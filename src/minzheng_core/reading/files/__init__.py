"""Files (文件) to raw rows of text: what kind each is, in which encoding, one reader for each kind."""
