"""One module for each kind of export: `read(source, options)` gives its values as a stream."""
