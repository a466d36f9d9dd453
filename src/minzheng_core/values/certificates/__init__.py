"""Numbers of certificates: of marriage, of death, and the serial numbers printed on forms (证件字号)."""
