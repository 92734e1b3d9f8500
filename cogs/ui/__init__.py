"""How things look: dataclass in, Components V2 view out."""
