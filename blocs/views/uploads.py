"""What is sent with a form, refused by its length before a byte of it is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# Two scans of the largest kind and what is typed beside them.
MOST_BYTES = 45 * 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep files in memory or on disk."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("The files sent are larger than any form takes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
