"""Ask the real generators whether blogcli is right about their blogs."""
