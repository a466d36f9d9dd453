"""What a run is to do (方案): the registry as cleaning sees it, the steps by name, the recipe."""
