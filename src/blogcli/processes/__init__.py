"""Programs that run beside blogcli: a site's server and build, what they answer, the browser.

Nothing here prints or asks, and nothing reads a blog's files.
"""
