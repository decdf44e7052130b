"""Small exports of our own, put together from the parts that a test names."""

from html import escape

ATOM = "xmlns='http://www.w3.org/2005/Atom'"
KIND = "http://schemas.google.com/blogger/2008/kind#"
BLOG = "tag:blogger.com,1999:blog-7"


def takeout(*entries, title="Tide Tables"):
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        f"<feed {ATOM} xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        f"<id>{BLOG}</id><title>{title}</title>{''.join(entries)}</feed>"
    )


def takeout_entry(
    number=1, kind="POST", status="LIVE", title="Low water", body="<p>Text</p>", **parts
):
    more = "".join(
        f"<blogger:{name}>{value}</blogger:{name}>"
        for name, value in {
            "trashed": "",
            "filename": f"/2019/07/low-{number}.html",
            **parts,
        }.items()
        if name not in ("published", "extra")
    )
    published = parts.get("published", "2019-07-01T02:30:00Z")
    heading = "" if kind == "COMMENT" else f"<title>{title}</title>"
    return (
        f"<entry><id>{BLOG}.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status>"
        "<author><name>Ada Quay</name><blogger:type>BLOGGER</blogger:type></author>"
        f"{heading}<content type='html'>{escape(body)}</content>"
        f"<published>{published}</published><updated>{published}</updated>{more}"
        f"{parts.get('extra', '')}</entry>"
    )


def comment(number, post=1, status="LIVE", body="Well said", reply="", **parts):
    parent = f"{BLOG}.post-{post}"
    answer = f"{BLOG}.post-{reply}" if reply else ""
    return takeout_entry(
        number, "COMMENT", status, body=body, parent=parent, inReplyTo=answer, filename="", **parts
    )


def backup(*entries, names="xmlns:gd='http://schemas.google.com/g/2005'"):
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><feed {ATOM} {names} "
        "xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>"
        f"<id>{BLOG}.archive</id><title type='text'>Tide Tables</title>"
        "<link rel='alternate' type='text/html' href='http://tides.example.org/'/>"
        f"{''.join(entries)}</feed>"
    )


def backup_entry(
    number=1, kind="post", title="Low water", body="<p>Text</p>", extra="", draft=False
):
    state = "<app:control><app:draft>yes</app:draft></app:control>" if draft else ""
    link = (
        ""
        if draft
        else f"<link rel='alternate' href='http://tides.example.org/2019/07/low-{number}.html'/>"
    )
    return (
        f"<entry><id>{BLOG}.post-{number}</id>"
        "<published>2019-07-01T04:30:00.000+02:00</published>"
        f"<updated>2019-07-02T04:30:00.000+02:00</updated>{state}"
        f"<category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}{kind}'/>"
        f"<title type='text'>{title}</title><content type='html'>{escape(body)}</content>{link}"
        f"<author><name>Ada Quay</name><email>noreply@blogger.com</email></author>{extra}</entry>"
    )


def wxr(*items, version="http://wordpress.org/export/1.2/", head=""):
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' "
        f"xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:wp='{version}'><channel>"
        "<title>Tide &amp; Time</title><link>https://tides.example.org</link>"
        "<description>Water levels</description><wp:author><wp:author_login>ada</wp:author_login>"
        "<wp:author_display_name><![CDATA[Ada Quay]]></wp:author_display_name></wp:author>"
        f"{head}{''.join(items)}</channel></rss>"
    )


def wxr_item(number=1, body="<p>Text</p>", title="Low water", extra="", **parts):
    fields = {
        "post_id": number,
        "post_date": "2019-07-01 04:30:00",
        "post_date_gmt": "2019-07-01 02:30:00",
        "post_name": f"low-{number}",
        "status": "publish",
        "post_type": "post",
        "post_password": "",
    } | parts
    link = fields.pop("link", f"https://tides.example.org/2019/07/low-{number}/")
    return (
        f"<item><title>{title}</title><link>{escape(link)}</link>"
        "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><dc:creator>ada</dc:creator>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{fields.pop('excerpt', '')}]]></excerpt:encoded>"
        + "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in fields.items())
        + f"{extra}</item>"
    )


def wxr_comment(number, approved="1", parent=0, kind="", body="Well said"):
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
        "<wp:comment_author>Reader</wp:comment_author>"
        "<wp:comment_author_url>javascript:alert(1)</wp:comment_author_url>"
        "<wp:comment_date>2019-07-02 10:00:00</wp:comment_date>"
        "<wp:comment_date_gmt>2019-07-02 08:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{body}]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def wxr_meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )
