"""Pushes the rendered site to a branch that a host serves, as `mkdocs gh-deploy` does, and asks more of it first."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

import ghp_import

from digest.builder.pipeline import Built, Tell, build
from digest.errors import Fault, OutputError
from digest.programs import run
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
            remote; or the push was refused.
    """
    site = load_site(config)
    commit = _clean_commit(site.root, config=config)
    address = _git(site.root, "remote", "get-url", remote)
    if address.status:
        hint = f"add it with `git remote add {remote} ADDRESS`, or name another with --remote"
        raise OutputError(Fault(f"there is no git remote `{remote}`", path=str(site.root), hint=hint))
    built = build(config, tell=tell)
    tell(f"Pushing to {remote}", 0, 1)
    _push(site, remote=remote, branch=branch, message=message or f"Publish {commit}")
    return Published(built, remote, branch, site.url or _pages_url(address.out))


@dataclass(frozen=True, slots=True)
class _Ran:
    status: int
    out: str
    err: str


def _git(root: Path, *arguments: str) -> _Ran:
    try:
        done = run("git", *arguments, folder=root)
    except FileNotFoundError:
        raise OutputError(Fault("there is no git here", hint="install it, it does the publishing")) from None
    return _Ran(done.returncode, done.stdout.strip(), done.stderr.strip())


def _clean_commit(root: Path, *, config: Path) -> str:
    """The commit that the work tree is at."""
    changes = _git(root, "status", "--porcelain", "--", ".")
    if changes.status:
        hint = "make it one: git init, git add ., git commit"
        raise OutputError(Fault("is in no git repository", path=str(config), hint=hint))
    if changes.out:
        hint = "commit it first, so that what is published can be made again"
        lines = [line for line in changes.out.splitlines() if line]
        raise OutputError(*(Fault("is not committed", path=line[2:].strip(), hint=hint) for line in lines))
    commit = _git(root, "rev-parse", "--short", "HEAD")
    if commit.status:
        raise OutputError(Fault("nothing is committed yet", path=str(root), hint="git add ., then git commit"))
    return commit.out


def _push(site: Site, *, remote: str, branch: str, message: str) -> None:
    # What others have published meanwhile is what we add to; a custom domain that GitHub wrote there is kept.
    _git(site.root, "fetch", "--quiet", remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
    domain = _git(site.root, "show", f"{remote}/{branch}:CNAME")
    try:
        with contextlib.chdir(site.root):  # ghp-import runs git where it stands
            ghp_import.ghp_import(
                str(site.output),
                mesg=message,
                remote=remote,
                branch=branch,
                nojekyll=True,  # else GitHub leaves out names that begin with an underscore
                cname=None if domain.status or (site.output / "CNAME").exists() else domain.out,
            )
    except ghp_import.GhpError as error:
        raise OutputError(Fault(f"git: {error.message}", path=str(site.root))) from error
    pushed = _git(site.root, "push", "--quiet", remote, f"{branch}:{branch}")
    if pushed.status:
        what = pushed.err.splitlines()[-1] if pushed.err else "the push was refused"
        hint = (
            f"see whether you may write to `{remote}`; the site is built, and committed to the branch `{branch}` here"
        )
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
