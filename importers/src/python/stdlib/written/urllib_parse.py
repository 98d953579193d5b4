import re as _re
from typing import NamedTuple as _NamedTuple

_ALWAYS_SAFE = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
)


def quote_from_bytes(bs, safe="/"):
    if isinstance(safe, str):
        safe = safe.encode("ascii", "ignore")
    keep = _ALWAYS_SAFE | frozenset(safe)
    return "".join(chr(byte) if byte in keep else f"%{byte:02X}" for byte in bs)


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    if isinstance(string, bytes):
        return quote_from_bytes(string, safe + " ").replace(" ", "+")
    return quote(string, safe + " ", encoding, errors).replace(" ", "+")


def unquote_to_bytes(string):
    if isinstance(string, str):
        string = string.encode("utf-8")
    first, *rest = string.split(b"%")
    out = [first]
    for part in rest:
        try:
            out.append(bytes([int(part[:2].decode("ascii"), 16)]) + part[2:])
        except ValueError:
            out.append(b"%" + part)
    return b"".join(out)


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if "%" not in string:
        return string
    return _re.sub(
        "(?:%[0-9A-Fa-f]{2})+",
        lambda found: unquote_to_bytes(found.group()).decode(encoding, errors),
        string,
    )


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, "items"):
        query = query.items()
    parts = []
    for key, value in query:
        key = quote_via(key if isinstance(key, bytes) else str(key), safe)
        several = doseq and not isinstance(value, (str, bytes)) and hasattr(value, "__iter__")
        for item in value if several else [value]:
            item = quote_via(item if isinstance(item, bytes) else str(item), safe)
            parts.append(f"{key}={item}")
    return "&".join(parts)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, separator="&"):
    pairs = []
    for part in qs.split(separator) if qs else []:
        if not part and not strict_parsing:
            continue
        name, equals, value = part.partition("=")
        if not equals and strict_parsing:
            raise ValueError("bad query field: %r" % (part,))
        if value or (keep_blank_values and (equals or keep_blank_values)):
            pairs.append((unquote_plus(name), unquote_plus(value)))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, separator="&"):
    values = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, separator):
        values.setdefault(name, []).append(value)
    return values


# The schemes that have a network location, parameters, and relative references.
_WITH_NETLOC = frozenset(
    " ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtsps rtspu rsync svn svn+ssh"
    " sftp nfs git git+ssh ws wss".split(" ")
)
_WITH_PARAMS = frozenset(
    " ftp hdl prospero http https shttp rtsp rtsps rtspu sip sips mms sftp tel".split(" ")
)
_RELATIVE = frozenset(
    " ftp http gopher nntp imap wais file https shttp mms prospero rtsp rtsps rtspu sftp svn svn+ssh ws wss".split(" ")
)


def _user(parts):
    user, mark, _ = parts.netloc.rpartition("@")
    name, colon, password = user.partition(":")
    return (name if mark else None), (password if mark and colon else None)


def _host(parts):
    rest = parts.netloc.rpartition("@")[2]
    before, bracket, inside = rest.partition("[")
    if not bracket:
        host, _, port = rest.partition(":")
        return host, port
    host, _, after = inside.partition("]")
    return host, after.partition(":")[2]


def _hostname(parts):
    name, percent, zone = _host(parts)[0].partition("%")
    return name.lower() + percent + zone or None


def _port(parts):
    port = _host(parts)[1]
    if not port:
        return None
    if not (port.isdigit() and port.isascii()):
        raise ValueError(f"Port could not be cast to integer value as {port!r}")
    if int(port) > 65535:
        raise ValueError("Port out of range 0-65535")
    return int(port)


class SplitResult(_NamedTuple):
    scheme: str
    netloc: str
    path: str
    query: str
    fragment: str
    username = property(lambda parts: _user(parts)[0])
    password = property(lambda parts: _user(parts)[1])
    hostname = property(_hostname)
    port = property(_port)

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_NamedTuple):
    scheme: str
    netloc: str
    path: str
    params: str
    query: str
    fragment: str
    username = property(lambda parts: _user(parts)[0])
    password = property(lambda parts: _user(parts)[1])
    hostname = property(_hostname)
    port = property(_port)

    def geturl(self):
        return urlunparse(self)


def urlsplit(url, scheme="", allow_fragments=True):
    edges = "".join(map(chr, range(33)))
    url = url.lstrip(edges)
    scheme = scheme.strip(edges)
    for unsafe in "\t\r\n":
        url = url.replace(unsafe, "")
    found = _re.match(r"(?a:([A-Za-z][\w+.-]*)):", url)
    if found and "_" not in found[1]:
        scheme, url = found[1].lower(), url[found.end() :]
    netloc = query = fragment = ""
    if url.startswith("//"):
        ends = _re.search("[/?#]", url[2:])
        end = ends.start() + 2 if ends else len(url)
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments:
        url, _, fragment = url.partition("#")
    url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in _WITH_PARAMS and ";" in path:
        mark = path.find(";", path.rfind("/")) if "/" in path else path.find(";")
        if mark >= 0:
            path, params = path[:mark], path[mark + 1 :]
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    if netloc or (scheme and scheme in _WITH_NETLOC and not url.startswith("//")):
        if url and not url.startswith("/"):
            url = "/" + url
        url = "//" + (netloc or "") + url
    if scheme:
        url = f"{scheme}:{url}"
    if query:
        url = f"{url}?{query}"
    if fragment:
        url = f"{url}#{fragment}"
    return url


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    return urlunsplit((scheme, netloc, f"{url};{params}" if params else url, query, fragment))


def urldefrag(url):
    if "#" not in url:
        return url, ""
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return urlunparse((scheme, netloc, path, params, query, "")), fragment


def urljoin(base, url, allow_fragments=True):
    if not base or not url:
        return url or base
    above = urlparse(base, "", allow_fragments)
    own = urlparse(url, above.scheme, allow_fragments)
    if own.scheme != above.scheme or own.scheme not in _RELATIVE:
        return url
    if own.scheme in _WITH_NETLOC:
        if own.netloc:
            return urlunparse(own)
        own = own._replace(netloc=above.netloc)
    if not own.path and not own.params:
        query = own.query or above.query
        return urlunparse(own._replace(path=above.path, params=above.params, query=query))
    parts = own.path.split("/")
    if not own.path.startswith("/"):
        folder = above.path.split("/")
        if folder[-1]:
            folder.pop()
        parts = folder + parts
        parts[1:-1] = [part for part in parts[1:-1] if part]
    resolved = []
    for part in parts:
        if part == "..":
            resolved = resolved[:-1]
        elif part != ".":
            resolved.append(part)
    if parts[-1] in (".", ".."):
        resolved.append("")
    return urlunparse(own._replace(path="/".join(resolved) or "/"))
