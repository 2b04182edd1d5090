"""Three hundred texts that look like secrets to the hasty, each with the key that it stands under."""

# ruff: noqa: E501  One entry a line reads best.

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.secrets.forms import ALNUM, BASE64, HEX, LOWER, b64, drawn, pem


def _digests() -> Iterator[tuple[str, str]]:
    for number in range(12):
        yield "GIT_COMMIT", drawn(HEX, 40, ("sha", number))
        yield "IMAGE", f"ghcr.io/acme/cart@sha256:{drawn(HEX, 64, ('digest', number))}"
    for number in range(8):
        yield "BUILD_ID", "-".join(drawn(HEX, n, (number, n)) for n in (8, 4, 4, 4, 12))
        yield "CHECKSUM", drawn(HEX, 32, ("md5", number))
        yield "CHECKSUM", f"sha512-{drawn(BASE64, 86, ('sri', number))}=="
        yield "INTEGRITY", f"sha256:{drawn(HEX, 64, ('sum', number))}"
    for number in range(4):
        yield "TRACE", f"00-{drawn(HEX, 32, number)}-{drawn(HEX, 16, number)}-01"
        yield "ULID", "01" + drawn("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24, number)
        yield "GO_SUM", f"golang.org/x/text v0.3.{number} h1:{drawn(BASE64, 43, number)}="


_PLAIN = (
    "The quick brown fox jumps over the lazy dog.",
    json.dumps({"title": "Requests", "panels": [{"id": 1, "type": "graph"}]}),
    json.dumps({"alg": "RS256", "kid": "main", "use": "sig"}),
    "server {\n  listen 8080;\n  location / { return 200 'ok'; }\n}\n",
    "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h24v24H0z'/></svg>",
    "#!/bin/sh\nset -eu\nexec serve --port 8080\n",
    "log:\n  level: info\n  format: json\n",
    "Grüße aus Köln, wo es regnet",
)
_BINARY = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
    "AAABAAEAEBAAAAEAIABoBAAAFgAAACgAAAAQAAAAIAAAAAEAIAAAAAAAAAQAAA",
    "H4sIAAAAAAAAA8tIzcnJVyjPL8pJUQQAlRmFGwwAAAA=",
    "d09GMgABAAAAAAQAAA4AAAAACAAAAAOqAAEAAAAAAAAAAAAAAAAAAAAA",
)


def _encoded() -> Iterator[tuple[str, str]]:
    for text in _PLAIN:
        yield "BLOB", b64(text)
        yield "BLOB", b64(b64(text))
    for text in _BINARY:
        yield "ICON", text
        yield "ICON", f"data:image/png;base64,{text}"


def _public() -> Iterator[tuple[str, str]]:
    for kind in ("CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE REQUEST", "X509 CRL", "DH PARAMETERS",
                 "PGP PUBLIC KEY BLOCK", "PGP SIGNATURE", "SSH SIGNATURE", "AGE ENCRYPTED FILE"):  # fmt: skip
        yield "PEM", pem(kind, kind)
        yield "BLOB", b64(pem(kind, kind))
    key = drawn(BASE64, 68, "ed25519")
    yield "KNOWN_HOSTS", f"git.acme.example ssh-ed25519 {key}"
    yield "AUTHORIZED_KEYS", f"ssh-rsa AAAAB3NzaC1yc2E{drawn(BASE64, 200, 'rsa')} ci@acme.example"
    yield "PUBLIC_KEY", f"ecdsa-sha2-nistp256 {drawn(BASE64, 140, 'ecdsa')}="
    yield "PublicKey", drawn(BASE64, 43, "wg") + "="
    yield "AGE_RECIPIENT", "age1" + drawn("qpzry9x8gf2tvdw0s3jn54khce6mua7l", 58, "age")
    yield "MINISIGN", "RWQ" + drawn(BASE64, 53, "minisign")
    for kind in ("RSA", "EC", "OKP"):
        members = {"kty": kind, "kid": drawn(ALNUM, 20, kind), "n": drawn(ALNUM, 300, kind), "e": "AQAB"}
        yield "JWKS", json.dumps({"keys": [{**members, "x": drawn(ALNUM, 43, kind)}]})
    yield "SENTRY_DSN", f"https://{drawn(HEX, 32, 'dsn')}@o123456.ingest.sentry.io/4501234"
    yield "STRIPE_PUBLISHABLE", "pk_" + "live_" + drawn(ALNUM, 24, "pk")
    yield "RECAPTCHA_SITE", "6L" + drawn(ALNUM, 38, "site")
    yield "GA_ID", "G-" + drawn(LOWER, 10, "ga").upper()
    yield (
        "OIDC_CLIENT_ID",
        f"{drawn('0123456789', 12, 'id')}-{drawn(LOWER, 32, 'id')}.apps.googleusercontent.com",
    )


_ADDRESSES = (
    ("HOST", "abcdefghij0123456789-cart-production-eu-west-1.elb.eu-west-1.amazonaws.com"),
    ("HOST", "cart-7f9c4d5b6f-x2v9q.cart.shop.svc.cluster.local"),
    ("DB_HOST", "shop-prod.cluster-c9akciq32xyz.eu-west-1.rds.amazonaws.com"),
    ("ROLE", "arn:aws:iam::123456789012:role/shop-cart-production"),
    ("SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/cart-AbCdEf"),
    ("DB_SECRET", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-x1Y2z3"),
    ("KMS_KEY", "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    ("QUEUE", "https://sqs.eu-west-1.amazonaws.com/123456789012/shop-cart-events"),
    ("BUCKET", "s3://acme-shop-production-eu-west-1/exports/2026/11/29/part-00001.parquet"),
    ("BUCKET", "https://acme-shop.s3.eu-west-1.amazonaws.com/public/logo-2f9ab1c4.png"),
    ("BLOB", "https://acme.blob.core.windows.net/exports/part-00001.parquet"),
    ("GCS", "gs://acme-shop-production/exports/part-00001.avro"),
    ("SECRET", "projects/123456789012/secrets/cart-db/versions/7"),
    ("VAULT", "vault:secret/data/shop/cart#password"),
    ("DB_PASSWORD", "vault:secret/data/shop/cart#password"),
    ("DB_PASSWORD", "ref+vault://secret/shop/cart#/password"),
    ("DB_PASSWORD", "op://shop/cart/password"),
    ("API_KEY", "awssm://shop/cart/api-key"),
    ("DATABASE_URL", "postgres://db.acme.example:5432/cart?sslmode=verify-full"),
    ("DATABASE_URL", "postgres://cart@db/cart"),
    ("DATABASE_URL", "postgres://cart:$(DB_PASSWORD)@db/cart"),
    ("DATABASE_URL", "postgres://cart:${DB_PASSWORD}@db/cart"),
    ("DATABASE_URL", "postgres://user:<password>@db/cart"),
    ("DATABASE_URL", "postgresql://{user}:{password}@{host}:{port}/{name}"),
    ("JDBC", "jdbc:postgresql://db:5432/cart?user=cart&password=${DB_PASSWORD}"),
    ("ADO", "Server=db;Database=shop;Integrated Security=true;"),
    ("ADO", "Server=db;User Id=$(DB_USER);Password=$(DB_PASSWORD);"),
    ("LIBPQ", "host=db user=cart dbname=cart passfile=/run/secrets/pgpass"),
    ("DSN", "cart:${DB_PASSWORD}@tcp(db:3306)/shop?parseTime=true"),
    ("REMOTE", "git@github.com:acme/shop.git"),
    ("REMOTE", "ssh://git@git.acme.example:2222/acme/shop.git"),
    ("CONTACT", "shop:team@acme.example"),
    ("CONTACT", "mailto:first.last+helmwright@acme.example"),
    ("NPM", "https://registry.npmjs.org/@acme/cart/-/cart-1.0.0.tgz"),
    ("DOCS", "https://docs.acme.example:8443/@latest/page"),
    ("AVATAR", "https://www.gravatar.com/avatar/205e460b479e2e5b48aec07710c08d50?s=80"),
    ("SIGN_IN", "https://id.acme.example/oauth/token?grant_type=client_credentials"),
    ("LINK", "https://acme.example/reset?token=${token}"),
    ("LINK", "https://acme.example/reset?token={token}&lang=en"),
    ("LINK", "https://acme.example/search?sort=asc&page=2&key=name"),
    ("CALLBACK", "https://shop.acme.example/oauth2/callback?state=abc&scope=openid+profile"),
    ("JWKS_URL", "https://id.acme.example/realms/shop/protocol/openid-connect/certs"),
    ("AMQP", "amqp://mq.shop.svc:5672/%2fshop"),
    ("KAFKA", "b-1.shop.abc123.c2.kafka.eu-west-1.amazonaws.com:9096,b-2.shop.abc123.c2.kafka.eu-west-1.amazonaws.com:9096"),
    ("CIDR", "2001:db8:85a3::8a2e:370:7334/64"),
    ("MAC", "00:1b:63:84:45:e6"),
)  # fmt: skip

_SETTINGS = (
    *(("DB_PASSWORD", value) for value in (
        "changeme", "<password>", "${PASSWORD}", "$(DB_PASSWORD)", "file:///run/secrets/x", "/run/secrets/db", "",
        "{{ .Values.password }}", "{{password}}", "%(password)s", "%DB_PASSWORD%", "@password@", "__DB_PASSWORD__",
        "xxxxxxxx", "********", "...", "REPLACE_ME", "your-password-here", "<your password>", "[REDACTED]", "null",
        "none", "true", "required", "TODO", "ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]",
        "ENC(x1Y2z3AbCdEfGh==)", "{cipher}682bc583f4641835fa2db009355293665d2647dade3375c0ee201de2a49f7bda",
        "$ANSIBLE_VAULT;1.1;AES256", "AgBy3i4OJSWK" + drawn(BASE64, 400, "sealed"), "#{password}#", "../db/password",
    )),
    ("PASSWORD_FILE", "/etc/db/password"), ("PASSWORD_MIN_LENGTH", "12"), ("password_min_length", "12"),
    ("PASSWORD_POLICY", "length(12) and upperCase(1)"), ("PASSWORD_HASHER", "argon2id"), ("PASSWORD_RESET", "enabled"),
    ("ALLOW_EMPTY_PASSWORD", "yes"), ("PWD", "/app"), ("OLDPWD", "/srv"), ("COMPASS", "north-7"), ("BYPASS", "rule-7"),
    ("PASS_THROUGH", "x-request-id"), ("FIRST_PASS", "true"), ("TOKEN_TTL", "60s"), ("token_ttl", "15m"),
    ("TOKEN_URL", "https://id.acme.example/token"), ("TOKEN_BUCKET_RATE", "100"), ("MAX_TOKENS", "4096"),
    ("TOKENIZER", "cl100k_base"), ("RESET_TOKEN", "15m"), ("CSRF_TOKEN", "X-CSRF-Token"), ("AUTH_TOKEN", "header"),
    ("TOKEN", "header"), ("ID_TOKEN", "id_token"), ("ACCESS_TOKEN", "1h"), ("REFRESH_TOKEN", "rotating"),
    ("SECRET_NAME", "cart-db-7f9c"), ("SECRET", "cart-db"), ("TLS_SECRET", "wildcard-acme-example-tls"),
    ("DB_SECRET", "shop/cart/db-v2"), ("existingSecret", "cart-db-credentials"), ("passwordFromEnv", "DB_PASSWORD"),
    ("passwordKey", "db-password"), ("secretKey", "DB_PASSWORD"), ("userPasswordKey", "password"), ("SECRET", "true"),
    ("SIGNING_KEY_ID", "main-2024"), ("PARTITION_KEY", "customer-2024-A"), ("PRIMARY_KEY", "order_id"),
    ("API_KEY_HEADER", "X-Api-Key"), ("API_KEY", "X-Api-Key"), ("FEATURE_API_TOKEN", "on"), ("KEY_PREFIX", "cart:v2:"),
    ("ROUTING_KEY", "orders.created.v1"), ("CACHE_KEY", "cart:user:42"), ("SORT_KEY", "created_at#desc"),
    ("AUTHORIZATION", "RBAC"), ("AUTH", "oidc"), ("AUTH", "basic"), ("CREDENTIALS", "omit"), ("CREDENTIALS", "include"),
    ("CREDENTIALS", "/var/run/secrets/google/key.json"), ("SESSION_COOKIE", "__Host-session"), ("PASSPORT", "local"),
    ("TLS_CIPHERS", "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-RSA-AES128-GCM-SHA256"),
    ("CIPHERS", "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:!aNULL:!MD5:!DSS"),
    ("KEX", "curve25519-sha256@libssh.org,diffie-hellman-group-exchange-sha256"), ("CRON", "*/5 2-4 * * 1-5"),
    ("REGEX", r"^(?:[a-z0-9!#$%&'*+/=?^_`{|}~-]+)@(?:[a-z0-9-]+\.)+[a-z]{2,}$"), ("REGEX", r"^Bearer\s+[\w.-]+$"),
    ("REGEX", r"(?i)password\s*[:=]\s*(\S+)"), ("REGEX", r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\b"),
    ("REDACT", "password,secret,token,authorization"), ("REDACT", "password=*** token=***"),
    ("PROMQL", 'sum by (le) (rate(http_server_request_duration_seconds_bucket{service="cart",code=~"5.."}[5m]))'),
    ("PROMQL", 'histogram_quantile(0.99, sum(rate(token_requests_total{token="refresh"}[5m])) by (le))'),
    ("LOGQL", '{app="cart"} |= "password" | json | level="error"'), ("HASH", "$2y$10$..."),
    ("DOC", "Hashes look like $2b$12$<salt and hash> and are made by htpasswd -B."), ("FORMAT", "user:password"),
    ("FORMAT", "host:port:database:user:password"), ("USAGE", "serve --password-file /run/secrets/db --port 8080"),
    ("USAGE", "mysql -u root -p shop < dump.sql"), ("USAGE", "docker login -u cart --password-stdin ghcr.io"),
    ("USAGE", "curl -u $USER:$PASSWORD https://shop"), ("USAGE", 'curl -H "Authorization: Bearer $TOKEN" https://a'),
    ("USAGE", "curl -H 'X-Api-Key: <key>' https://a"), ("USAGE", 'export PGPASSWORD="$(cat /run/secrets/db)"; psql'),
    ("USAGE", 'PASSWORD=$DB_PASSWORD TOKEN="${API_TOKEN:?}" serve'), ("USAGE", "redis-cli -a $REDIS_PASSWORD ping"),
    ("USAGE", "test -n \"$PASSWORD\" || { echo 'no password'; exit 1; }"), ("HELP", "Forgot your password? Click here."),
    ("HELP", "Basic authentication with a token, bearer or key."), ("HELP", "The secret: patience. The key: practice."),
    ("NAME", "global-disposition-notification"),
    ("NAME", "glusterfs-storage-class-production-1"),
    ("NAME", "md-controller-of-node-1a2b"),
    ("NAME", "sk-admin-panel-production-service-12"),
    ("CLASS", "MyVeryLongPackageNameAbcde.method.anotherQuiteLongNameOfSomething"),
    ("DOC", "`env: {DB_PASSWORD: {secret: db/password}}` or `{DB_PASSWORD: password}`"),
    ("SALT_ROUNDS", "12"),
    ("PASSWORD_SALT", "16"),
    ("USAGE", "echo $PASSWORD | docker login -u cart --password-stdin"),
    ("USAGE", "echo done | tee /var/log/passwd.log"),
    ("USAGE", "mongosh --port 27017 --eval 'db.ping()'"),
    ("USAGE", "ldapsearch -x -W -D cn=admin"),
    ("USAGE", "aws configure set region eu-west-1"),
    ("USAGE", "mkdir -p /data && mysql --host db"),
    ("LINK", "https://acme.example/list?key=created_at&sig=none"),
    ("LINK", "https://acme.example/hooks/deploy"),
    ("Authorization", "Bearer ${TOKEN}"),
    ("Authorization", "Bearer"),
    ("COOKIE_NAME", "shop_session_id"),
    ("CAPACITY", "500m"), ("QUANTITY", "256Mi"), ("VERSION", "v1.34.2-eks-1a2b3c4"), ("TAG", "2026.11.29-a1b2c3d-amd64"),
    ("USER_AGENT", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0"),
    ("CSP", "default-src 'self'; script-src 'nonce-{nonce}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"),
    ("JAVA_OPTS", "-XX:+UseG1GC -XX:MaxRAMPercentage=75 -Dfile.encoding=UTF-8 -Djavax.net.ssl.trustStore=/etc/ca.jks"),
    ("LABELS", "app.kubernetes.io/name=cart,app.kubernetes.io/instance=prod-shop"), ("FONT", "Menlo,Monaco,Consolas"),
    ("WORD", "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"),
    ("CLASS", "com.acme.shop.cart.infrastructure.persistence.AbstractTransactionalRepositoryFactoryBean"),
    ("BASE32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), ("ALPHABET", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
    ("COLORS", "#0a1b2c,#ffeedd,rgba(12,34,56,0.7)"), ("COORDS", "52.5200066,13.4049540,51.0504088,13.7372621"),
    ("TASK", "task-queue-worker-production-2"), ("DISK", "disk-usage-warning-threshold-85"), ("RISK", "risk-assessment-engine-v2-eu"),
)  # fmt: skip

_FILES = (
    "body { font: 14px/1.5 sans-serif } input[type=password] { border: 1px solid #c0ffee }",
    "const token = getToken();\nconst password = process.env.DB_PASSWORD;\nfetch(url, {credentials: 'include'});",
    "const apiKey = config.get('apiKey')\nexport const login = ({ user, password }) => api.post({ user, password })",
    'import os\npassword = os.environ["DB_PASSWORD"]\ntoken = read_token(path)\n',
    "def login(user: str, password: str, token: str | None = None) -> bool: ...",
    "function check(password: string, secret: string): boolean { return password === secret }",
    '<input type="password" name="password" placeholder="Password" autocomplete="current-password">',
    '<svg viewBox="0 0 24 24"><path d="M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2z"/></svg>',
    "server:\n  auth:\n    type: basic\n    passwordFile: /run/secrets/users\n  tls:\n    key: /etc/tls/tls.key\n",
    "env:\n- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: cart-db\n      key: password\n",
    "password:\n  minLength: 12\n  history: 5\ntoken:\n  ttl: 15m\n  issuer: https://id.acme.example\n",
    "[database]\nhost = db\n# password = changeme\npassword = ${DB_PASSWORD}\npassword_encryption = scram-sha-256\n",
    "listen 8443 ssl;\nssl_certificate /etc/tls/tls.crt;\nssl_certificate_key /etc/tls/tls.key;\nproxy_pass http://cart:8080;\n",
    "auth_basic_user_file /etc/nginx/htpasswd;\nproxy_set_header Authorization $http_authorization;\n",
    "requirepass ${REDIS_PASSWORD}\nmasterauth ${REDIS_PASSWORD}\nport 6379\n",
    "machine git.acme.example login ci password ${GIT_TOKEN}\n",
    "//npm.acme.example/:_authToken=${NPM_TOKEN}\nalways-auth=true\n",
    '{"auths": {"ghcr.io": {}}, "credsStore": "ecr-login", "credHelpers": {"gcr.io": "gcloud"}}',
    '{"type": "object", "properties": {"password": {"type": "string", "minLength": 12}, "token": {"$ref": "#/t"}}}',
    '{"password": "Password", "token": "Token", "secret": "Secret", "login": "Sign in"}',
    '{"kty": "RSA", "use": "sig", "kid": "a1b2c3", "alg": "RS256"}',
    "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq\n",
    "apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\nstringData:\n  password: ENC[AES256_GCM,data:p673w==,iv:YY=,tag:A=]\n",
    "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec:\n  data:\n  - secretKey: password\n    remoteRef: {key: shop/db, property: password}\n",
    "password: >-\n  {{ .Values.password }}\ntoken: |\n  $(cat /run/secrets/token)\n",
    "config.set('password', process.env.DB_PASSWORD);\nheaders.set('Authorization', auth)\n",
    "user nobody;\nuser cart on ${REDIS_RULE}\nproxy_set_header X-Api-Key $http_x_api_key;\n",
    "users:\n- name: ci\n  user:\n    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token\n",
    "oauth:\n  client_id: shop-cart\n  client_secret_file: /run/secrets/oauth\n  scopes: [openid, profile]\n",
    "alertmanager:\n  slack_configs:\n  - api_url_file: /etc/alertmanager/slack\n    channel: '#shop'\n",
    "export PATH=/usr/local/bin:$PATH\nread -rs PASSWORD\nTOKEN=$(cat /var/run/secrets/token)\n: ${PASSWORD:=$DEFAULT_PASSWORD}\n",
    "rules:\n- match: 'password=([^&]+)'\n  replace: 'password=***'\n- match: 'token=\\S+'\n  replace: 'token=[redacted]'\n",
    "variable \"db_password\" {\n  type      = string\n  sensitive = true\n}\npassword = var.db_password\n",
    "spring.datasource.password=${DB_PASSWORD}\nspring.security.oauth2.client.registration.shop.client-secret=@secret@\n",
    "SELECT user, password FROM users WHERE password = :password AND token = ? AND secret = $1;",
    "CREATE USER cart WITH PASSWORD :'password'; ALTER USER cart WITH PASSWORD '${DB_PASSWORD}';",
    "local all all scram-sha-256\nhost all all 10.0.0.0/8 md5\nhostssl replication standby 10.1.0.0/16 cert\n",
    "keys:\n- id: main\n  public: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n",
)  # fmt: skip


def harmless() -> Iterator[tuple[str, str]]:
    """Each text and the key that it stands under: a variable's name, or a file's."""
    yield from _digests()
    yield from _encoded()
    yield from _public()
    yield from _ADDRESSES
    yield from _SETTINGS
    for text in _FILES:
        yield "file.txt", text
        yield "file.b64", b64(text)


HARMLESS = tuple(dict.fromkeys(harmless()))
