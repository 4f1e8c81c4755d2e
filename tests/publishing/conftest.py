"""What several tests of the static site share."""

from tests.publishing.tiny_site import tiny

__all__ = ["tiny"]
