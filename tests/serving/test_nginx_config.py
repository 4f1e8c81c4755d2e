"""The configuration of the public door, as text; settings of the dashboard that a public door relies on."""

import re
import tomllib

import pytest

from publishing.page import CONTENT_POLICY
from scripts.write_nginx_config import (
    FILES,
    STATIC_POLICY,
    TEMPLATES,
    ConfigError,
    Serving,
    main,
    upload_limit_mb,
    upstreams,
    write,
)
from tests.structure.source_files import PROJECT_FOLDER


def written(folder, count=3):
    replicas = tuple(f"127.0.0.1:{8601 + number}" for number in range(count))
    write(Serving(folder / "site", folder / "run", replicas), folder / "conf")
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "conf").iterdir()}


def test_all_is_filled_in_and_braces_close(tmp_path):
    texts = written(tmp_path)
    assert set(texts) == {*FILES, "upstreams.conf"}
    for text in texts.values():
        assert not re.search(r"@[A-Z_]+@", text)
        bare = re.sub(r'"[^"\n]*"|#.*', "", text)
        assert bare.count("{") == bare.count("}")


def test_header_policy_is_that_of_the_pages():
    assert STATIC_POLICY == CONTENT_POLICY


def test_every_replica_has_all_others_as_backup():
    text = upstreams(("a:1", "b:2", "c:3"))
    assert text.count("backup;") == 6
    assert re.search(r"upstream atlas_2 \{\n    server b:2 [^\n]*fail_timeout=10s;\n", text)
    assert '"2>2" "";' in text


@pytest.mark.parametrize("bad", [(), ("a:1", "a:1"), ("a",), ("a:1;}",), tuple(f"a:{n}" for n in range(65))])
def test_bad_replicas_are_refused(bad):
    with pytest.raises(ConfigError):
        upstreams(bad)


@pytest.mark.parametrize("name", ['a"; evil', "a;b", "$host", "a{", "a\nb", " a"])
def test_no_setting_ends_a_directive(tmp_path, name):
    serving = Serving(tmp_path, tmp_path, ("a:1",), static_name=name)
    with pytest.raises(ConfigError):
        write(serving, tmp_path / "conf")
    assert not (tmp_path / "conf").exists()


def test_command_says_what_is_wrong_in_a_sentence(tmp_path, capsys):
    assert main(["--out", str(tmp_path), "--site", str(tmp_path), "--replica", "nowhere"]) == 2
    assert "'nowhere' is no host:port" in capsys.readouterr().err


def test_a_limit_that_lets_nobody_in_is_refused(tmp_path, capsys):
    given = ["--out", str(tmp_path / "conf"), "--site", str(tmp_path), "--replica", "a:1"]
    assert (
        main([*given, "--opened-per-second=0", "--asked-per-second=65535", "--streams-per-address=-5"]) == 2
    )
    told = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in told] == ["--streams-per-address", "--opened-per-second"]
    assert not (tmp_path / "conf").exists()


def test_upload_limit_is_the_dashboards_with_a_margin(tmp_path):
    assert f"client_max_body_size {upload_limit_mb() + 1}m;" in written(tmp_path)["dashboard.conf"]


def test_inner_addresses_are_closed_and_only_the_embedded_map_is_framed():
    text = (TEMPLATES / "dashboard.conf").read_text(encoding="utf-8")
    assert "location ~ ^/_stcore/(metrics|script-health-check|agent) { return 404; }" in text
    assert text.count('"/?true"') == 2


def test_a_named_dashboard_hangs_up_on_other_hosts(tmp_path):
    def dashboard(**settings):
        write(Serving(tmp_path / "site", tmp_path / "run", ("a:1",), **settings), tmp_path / "conf")
        return (tmp_path / "conf" / "dashboard.conf").read_text(encoding="utf-8")

    assert "default_server" not in dashboard()
    named = dashboard(dashboard_name="map.example", dashboard_listen="127.0.0.1:9000")
    assert re.search(r"listen 127.0.0.1:9000 default_server;\n    server_name _;\n    return 444;\n\}", named)
    assert "server_name map.example karte.example;" in dashboard(dashboard_name="map.example karte.example")
    shared = {"dashboard_name": "map.example", "dashboard_listen": "80", "static_listen": "80"}
    assert "default_server" not in dashboard(**shared)
    assert "return 444;" in dashboard(**shared, static_name="www.example")


def test_no_address_holds_more_connections_than_sessions_or_two_hundred(tmp_path):
    """Slow headers end after 15 s; slow bodies and slow readers are counted, on both faces."""
    texts = written(tmp_path)
    for name in ("static_site.conf", "dashboard.conf"):
        assert re.search(r"^    limit_conn atlas_held 200;$", texts[name], re.MULTILINE), name
    assert "client_header_timeout 15s;" in texts["nginx.conf"]
    for name in ("client_body_timeout", "send_timeout"):
        assert seconds_of(texts["nginx.conf"], name) == [30], name
        for face in ("static_site.conf", "dashboard.conf"):
            assert all(seconds <= 30 for seconds in seconds_of(texts[face], name)), face
    more = Serving(tmp_path, tmp_path, ("a:1",), streams_per_address=900).placeholders()
    assert more["HELD_PER_ADDRESS"] == "900"
    assert (
        Serving(tmp_path, tmp_path, ("a:1",), streams_per_address=5).placeholders()["HELD_PER_ADDRESS"]
        == "200"
    )


def seconds_of(text, directive):
    """The seconds of a directive, at each place where it stands."""
    return [int(found) for found in re.findall(rf"^ *{directive} (\d+)s;$", text, re.MULTILINE)]


def test_a_plain_request_has_time_left_for_another_replica_and_no_other_is_moved(tmp_path):
    text = written(tmp_path)["dashboard.conf"]
    plain = re.search(r"location / \{(.*?)\n    \}", text, re.DOTALL)[1]
    [read], [all_tries] = (
        seconds_of(plain, "proxy_read_timeout"),
        seconds_of(plain, "proxy_next_upstream_timeout"),
    )
    assert 2 * read < all_tries
    upload = re.search(r"location \^~ /_stcore/upload_file/ \{(.*?)\n    \}", text, re.DOTALL)[1]
    assert "proxy_next_upstream off;" in upload
    assert seconds_of(upload, "proxy_read_timeout") == []


def test_dashboard_is_hardened():
    settings = tomllib.loads((PROJECT_FOLDER / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server, client = settings["server"], settings["client"]
    assert server["enableXsrfProtection"] is True
    assert server["maxUploadSize"] == 10
    assert server["disconnectedSessionTTL"] <= 60
    assert server["maxMessageSize"] <= 50
    assert client["showErrorDetails"] == "none"
    assert client["toolbarMode"] in ("viewer", "minimal")
