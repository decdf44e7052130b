"""Output for people and for scripts: tables, pages, JSON, reports. The only package that uses Rich.

It never reads the disk.
"""
