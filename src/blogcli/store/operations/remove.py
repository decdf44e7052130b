"""Move posts to the trash; a bundle takes its images along."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from blogcli.posts.model.paths import bundle_folder
from blogcli.posts.read.post import Post
from blogcli.store.blog.blog import Blog
from blogcli.store.blog.site import PublishedSite
from blogcli.store.callbacks import ignore_problem
from blogcli.store.changes.change import FileChange
from blogcli.store.fs.files import files_below


def trash_changes(blog: Blog, posts: Sequence[Post]) -> list[FileChange]:
    """Return the changes that move posts to the trash, each followed by the files of its folder.

    The folder, of a bundle or of assets, is removed whole, unless another post in it stays.
    """
    site = PublishedSite(blog)
    going = {post.summary.path for post in posts}
    folders = {path: site.asset_folder(path) or bundle_folder(path) for path in going}
    staying = set(blog.paths(ignore_problem)) - going if any(folders.values()) else set()
    changes: list[FileChange] = []
    taken = set(going)
    for post in posts:
        path = post.summary.path
        changes.append(FileChange.trash(path, post.document.join()))
        if _goes_whole(blog, folders[path], staying):
            others = [one for one in files_below(blog.place, folders[path]) if one not in taken]
            changes += [FileChange.trash(file) for file in others]
            taken.update(others)
    return changes


def _goes_whole(blog: Blog, folder: str, staying: Collection[str]) -> bool:
    holds = f"{folder}/"
    is_of_posts = any(f"{known}/".startswith(holds) for known in blog.folders)
    return bool(folder) and not is_of_posts and not any(p.startswith(holds) for p in staying)
