SITENAME = "Rails"
TIMEZONE = 'Europe/Lisbon'
PATH = "content"
