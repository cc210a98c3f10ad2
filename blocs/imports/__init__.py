"""Reading data in: one engine, and for each kind of table what its columns are, who they mean and what is done."""
