"""Who somebody is: the catalogue, names in texts, what sources say of births, deaths and kin."""
