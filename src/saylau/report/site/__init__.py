"""The report as a small site of files: a page for each chapter, finding, fact, source, figure, provision and standard.

It opens from a disk without a server, finds without loading anything, and holds no address of any other site but those
of the sources. It stands in `OUT/site/<language>/`; `OUT/site/index.html` leads to the languages that are there.
"""

from saylau.report.site.write import Pictures, site_files, write_site

__all__ = ["Pictures", "site_files", "write_site"]
