from datetime import date

PAGE = """<!DOCTYPE html><html><head>
<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>
<meta content='blogger' name='generator'/>
<link href='https://tides.example.org/2019/07/low.html' rel='canonical'/>
<title>x</title></head><body>
<div class='widget Header'><h1 class='title'>Tide &amp; Time</h1>
<p class='description'><span>Water levels</span></p></div>
{posts}
<div id='comments'>{comments}</div>
<div class='widget Profile'><dl class='profile-datablock'>
<dt class='profile-data'><a class='profile-name-link g-profile' href='#'>Ada Quay</a></dt>
<dd class='profile-data'>Skagen</dd>
<dd class='profile-textblock'>I write about water.</dd></dl></div>
<a href='https://www.blogger.com/comment.g?blogID=7654321&amp;postID=1000001'>x</a>
</body></html>"""

POST = """<div class='date-outer'><h2 class='date-header'><span>Monday, July 1, 2019</span></h2>
<div class='post-outer'><div class='post hentry uncustomized-post-template'>
<a name='{id}'></a><h3 class='post-title entry-title'><a href='{link}'>{title}</a></h3>
<div class='post-body entry-content' id='post-body-{id}'>{body}<div style='clear: both;'></div>
</div>
<div class='post-footer'>
<span class='post-author vcard'>Posted by <span class='fn'>Ada Quay</span></span>
<span class='post-timestamp'>at <a class='timestamp-link' href='{link}'>{date}</a></span>
<span class='post-labels'>Labels: <a href='/search/label/C%23'>C#</a>,
<a href='/l'>North Sea</a></span>
</div></div></div></div>"""

ABBR = "<abbr class='published' title='2019-07-01T04:30:00+02:00'>04:30</abbr>"


def post(number=1000001, body="<p>Text</p>", date=ABBR, title="Low water", path="2019/07/low"):
    link = f"https://tides.example.org/{path}.html"
    return POST.format(id=number, body=body, date=date, title=title, link=link)


def page(*posts, comments=""):
    return PAGE.format(posts="".join(posts), comments=comments)


def test_fields_of_a_post(read):
    found = read(page(post(body="<p>Håkon &lt;b&gt;</p>tail")))
    one = found.post
    assert found.kind == "blogger-page"
    assert one.title == "Low water"
    assert one.date.isoformat() == "2019-07-01T04:30:00+02:00"
    assert one.labels == ("C#", "North Sea")
    assert one.author == "Ada Quay"
    assert one.aliases == ("/2019/07/low.html",)
    assert one.slug == "low"
    assert one.origin.id == "tag:blogger.com,1999:blog-7654321.post-1000001"
    assert one.body.startswith("<p>Håkon &lt;b&gt;</p>tail")
    assert "profile" not in one.body
    assert found.site.title == "Tide & Time"
    assert found.site.description == "Water levels"
    assert found.site.author == "Ada Quay"
    assert found.site.about == "Skagen\n\nI write about water."
    assert found.site.url == "https://tides.example.org"


def test_an_index_page_is_several_posts_without_comments(read):
    found = read(page(post(), post(1000002, title="High water", path="2019/06/high"), comments="x"))
    assert [(one.title, one.slug) for one in found.posts] == [
        ("Low water", "low"),
        ("High water", "high"),
    ]


def test_dates_in_newer_themes_and_none_but_the_heading(read):
    time = "<time class='published' datetime='2019-07-01T04:30:00+02:00'>July</time>"
    item = "<meta itemprop='datePublished' content='2019-07-01T04:30:00+02:00'>"
    for mark in (time, item):
        assert read(page(post(date=mark))).post.date.hour == 4
    assert read(page(post(date="04:30"))).post.date == date(2019, 7, 1)


def test_a_page_of_the_blog_is_a_page(read):
    assert read(page(post(path="p/about"))).post.kind == "page"


def test_pictures_beside_the_page_are_told(read):
    found = read(page(post(body="<img src='low_files/a.jpg'>")))
    assert "Low water: its pictures are separate files next to the saved page" in found.told()
    assert read(page(post(body="<img src='https://x.example.org/a.jpg'>"))).notices == []


def test_threaded_comments(read):
    threaded = """<ol><li class='comment' id='c11'><div class='comment-block'>
    <cite class='user'><a href='https://bo.example.org/'>Bo</a></cite>
    <span class='datetime secondary-text'><a>July 2, 2019 at 9:00 AM</a></span>
    <p class='comment-content'>Well<br>said<script>x</script></p></div>
    <ol><li class='comment' id='c12'><cite class='user'>Cy</cite>
    <p class='comment-content'>Yes</p></li></ol></li></ol>"""
    first, second = read(page(post(), comments=threaded)).post.comments
    assert (first.id, first.author, first.author_url) == ("11", "Bo", "https://bo.example.org/")
    assert first.html == "Well<br>said"
    assert first.date == date(2019, 7, 2)
    assert (second.id, second.parent) == ("12", "11")
    assert read(page(post(), comments=threaded), comments="none").post.comments == ()


def test_flat_comments(read):
    flat = """<dl id='comments-block'><dt class='comment-author' id='c11'>
    <a href='https://bo.example.org/'>Bo</a> said...</dt>
    <dd class='comment-body'><p>Well said</p></dd>
    <dd class='comment-footer'>July 2, 2019 at 9:00 AM</dd>
    <dt class='comment-author'>Anonymous said...</dt><dd class='comment-body'>Yes</dd></dl>"""
    first, second = read(page(post(), comments=flat)).post.comments
    assert (first.id, first.author, first.html) == ("11", "Bo", "<p>Well said</p>")
    assert (second.id, second.author) == ("2", "Anonymous")


def test_pages_in_old_encodings(read):
    text = page(post(body="<p>Håkon</p>"))
    declared = text.replace("UTF-8", "iso-8859-1").encode("latin-1")
    silent = text.replace("; charset=UTF-8", "").encode("latin-1")
    for data in (declared, silent, text.replace("; charset=UTF-8", "").encode()):
        assert "<p>Håkon</p>" in read(data).post.body


def test_a_folder_of_saved_pages_is_read_in_turn(read, tmp_path):
    (tmp_path / "a.html").write_text(page(post()))
    (tmp_path / "b.html").write_text(page(post(1000002, title="High water")))
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "x.jpg").write_bytes(b"\xff\xd8\xff")
    assert [one.title for one in read(tmp_path).posts] == ["Low water", "High water"]
