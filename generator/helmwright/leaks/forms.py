"""Texts of a form that only secrets have, as their providers document them.

Every repetition is bounded, so that no text takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helmwright.leaks.patterns import compiled

_WORDS: tuple[tuple[str, str], ...] = (
    # clouds
    *((key, rf"{key}[0-9A-Z]{{16}}(?![0-9A-Za-z])") for key in ("AKIA", "ASIA", "ABIA", "ACCA")),
    ("ABSK", r"ABSK[A-Za-z0-9+/]{100}"),
    ("AIza", r"AIza[\w-]{35}"),
    ("GOCSPX-", r"GOCSPX-[\w-]{28}"),
    ("ya29.", r"ya29\.[\w-]{20}"),
    ("1//0", r"1//0[\w-]{40}"),
    ("Q~", r"[\w~.]{3}[78]Q~[\w~.-]{31}"),
    ("AZDO", r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}"),
    ("JQQJ9", r"[A-Za-z0-9]{52}JQQJ9[A-Za-z0-9]{10}"),
    ("LTAI", r"LTAI[A-Za-z0-9]{12}"),
    ("AKID", r"AKID[A-Za-z0-9]{32}"),
    ("YC", r"YC[\w-]{38}(?![\w-])"),
    ("AQVN", r"AQVN[\w-]{35}"),
    ("_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    ("HRKU-", r"HRKU-[\w-]{36}"),
    ("fo1_", r"fo1_[\w-]{43}"),
    ("FlyV1", r"FlyV1 fm\d[\w+/=-]{20}"),
    ("v1.0-", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{100}"),
    # payment and shops
    ("k_live_", r"[rs]k_live_[A-Za-z0-9]{10}"),
    ("k_test_", r"[rs]k_test_[A-Za-z0-9]{10}"),
    ("k_prod_", r"[rs]k_prod_[A-Za-z0-9]{10}"),
    ("whsec_", r"whsec_[A-Za-z0-9+/]{24}"),
    ("sq0", r"sq0[a-z]{3}-[\w-]{22}"),
    ("EAAA", r"EAAA[\w-]{56}"),
    ("access_token$", r"access_token\$[a-z]{4,10}\$[0-9a-z]{16}\$[0-9a-f]{32}"),
    ("shp", r"shp(?:at|ca|pa|ss|tka)_[0-9a-fA-F]{32}"),
    ("access-", r"access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f-]{27}"),
    ("rzp_", r"rzp_(?:live|test)_[A-Za-z0-9]{14}"),
    ("FLWSECK", r"FLWSECK(?:_TEST)?-[0-9a-zA-Z]{12}"),
    ("EZ", r"EZ[AT]K[A-Za-z0-9]{54}"),
    ("_live_", r"(?:duffel|shippo|lob)_live_[\w-]{35}"),
    ("_test_", r"(?:duffel|shippo|lob)_test_[\w-]{35}"),
    # chat and mail
    ("xox", r"xox[a-z]-[\w-]{10}"),
    ("xapp-", r"xapp-\d-[\w-]{20}"),
    (".", r"(?=[A-Za-z_.-]{0,60}\d)[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27}"),
    (":AA", r"\d{8,10}:AA[\w-]{33}(?![\w-])"),
    ("SK", r"SK[0-9a-f]{32}(?![0-9A-Za-z])"),
    ("SG.", r"SG\.[\w-]{16,64}\.[\w-]{16}"),
    ("key-", r"key-[0-9a-f]{32}(?![0-9a-f])"),
    ("-us", r"[0-9a-f]{32}-us\d{1,2}\b"),
    ("md-", r"md-(?=[A-Za-z_]{0,21}\d)\w{22}(?![\w-])"),
    ("xkeysib-", r"xkeysib-[0-9a-f]{64}"),
    ("re_", r"re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
    # code, packages and infrastructure
    ("gh", r"gh[oprsu]_[A-Za-z0-9]{36}"),
    ("github_pat_", r"github_pat_\w{50}"),
    ("gl", r"gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|rtr|soat|wt)-[\w.-]{20}"),
    ("GR1348941", r"GR1348941[\w-]{20}"),
    ("ATATT3", r"ATATT3[\w=-]{50}"),
    ("ATCTT3", r"ATCTT3[\w=-]{50}"),
    ("ATBB", r"ATBB[A-Za-z0-9]{32}"),
    ("npm_", r"npm_[A-Za-z0-9]{36}"),
    ("pypi-", r"pypi-[\w-]{50}"),
    ("rubygems_", r"rubygems_[0-9a-f]{48}"),
    ("dckr_", r"dckr_[op]at_[\w-]{27}"),
    ("AKCp", r"AKCp[A-Za-z0-9]{69}"),
    ("cio", r"cio[A-Za-z0-9]{32}(?![A-Za-z0-9])"),
    ("CLOJARS_", r"CLOJARS_[0-9a-z]{60}"),
    ("oy2", r"oy2[a-z0-9]{43}"),
    (".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60}"),
    ("pul-", r"pul-[0-9a-f]{40}"),
    ("hv", r"hv[sbr]\.[\w-]{20}"),
    ("dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40}"),
    ("tskey-", r"tskey-[a-z]{2,12}-[\w-]{20}"),
    ("AGE-SECRET-KEY-", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("ops_", r"ops_eyJ[\w-]{50}"),
    ("dt0", r"dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    ("pnu_", r"pnu_[A-Za-z0-9]{36}"),
    ("NRAK-", r"NRAK-[0-9A-Z]{27}"),
    ("NRI", r"NRI[IQ]-[\w-]{32}"),
    ("NRAL", r"[0-9A-Za-z]{32,36}NRAL"),
    ("gl", r"gl(?:sa|c)_[\w+/=]{32}"),
    ("sntry", r"sntry[su]_[\w+/=-]{40}"),
    ("ph", r"ph[xs]_[A-Za-z0-9]{40}"),
    ("sq", r"sq[pua]_[0-9a-f]{40}"),
    ("sdk-", r"sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}"),
    ("sbp_", r"sbp_[0-9a-f]{40}"),
    ("sb_secret_", r"sb_secret_[\w-]{20}"),
    ("pscale_", r"pscale_(?:tkn|oauth|pw)_[\w.=-]{32}"),
    ("token-", r"token-[a-z0-9]{5}:[a-z0-9]{54}"),
    ("lin_api_", r"lin_api_[A-Za-z0-9]{40}"),
    ("ntn_", r"ntn_[A-Za-z0-9]{46}"),
    ("secret_", r"secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])"),
    ("figd_", r"figd_[\w-]{40}"),
    ("pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    ("pat-", r"pat-[a-z]{2}\d-[0-9a-f]{8}-[0-9a-f-]{27}"),
    ("PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    ("CFPAT-", r"CFPAT-[\w-]{43}"),
    # models
    ("sk-", r"sk-(?:proj|svcacct|admin|ant|or|lf|None)-[\w-]{36}"),
    ("sk-", r"sk-[A-Za-z0-9]{32}"),
    ("hf_", r"hf_[A-Za-z]{34}(?![A-Za-z])"),
    ("api_org_", r"api_org_[A-Za-z]{34}"),
    ("gsk_", r"gsk_[A-Za-z0-9]{52}"),
    ("r8_", r"r8_[A-Za-z0-9]{37}"),
    ("xai-", r"xai-[A-Za-z0-9]{70}"),
    ("pplx-", r"pplx-[A-Za-z0-9]{48}"),
    ("nvapi-", r"nvapi-[\w-]{60}"),
    ("lsv2_", r"lsv2_[a-z]{2}_[0-9a-f]{32}"),
    ("dapi", r"dapi[0-9a-f]{32}"),
    ("dkea", r"dkea[0-9a-f]{32}"),
    # JSON Web Tokens, and keys in DER, PKCS 12 and Java key stores as base64
    ("eyJ", r"eyJ[\w-]{8,600}\.eyJ[\w-]{8}"),
    ("BADANBgkqhkiG9w0BAQEFAA", r"MI[GIHC][\w+/]{1,4}[IC]BADANBgkqhkiG9w0BAQEFAA[SR]"),
    ("BgcqhkjOPQIB", r"MI[GI][\w+/]{1,4}[IC]BADA[\w+/]{1,3}BgcqhkjOPQIB"),
    ("IBAAK", r"MII[\w+/]{3}IBAAK[BC][\w+/]{40}"),
    ("MHcCAQEEI", r"MHcCAQEEI[\w+/]{40}"),
    ("MC4CAQAwBQYDK2VwBCIE", r"MC4CAQAwBQYDK2VwBCIE[\w+/]{40}"),
    ("GByqGSM49AgE", r"MI[GI][\w+/]{1,4}gEAMB[\w+/]{2}GByqGSM49AgE"),
    ("IBAzCC", r"MII[\w+/]{3}IBAzCC[\w+/]{40}"),
    ("/u3+7QAAAA", r"/u3\+7QAAAAI"),
)
"""What each form has in any case, and the form. A form begins where no letter or digit stands before it."""
_ANYWHERE: tuple[tuple[str, str], ...] = (
    ("PRIVATE KEY", r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"),
    ("PRIVATE KEY", r"---- BEGIN SSH2 [A-Z ]{0,20}PRIVATE KEY ----"),
    ("PuTTY-User-Key-File", r"PuTTY-User-Key-File-\d"),
    ("hooks.slack.com/", r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z][\w/-]{20}"),
    ("/webhooks/", r"discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{17,20}/[\w-]{60}"),
    ("/hooks/", r"/hooks/[a-z0-9]{26}(?![a-z0-9])"),
    ("/webhookb2/", r"webhook\.office\.com/webhookb2/[\w@/-]{60}"),
    ("chat.googleapis.com/", r"chat\.googleapis\.com/v1/spaces/[\w/-]{5,60}\?key=[\w&-]{20}"),
    ("sig=", r"[?&]sig=[A-Za-z0-9%+/]{20}"),
    ("-Signature=", r"X-(?:Amz|Goog)-Signature=[0-9a-fA-F]{64}"),
    ("@", r"://[A-Za-z0-9_-]{20,200}@(?:[\w-]{1,60}\.){0,3}(?:github|gitlab|bitbucket|azure|visualstudio)\."),
)
_LONG = re.compile(r"[\w+/~=.:$-]{14}")
_WHOLE = re.compile(r"[\w+/~=.:$@?&%-]+")


def forms(text: str) -> Iterator[str]:
    """The words of the text that are secrets by their form, each whole."""
    if not _LONG.search(text) and "PRIVATE KEY" not in text:
        return
    for before, table in (("", _ANYWHERE), ("(?<![A-Za-z0-9])", _WORDS)):
        for sign, form in table:
            if sign in text:
                for match in compiled(f"{before}(?:{form})").finditer(text):
                    rest = _WHOLE.match(text, match.end())
                    yield text[match.start() : rest.end() if rest else match.end()]
