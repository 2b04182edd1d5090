"""Chart archives: written so that they are the same bytes everywhere, read so that they have one meaning."""

from helmwright.archive.ignoring import chart_files
from helmwright.archive.packing import pack, pack_small
from helmwright.archive.plain import ArchiveError
from helmwright.archive.reading import is_subchart, unpack

__all__ = ["ArchiveError", "chart_files", "is_subchart", "pack", "pack_small", "unpack"]
