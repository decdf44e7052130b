"""Settings of a stranger's blog."""


def test_a_plain_clone_is_listed(blog):
    assert blog("list", codes=(0,)).out.split("\t")[2] == "one"
