"""Words of a call to values and back: the only room that imports click and reads the clock."""
