import pytest

from blogcli.posts.text.footnotes import split_notes


@pytest.mark.parametrize(
    ("body", "text", "notes"),
    [
        ("plain\n", "plain\n", {}),
        ("a[^1]\n\n[^1]: Note.\n\nb", "a[^1]\n\n\nb", {"1": "Note."}),
        ("[^a]: One\n[^b]: Two", "", {"a": "One", "b": "Two"}),
        ("[^a]: One\ngoes on\n\nb", "\nb", {"a": "One\ngoes on"}),
        ("[^a]: One\n\n    Second part\n\nb", "\nb", {"a": "One\n\nSecond part"}),
        ("[^a]: First\n[^a]: Second", "", {"a": "First"}),
        ("a\n[^a]: x\n\nb", "a\n\nb", {"a": "x"}),
        ("```\n[^a]: code\n```", "```\n[^a]: code\n```", {}),
        ("~~~~\n~~~\n[^a]: x\n~~~~\n[^b]: y", "~~~~\n~~~\n[^a]: x\n~~~~", {"b": "y"}),
        ("    [^a]: code", "    [^a]: code", {}),
        ("```inline``` and\n\n[^a]: x", "```inline``` and\n", {"a": "x"}),
        (
            "a^[A *note*.] b^[See [x](/y).]",
            "a[^^1] b[^^2]",
            {"^1": "A *note*.", "^2": "See [x](/y)."},
        ),
        ("a^[one]\n\n[^1]: two", "a[^^1]\n", {"1": "two", "^1": "one"}),
        ("`a^[0]` \\^[no] ^[] x", "`a^[0]` \\^[no] ^[] x", {}),
        ("```\na^[0]\n```", "```\na^[0]\n```", {}),
        ("[^a b]: no id", "[^a b]: no id", {}),
        ("[^a]: x\n```\ncode\n```", "\n```\ncode\n```", {"a": "x"}),
    ],
)
def test_definitions_are_taken_out_of_the_text_but_not_out_of_code(body, text, notes):
    assert split_notes(body) == (text, notes)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{% highlight ruby %}", "{% endhighlight %}"),
        ("{%- highlight ruby linenos -%}", "{%- endhighlight -%}"),
        ('{% highlight "ruby" %}', "{% endhighlight %}"),
        ('{{< highlight ruby "linenos=true" >}}', "{{< /highlight >}}"),
        ("{{% highlight ruby %}}", "{{% /highlight %}}"),
    ],
)
def test_highlight_tags_become_fences(opening, closing):
    fence = "~" * 12
    text, notes = split_notes(f"{opening}\n[^a]: x\n```\n{closing}\nafter")
    assert text == f"{fence}ruby\n[^a]: x\n```\n{fence}\nafter"
    assert notes == {}
