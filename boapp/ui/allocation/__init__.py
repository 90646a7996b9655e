"""The interactive backorder screen: who gets the goods of one product that are here and coming."""
