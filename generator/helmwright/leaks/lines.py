"""Lines that everybody knows to hold a secret: commands, statements, links, headers, files of passwords.

Every repetition is bounded, so that no text takes more than linear time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helmwright.leaks.names import is_basic, is_named, is_setting
from helmwright.leaks.patterns import compiled


def _is_password(value: str) -> bool:
    return not is_setting(value)


def _is_token(value: str) -> bool:
    return not is_named(value, numbered=True)


def _is_anything(_: str) -> bool:
    return True


_LINES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    # programs
    ("mysql", r"(?i)\bmysql[\w-]{0,12}\b[^\n|;]{0,200}?\s-p[\"']?([^\s\"']{3,100})", _is_password),
    ("mariadb", r"(?i)\bmariadb[\w-]{0,12}\b[^\n|;]{0,200}?\s-p[\"']?([^\s\"']{3,100})", _is_password),
    ("redis-cli", r"\bredis-cli\b[^\n|;]{0,200}?\s-a[ \t]{1,4}[\"']?([^\s\"']{3,100})", _is_password),
    ("sshpass", r"\bsshpass\b[^\n|;]{0,40}?\s-p[ \t]{0,4}[\"']?([^\s\"']{3,100})", _is_password),
    ("login", r"\blogin\b[^\n|;]{0,200}?\s-p[ \t]{1,4}[\"']?([^\s\"'-][^\s\"']{2,100})", _is_password),
    (
        "curl",
        r"\bcurl\b[^\n|;]{0,300}?\s(?:-u|-U|--user|--proxy-user)[ =]{0,2}[\"']?[^\s:\"'$]{1,60}:([^\s\"']{3,100})",
        _is_password,
    ),
    (
        "mongo",
        r"\bmongo\w{0,10}\b[^\n|;]{0,200}?\s-p[ \t]{0,4}[\"']?([^\s\"'-][^\s\"']{2,100})",
        _is_password,
    ),
    ("ldap", r"\bldap\w{3,8}\b[^\n|;]{0,200}?\s-w[ \t]{0,4}[\"']?([^\s\"'-][^\s\"']{2,100})", _is_password),
    (
        "htpasswd",
        r"\bhtpasswd\s{1,3}-\w{0,4}b\w{0,4}\s{1,3}\S{1,200}\s{1,3}\S{1,60}\s{1,3}([^\s\"']{3,100})",
        _is_password,
    ),
    (
        "echo",
        r"\becho\s{1,3}(?:-n\s{1,3})?[\"']?([^\s\"'$|;]{3,100})[\"']?\s{0,3}\|[^\n|;]{0,100}?\s(?:--[\w-]{0,30}stdin|(?:ch)?passwd)(?!\S)",
        _is_password,
    ),
    ("pass:", r"\bpass:([^\s\"':]{3,100})", _is_password),
    # statements of SQL
    ("password", r"(?i)\bpassword\s{1,5}'([^'\n]{3,200})'", _is_password),
    (
        "identified",
        r"(?i)\bidentified\s{1,5}(?:with\s{1,5}\w{1,40}\s{1,5})?by\s{1,5}'([^'\n]{3,200})'",
        _is_password,
    ),
    # addresses
    ("://", r"://[^\s/:@?#]{0,100}:([^\s/@]{1,300})@", _is_password),
    ("jdbc:oracle:", r"(?i)\bjdbc:oracle:\w{1,10}:[^/\s@:]{1,60}/([^@\s]{3,100})@", _is_password),
    (")", r"(?<=\w):([^\s@:/]{3,200})@(?:tcp|udp|unix)\(", _is_password),
    ("=", r"[?&](?:key|sig|signature)=([\w%+/=.-]{20,500})", _is_token),
    # headers
    ("basic", r"(?i)\bbasic[ \t]{1,3}([\w+/=-]{6,500})", is_basic),
    ("bearer", r"(?i)\bbearer[ \t]{1,3}([\w.~+/=-]{16,3000})", _is_token),
    ("authorization", r"(?i)\bauthorization:[ \t]{0,3}token[ \t]{1,3}([\w.~+/=-]{16,3000})", _is_token),
    # files: .netrc, redis.conf, .pgpass, htpasswd, JSON Web Keys
    ("login", r"\blogin\s{1,10}\S{1,100}\s{1,10}password\s{1,10}([^\s\"']{3,200})", _is_password),
    ("requirepass", r"(?m)^[ \t]{0,8}requirepass[ \t]{1,8}[\"']?([^\s\"']{3,200})", _is_password),
    ("secret", r"\bsecret[ \t]{1,4}\"([\w+/=]{16,200})\"", _is_token),
    ("pwd={", r"(?i)\bpwd=\{([^}\s]{3,100})\}", _is_password),
    ("pw", r"(?m)^[ \t]{0,8}(?:bindpw|rootpw)[ \t]{1,8}[\"']?([^\s\"']{3,200})", _is_password),
    ("user", r"(?m)^[ \t]{0,8}user[ \t]\S{1,60}[ \t][^\n>]{0,200}>([^\s\"']{3,200})", _is_password),
    ('"md5', r"\"(md5[0-9a-f]{32})\"", _is_anything),
    ("scram-sha-256$", r"(SCRAM-SHA-256\$\d{3,6}:[\w+/=:$]{20,300})", _is_anything),
    ("masterauth", r"(?m)^[ \t]{0,8}masterauth[ \t]{1,8}[\"']?([^\s\"']{3,200})", _is_password),
    (
        ":",
        r"(?<![^\s\"'])(?=[^:\s]{0,99}[g-zG-Z*.])[^:\s#\"']{1,100}:(?:\d{1,5}|\*):[^:\s]{1,63}:[^:\s]{1,63}:"
        r"([^\s:\"']{3,200})(?=[\s\"']|$)",
        _is_password,
    ),
    (":$", r"(?<=[\w.@-]):(\$(?:apr1|[1567y]|2[abxy]|argon2\w{1,2})\$[\w./+=,$-]{20,200})", _is_anything),
    ("sha}", r"(?<=[\w.@-]):(\{S?SHA\}[\w+/=]{20,100})", _is_anything),
    ("kty", r"""\\?"[dk]\\?"\s{0,3}:\s{0,3}\\?"([\w-]{20,1000})""", _is_anything),
)
"""What the line has in any case, in small letters; the line with the secret in it; and what the secret looks like."""
_OBJECT = r"(?m)^[ \t]{0,40}(?:- )?kind:[ \t]{0,4}[\"']?Secret[\"']?[ \t]{0,4}$"
_ENTRIES = r"(?m)^([ \t]{0,40})(?:stringData|data):[ \t]{0,4}\n((?:\1[ \t]{1,8}\S.{0,2000}\n?){1,200})"
_ENTRY = r"(?m)^[ \t]{1,48}[\w.-]{1,253}:[ \t]{1,8}[\"']?([^\s\"'|>][^\n\"']{2,2000})"


def lines(text: str) -> Iterator[str]:
    """The secrets in the lines of the text that are known to have one."""
    lower = text.lower()
    for sign, pattern, is_one in _LINES:
        if sign in lower:
            yield from (match[1] for match in compiled(pattern).finditer(text) if is_one(match[1]))
    if "kind" in lower and "data:" in lower and compiled(_OBJECT).search(text):
        for entries in compiled(_ENTRIES).finditer(text):
            yield from (match[1] for match in compiled(_ENTRY).finditer(entries[2]) if _is_password(match[1]))
