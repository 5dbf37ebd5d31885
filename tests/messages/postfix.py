#!/usr/bin/python3
"""postfix.py MAILAUTH

Two Postfix instances on loopback. The first one signs with OpenDKIM and sends to the second, which delivers into a file:
what is delivered has to verify. Then the same by way of a list that puts a tag into the subject and a footer below the
text: both have to be named. Needs root, postfix, opendkim and opendkim-tools.
"""
import base64, json, os, pathlib, pwd, shutil, smtplib, socket, subprocess, sys, tempfile, time

domain, receiver = "example.com", "mx.example.net"


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more).stdout


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Postfix:
    def __init__(self, folder, port, *settings):
        self.config = folder / "etc"
        self.config.mkdir(parents=True)
        for name in ("spool", "data"):
            (folder / name).mkdir()
        os.chown(folder / "data", pwd.getpwnam("postfix").pw_uid, -1)
        shutil.copy("/etc/postfix/postfix-files", self.config)
        main = ["compatibility_level = 3.6", f"queue_directory = {folder}/spool", f"data_directory = {folder}/data",
                "inet_interfaces = 127.0.0.1", "inet_protocols = ipv4", "mynetworks = 127.0.0.0/8", f"maillog_file = {folder}/log",
                f"maillog_file_prefixes = {folder}", "smtp_host_lookup = native", "smtp_dns_support_level = disabled", "alias_maps =", "alias_database =",
                "multi_instance_enable = no", "smtpd_tls_security_level = none", "local_recipient_maps =", *settings]
        (self.config / "main.cf").write_text("\n".join(main) + "\n")
        services = [f"127.0.0.1:{port} inet n - n - - smtpd", "pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup",
                    "qmgr unix n - n 300 1 qmgr", "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce",
                    "trace unix - - n - 0 bounce", "smtp unix - - n - - smtp", "error unix - - n - - error", "retry unix - - n - - error",
                    "local unix - n n - - local", "virtual unix - n n - - virtual", "postlog unix-dgram n - n - 1 postlogd", "proxymap unix - - n - - proxymap",
                    "anvil unix - - n - 1 anvil"]
        (self.config / "master.cf").write_text("\n".join(services) + "\n")

    def __enter__(self):
        run("postfix", "-c", self.config, "start")
        return self

    def __exit__(self, *_):
        subprocess.run(["postfix", "-c", str(self.config), "stop"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Signer:
    """OpenDKIM as a milter."""

    def __init__(self, folder, port):
        folder.mkdir()
        key = subprocess.run(["openssl", "genrsa", "2048"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
        (folder / "s1.pem").write_bytes(key)
        (folder / "s1.pem").chmod(0o600)
        public = subprocess.run(["openssl", "rsa", "-pubout", "-outform", "DER"], input=key, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
        self.public = base64.b64encode(public).decode()
        (folder / "opendkim.conf").write_text(f"Mode s\nDomain {domain}\nSelector s1\nKeyFile {folder}/s1.pem\nSocket inet:{port}@127.0.0.1\n"
                                              "Canonicalization relaxed/simple\nInternalHosts 127.0.0.1\nUserID root\nOversignHeaders From\nRequireSafeKeys no\n")
        self.command, self.port = ["opendkim", "-f", "-x", folder / "opendkim.conf"], port

    def __enter__(self):
        self.process = subprocess.Popen([str(word) for word in self.command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: reachable(self.port), "OpenDKIM")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def reachable(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
        return True
    except OSError:
        return False


def wait_for(holds, what):
    for _ in range(200):
        if holds():
            return
        time.sleep(0.1)
    sys.exit(f"{what} did not come in 20 s")


def zone(folder, signer):
    parts = " ".join(f'"{text}"' for text in ("v=DKIM1; k=rsa; p=" + signer.public[:200], signer.public[200:]))
    path = folder / "example.com.zone"
    path.write_text(f"$ORIGIN {domain}.\n$TTL 60\n@ SOA ns1 hostmaster 1 2 3 4 5\n@ TXT \"v=spf1 ip4:127.0.0.1 -all\"\n"
                    f"_dmarc TXT \"v=DMARC1; p=reject\"\ns1._domainkey TXT ( {parts} )\n".replace("; k", "\\; k").replace("; p", "\\; p"))
    return path


def judged(program, file, zone_file):
    out = subprocess.run([program, "message", file, "--zone", zone_file, "--offline", "--ip", "127.0.0.1", "--format", "json"], stdout=subprocess.PIPE).stdout
    return json.loads(out)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="mailauth-postfix-") as temporary:
        folder = pathlib.Path(temporary)
        folder.chmod(0o755)
        sending, receiving, signing = free_ports(3)
        inbox = folder / "inbox"
        inbox.mkdir()
        owner = pwd.getpwnam("nobody")
        os.chown(inbox, owner.pw_uid, owner.pw_gid)
        (folder / "boxes").write_text("bob@example.net bob/\n")
        signer = Signer(folder / "signer", signing)
        first = Postfix(folder / "first", sending, f"myhostname = mail.{domain}", "mydestination =", f"relayhost = [127.0.0.1]:{receiving}",
                        f"smtpd_milters = inet:127.0.0.1:{signing}", "milter_default_action = tempfail")
        second = Postfix(folder / "second", receiving, f"myhostname = {receiver}", "mydestination =", "virtual_mailbox_domains = example.net",
                         f"virtual_mailbox_base = {inbox}", f"virtual_mailbox_maps = texthash:{folder}/boxes",
                         f"virtual_uid_maps = static:{owner.pw_uid}", f"virtual_gid_maps = static:{owner.pw_gid}")
        with signer, first, second:
            wait_for(lambda: reachable(sending) and reachable(receiving), "Postfix")
            with smtplib.SMTP("127.0.0.1", sending) as client:
                client.sendmail(f"news@{domain}", ["bob@example.net"],
                                f"From: News <news@{domain}>\nTo: bob@example.net\nSubject: Hello\nDate: Tue, 01 Dec 2026 10:00:00 +0000\n"
                                f"Message-ID: <1@{domain}>\n\nHello Bob,\n.a line that begins with a dot\nFrom here on\n")
            delivered = lambda: list((inbox / "bob").glob("new/*")) if (inbox / "bob").exists() else []
            wait_for(delivered, "the message")
            file = delivered()[0]
            zone_file = zone(folder, signer)
            direct = judged(program, file, zone_file)
            assert direct["dkim"][0]["result"] == "pass", direct["dkim"]
            assert direct["dmarc"]["result"] == "pass" and direct["spf"]["result"] == "pass", direct["dmarc"]
            assert direct["envelope"]["mail_from"] == f"news@{domain}", direct["envelope"]
            text = file.read_text()
            text = text.replace("Subject: ", "Subject: [users] ", 1) + "-- \nusers mailing list\n"
            (folder / "list.eml").write_text(text)
            listed = judged(program, folder / "list.eml", zone_file)
            changes = [change["what"] for change in listed["dkim"][0]["changes"]]
            assert listed["dkim"][0]["result"] == "fail" and sorted(changes) == ["text_added", "text_appended"], listed["dkim"]
    print("what Postfix and OpenDKIM sent verifies; what a list did to it is named")


if __name__ == "__main__":
    main()
