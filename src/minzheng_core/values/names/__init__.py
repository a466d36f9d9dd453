"""Names of people: their writing, their reading, and the keys under which they meet (姓名)."""
