"""Identity numbers: their writing, kinds, faults, and the repair of damaged ones (身份证件号码)."""
