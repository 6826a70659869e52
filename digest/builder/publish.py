"""Pushes the rendered site to a branch that a host serves, as `mkdocs gh-deploy` does, and asks more of it first.

On that branch, too, only what digest wrote is replaced, by the record that is published with the site: a domain's
`CNAME`, or whatever else somebody put there, stays. No branch of the repository at hand is touched.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.builder.install_site import RECORD
from digest.builder.pipeline import Built, Tell, build
from digest.errors import Fault, OutputError
from digest.renderers.programs import run
from digest.settings import Site, load_site

__all__ = ["Published", "publish"]


@dataclass(frozen=True, slots=True)
class Published:
    """What was pushed.

    Attributes:
        url: where it will be seen; empty where nobody can tell.
    """

    built: Built
    remote: str
    branch: str
    url: str


def publish(
    config: Path, *, remote: str, branch: str, message: str | None = None, tell: Tell = lambda what, done, total: None
) -> Published:
    """Build a site and push its HTML, from a work tree that has nothing uncommitted.

    So what is published can always be made again from a commit, which the message names.

    Args:
        config: the site's mkdocs.yml.
        remote: name of the git remote.
        branch: of the remote; made where it is missing.
        message: of the commit there.

    Raises:
        DigestError: what `build` raises; then nothing is pushed.
        OutputError: the work tree is no git repository, holds uncommitted changes or no commit yet, or has no such
            remote; the branch is one for work, and not for a site; or the push was rejected.
    """
    site = load_site(config)
    commit = _clean_commit(site.root, config=config)
    address = _git(site.root, "remote", "get-url", remote)
    if address.status:
        hint = f"add it with `git remote add {remote} ADDRESS`, or choose another with --remote"
        raise OutputError(Fault(f"no git remote is called `{remote}`", path=str(site.root), hint=hint))
    if _git(site.root, "symbolic-ref", "--short", "--quiet", "HEAD").out == branch:
        hint = "publish to a branch of its own: --branch gh-pages"
        raise OutputError(Fault(f"`{branch}` is the branch that you work on", path=str(site.root), hint=hint))
    before = _before(site.root, remote=remote, branch=branch)
    built = build(config, tell=tell)
    tell(f"Pushing to {remote}", 0, 1)
    _push(site, before, remote=remote, branch=branch, message=message or f"Publish {commit}")
    return Published(built, remote, branch, site.url or _pages_url(address.out))


@dataclass(frozen=True, slots=True)
class _Ran:
    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class _Before:
    """What is on the branch now: its last commit (empty where there is no such branch), and the files of ours."""

    commit: str = ""
    ours: Sequence[str] = ()


def _git(root: Path, *arguments: str, environment: Mapping[str, str] | None = None, given: str | None = None) -> _Ran:
    try:
        done = run("git", *arguments, folder=root, environment=environment, given=given)
    except FileNotFoundError:
        raise OutputError(Fault("git is not installed", hint="install git, which publishing needs")) from None
    return _Ran(done.returncode, done.stdout.strip(), done.stderr.strip())


def _clean_commit(root: Path, *, config: Path) -> str:
    """The commit that the work tree is at."""
    changes = _git(root, "status", "--porcelain", "--", ".")
    if changes.status:
        hint = "create one: git init, git add ., git commit"
        raise OutputError(Fault("is not in a git repository", path=str(config), hint=hint))
    if changes.out:
        hint = "commit it first, so that what is published can be rebuilt"
        lines = [line for line in changes.out.splitlines() if line]
        raise OutputError(*(Fault("is not committed", path=line[2:].strip(), hint=hint) for line in lines))
    commit = _git(root, "rev-parse", "--short", "HEAD")
    if commit.status:
        raise OutputError(Fault("nothing is committed yet", path=str(root), hint="git add ., then git commit"))
    return commit.out


def _before(root: Path, *, remote: str, branch: str) -> _Before:
    there = f"refs/remotes/{remote}/{branch}"
    _git(root, "fetch", "--quiet", remote, f"+refs/heads/{branch}:{there}")
    if _git(root, "ls-remote", "--exit-code", "--heads", remote, f"refs/heads/{branch}").status:
        return _Before()  # no such branch, or nobody answers, which the push will tell
    commit = _git(root, "rev-parse", "--verify", there).out
    files = [
        name for name in _git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).out.split("\0") if name
    ]
    record = _git(root, "show", f"{commit}:{RECORD}")
    try:
        ours = {RECORD, *json.loads(record.out)["files"]}
    except (ValueError, KeyError, TypeError):
        if ".nojekyll" not in files:  # which `mkdocs gh-deploy` and earlier versions of ours leave
            hint = "choose another with --branch, or delete it if nobody needs it"
            what = f"the branch `{branch}` at `{remote}` holds files that digest did not publish"
            raise OutputError(Fault(what, path=str(root), hint=hint)) from None
        ours = set(files) - {"CNAME"}
    return _Before(commit, [name for name in files if name in ours])


def _push(site: Site, before: _Before, *, remote: str, branch: str, message: str) -> None:
    with tempfile.TemporaryDirectory(prefix="digest-") as name:
        environment = {
            **os.environ,
            "GIT_DIR": _git(site.root, "rev-parse", "--absolute-git-dir").out,
            "GIT_WORK_TREE": str(site.output.resolve()),
            "GIT_INDEX_FILE": str(Path(name) / "index"),
        }

        def git(*arguments: str, given: str | None = None) -> str:
            """As `_git`, with an index and a work tree of its own; the repository's are not touched."""
            done = _git(site.output.resolve(), *arguments, environment=environment, given=given)
            if done.status:
                what = done.err.splitlines()[-1] if done.err else f"{arguments[0]} failed"
                raise OutputError(Fault(f"git: {what}", path=str(site.root)))
            return done.out

        if before.commit:
            git("read-tree", before.commit)
            git("update-index", "-z", "--force-remove", "--stdin", given="".join(f"{one}\0" for one in before.ours))
        # As the files are, whatever is ignored elsewhere and however lines end; a `.git` among them is left out.
        git("-c", "core.autocrlf=false", "add", "--force", "--ignore-removal", ".")
        empty = git("hash-object", "-w", "--stdin", given="")
        # Else GitHub leaves out names that begin with an underscore.
        git("update-index", "--add", "--cacheinfo", f"100644,{empty},.nojekyll")
        parent = ("-p", before.commit) if before.commit else ()
        commit = git("commit-tree", git("write-tree"), *parent, "-m", message)
    pushed = _git(site.root, "push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
    if pushed.status:
        what = pushed.err.splitlines()[-1] if pushed.err else "the push was rejected"
        hint = f"check that you may write to `{remote}`; the site is built, but nothing was published"
        raise OutputError(Fault(f"git: {what}", path=remote, hint=hint))


def _pages_url(remote: str) -> str:
    """Where GitHub serves the pages of a repository; empty for other hosts.

    Example:
        >>> _pages_url("git@github.com:Ada/town-debates.git")
        'https://ada.github.io/town-debates/'
        >>> _pages_url("https://github.com/ada/ada.github.io")
        'https://ada.github.io/'
        >>> _pages_url("/srv/git/site.git")
        ''
    """
    found = re.search(r"(?:^|[/@])github\.com[:/]([\w-]+)/([\w.-]+?)(?:\.git)?/?$", remote)
    if not found:
        return ""
    host, name = f"{found[1].lower()}.github.io", found[2]
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
