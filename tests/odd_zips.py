"""Archives that no office program writes."""

import io
import zipfile


def odd_zip(member, *, flag=0, method=0):
    """A zip whose one member says that it is encrypted, or compressed in a way nobody knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "<x/>")
    told = bytearray(out.getvalue())
    central = told.index(b"PK\x01\x02")
    told[6] |= flag
    told[central + 8] |= flag
    told[8] = told[central + 10] = method
    return bytes(told)
