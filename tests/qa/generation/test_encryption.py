"""The encryption of a call of a model server: whom it trusts, and what is said where it does not."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from index.errors import ModelUnavailable
from qa.generation.client import Client, _authorities
from qa.generation.endpoint import Endpoint
from tests.qa.generation.scripted import CALM, Script, say, serving
from tests.qa.generation.test_client import ASK, collect


def sign(path: Path, host: x509.GeneralName) -> Path:
    """Write a certificate for a host, with its key, that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "In-house")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1)).add_extension(
        x509.SubjectAlternativeName([host]), critical=False
    )
    plain = serialization.NoEncryption()
    parts = (
        built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM),
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain),
    )
    path.write_bytes(b"".join(parts))
    return path


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for another host that no authority signed."""
    return sign(tmp_path_factory.mktemp("certificate") / "own.pem", x509.DNSName("other.example"))


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Return what makes a file name the authorities, as at the start of a process."""

    def trust(path: Path) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        _authorities.cache_clear()

    yield trust
    _authorities.cache_clear()


def test_an_authority_of_the_house_is_trusted_by_its_file(tmp_path: Path, trusted: Callable[[Path], None]) -> None:
    """`SSL_CERT_FILE` names who signs; a certificate of theirs for another host, or a file that is not there, fails."""
    here, other = x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("other.example")
    for name, host, message in (("here", here, ""), ("other", other, "is not valid: IP address mismatch")):
        path = sign(tmp_path / f"{name}.pem", host)
        trusted(path)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        with serving(Script(lambda _: say("Ada.")), context) as script:
            if not message:
                assert collect(script.client().stream(ASK)) == ("Ada.", True)
                trusted(tmp_path / "missing.pem")
                message = "SSL_CERT_FILE or SSL_CERT_DIR names cannot be read"
            with pytest.raises(ModelUnavailable, match=message):
                collect(script.client().stream(ASK))


def test_a_certificate_that_does_not_fit_is_refused(own_certificate: Path) -> None:
    """Nothing is sent to a server that cannot prove who it is, and the reason is said; it is not tried again."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate)
    with serving(Script(lambda _: say("Ada.")), context) as script:
        with pytest.raises(
            ModelUnavailable, match=r"certificate of the model server 127\.0\.0\.1:\d+ is not valid: self-signed"
        ):
            collect(script.client().stream(ASK))
        assert script.requests == []


def test_a_server_without_encryption_is_told_apart() -> None:
    """An https URL of a server that speaks plain HTTP fails with a sentence that says what to look at."""
    with serving(Script(lambda _: say("Ada."))) as script:
        url = script.url.replace("http://", "https://")
        with pytest.raises(ModelUnavailable, match="does not speak TLS as it should; is its URL one of http"):
            collect(Client(Endpoint(url, "m"), CALM).stream(ASK))


def test_a_redirect_is_not_followed() -> None:
    """Passages and key go to the address that was set, and to no other."""
    with (
        serving(Script(lambda _: say("Ada."))) as other,
        serving(Script(lambda _: [], 307, {"Location": f"{other.url}/chat/completions"})) as script,
    ):
        with pytest.raises(ModelUnavailable, match="set its URL to the address that it redirects to"):
            collect(script.client().stream(ASK))
        assert other.requests == []
