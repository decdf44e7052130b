"""Takeouts with albums: pictures of one dot, made here, and a count of which files were read."""

import io
import struct
import zipfile
import zlib

FOLDER = "Takeout/Blogger/Blogs/Tide Tables"
HOST = "https://blogger.googleusercontent.com/img/b/R29v/AVvX"


def png(shade=0):
    """A picture of one grey dot; its bytes hold NUL."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def shown(name, size="w320", host=HOST):
    """A picture as Blogger's editor puts it into a post: linked to its full size."""
    return (
        f'<div class="separator"><a href="{host}/s1600/{name}"><img border="0" alt="A" '
        f'src="{host}/{size}/{name}" width="320" height="240"></a></div>'
    )


def takeout_zip(feed, pictures):
    """A zip of a feed and `pictures`, bytes by `album/name`."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr(f"{FOLDER}/feed.atom", feed)
        for name, picture in pictures.items():
            members.writestr(f"Takeout/Blogger/Albums/{name}", picture)
    return data.getvalue()


def takeout_folder(folder, feed, pictures, albums="Takeout/Albums"):
    """The same unpacked; gives the path of the feed."""
    files = {f"{FOLDER}/feed.atom": feed.encode()}
    files |= {f"{albums}/{name}": picture for name, picture in pictures.items()}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder / FOLDER / "feed.atom"
