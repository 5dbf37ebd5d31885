#!/usr/bin/python3
"""differential.py MAILAUTH [--messages N] [--seed N] [--keep FOLDER]

Makes signed messages in many forms, changes half of them on the way, and compares what mailauth says of each signature
with what dkimpy, Mail::DKIM and OpenDKIM say: pass or not. Needs python3-dkim, python3-nacl, libmail-dkim-perl and
opendkim. Ends with 1 when there is a disagreement that `explained` has no reason for.
"""
import argparse, base64, json, pathlib, random, subprocess, sys, tempfile

import dkim

domain = "example.com"
rsa_selector, ed_selector = "s1", "e1"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mailauth")
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path)
    return parser.parse_args()


def openssl(*words, data=None):
    return subprocess.run(["openssl", *words], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


class Keys:
    def __init__(self):
        self.rsa = openssl("genrsa", "-traditional", "2048")
        self.rsa_public = base64.b64encode(openssl("rsa", "-pubout", "-outform", "DER", data=self.rsa)).decode()
        pem = openssl("genpkey", "-algorithm", "ed25519")
        der = openssl("pkey", "-outform", "DER", data=pem)
        self.ed = base64.b64encode(der[-32:])
        self.ed_public = base64.b64encode(openssl("pkey", "-pubout", "-outform", "DER", data=pem)[-32:]).decode()

    def records(self):
        return {f"{rsa_selector}._domainkey.{domain}": f"v=DKIM1; k=rsa; p={self.rsa_public}",
                f"{ed_selector}._domainkey.{domain}": f"v=DKIM1; k=ed25519; p={self.ed_public}"}


def words(dice, count):
    return " ".join("".join(dice.choice("abcdefgäöü0123456789.=-") for _ in range(dice.randint(1, 12))) for _ in range(count))


def folded(dice, text):
    """Some blanks become folds."""
    return "".join("\r\n" + dice.choice((" ", "\t", "   ")) if c == " " and dice.random() < 0.15 else c for c in text)


def body_line(dice):
    kind = dice.randrange(8)
    if kind == 0:
        return ""
    if kind == 1:
        return dice.choice((" ", "\t", "  \t "))
    line = words(dice, dice.randint(1, 9))
    if kind == 2:
        line += dice.choice((" ", "\t", "   "))
    if kind == 3:
        line = line.replace(" ", "  ").replace("  ", "\t", 1)
    return line


def message(dice):
    fields = [("From", f"Alice <alice@{domain}>"), ("To", folded(dice, "Bob <bob@example.net>, " + "c@example.org, " * dice.randrange(4) + "d@example.org")),
              ("Subject", folded(dice, words(dice, dice.randint(0, 8)))), ("Date", "Tue, 01 Dec 2026 10:00:00 +0000"),
              ("Message-ID", f"<{dice.randrange(10**9)}@{domain}>"), ("X-Note", words(dice, 3)), ("X-Note", words(dice, 2)), ("X-Empty", "")]
    dice.shuffle(fields)
    header = "".join(f"{name if dice.random() < 0.8 else name.upper()}:{dice.choice((' ', '', '  ', chr(9)))}{value}\r\n" for name, value in fields)
    body = "".join(body_line(dice) + "\r\n" for _ in range(dice.choice((0, 0, 1, 3, 10, 40)))) + "\r\n" * dice.randrange(3)
    return (header + "\r\n" + body).encode()


def signed(dice, keys, text):
    canon = [dice.choice((b"simple", b"relaxed")) for _ in range(2)]
    names = [b"from", b"to", b"subject", b"date"] + [name for name in (b"message-id", b"x-note", b"x-note", b"x-empty", b"cc") if dice.random() < 0.5]
    dice.shuffle(names)
    is_ed = dice.random() < 0.3
    return dkim.sign(text, ed_selector.encode() if is_ed else rsa_selector.encode(), domain.encode(), keys.ed if is_ed else keys.rsa,
                     canonicalize=tuple(canon), include_headers=names, length=dice.random() < 0.1,
                     signature_algorithm=b"ed25519-sha256" if is_ed else b"rsa-sha256") + text


def changed(dice, text):
    """What happens on the way; often nothing."""
    kind = dice.randrange(14)
    head, _, body = text.partition(b"\r\n\r\n")
    if kind == 0:
        return text + b"-- \r\na list\r\n"
    if kind == 1:
        return text.replace(b"Subject:", b"Subject: [list]", 1)
    if kind == 2:
        return head + b"\r\n\r\n" + body.replace(b" ", b"  ")
    if kind == 3:
        return head + b"\r\n\r\n" + b"\r\n".join(line.rstrip() for line in body.split(b"\r\n"))
    if kind == 4:
        return head.replace(b"\r\n ", b"\r\n\t") + b"\r\n\r\n" + body
    if kind == 5:
        return b"Received: from a by b\r\nX-Note: new\r\n" + text
    if kind == 6:
        return head + b"\r\nCc: new@example.net\r\n\r\n" + body
    if kind == 7 and len(body) > 2:
        at = dice.randrange(len(body) - 1)
        return head + b"\r\n\r\n" + body[:at] + b"#" + body[at:]
    if kind == 8:
        return text + b"\r\n\r\n"
    return text


def of_dkimpy(texts, records):
    def txt(name, timeout=5):
        return records.get(name.decode().rstrip("."), "").encode() or None
    found = []
    for text in texts:
        try:
            found.append(dkim.verify(text, dnsfunc=txt))
        except Exception:
            found.append(False)
    return found


perl = r"""
use Mail::DKIM::Verifier; use Net::DNS; use JSON::PP;
my ($records, @files) = @ARGV; my $known = decode_json($records);
no warnings; *Mail::DKIM::DNS::query = sub { my ($name, $type) = @_; $name = lc $name;
  return unless $known->{$name}; my $text = $known->{$name};
  return (Net::DNS::RR->new(name => $name, type => 'TXT', txtdata => [unpack("(A200)*", $text)])); };
for my $file (@files) {
  my $verifier = Mail::DKIM::Verifier->new; open(my $in, '<:raw', $file); local $/; my $text = <$in>;
  eval { $verifier->PRINT($text); $verifier->CLOSE; };
  print(($verifier->result // '') eq 'pass' ? 1 : 0);
}
"""


def of_mail_dkim(files, records):
    out = subprocess.run(["perl", "-e", perl, json.dumps(records), *files], stdout=subprocess.PIPE, check=True).stdout.decode()
    return [letter == "1" for letter in out]


def of_opendkim(files, records, folder):
    (folder / "keys").write_text("".join(f"{name} {text}\n" for name, text in records.items()))
    (folder / "opendkim.conf").write_text(f"TestPublicKeys {folder}/keys\nMode v\nUserID root\n")
    lines = folder / "lines"  # its test mode reads lines as they are on Unix
    lines.mkdir(exist_ok=True)
    names = []
    for file in files:
        names.append(str(lines / pathlib.Path(file).name))
        pathlib.Path(names[-1]).write_bytes(pathlib.Path(file).read_bytes().replace(b"\r\n", b"\n"))
    found = {}
    for at in range(0, len(names), 50):
        done = subprocess.run(["opendkim", "-x", folder / "opendkim.conf", "-t", ",".join(names[at:at + 50])],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for line in done.stdout.decode(errors="replace").splitlines():
            found[line.split(": ")[1]] = line.endswith("succeeded")
    return [found.get(name, False) for name in names]


def of_mailauth(program, files, records, folder):
    def strings(text):
        return " ".join('"' + text[at:at + 200].replace(";", "\\;") + '"' for at in range(0, len(text), 200))
    zone = folder / "example.com.zone"
    zone.write_text(f"$ORIGIN {domain}.\n$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n" + "".join(f"{name}. TXT {strings(text)}\n" for name, text in records.items()))
    done = subprocess.run([program, "message", *files, "--zone", zone, "--offline", "--now", "1796124000", "--format", "json"],
                          stdout=subprocess.PIPE, check=False)
    return [[signature["result"] == "pass" for signature in each["dkim"]] == [True] for each in json.loads(done.stdout)["messages"]]


# Who has another opinion, and why ours stays.
def explained(name, text):
    header = text.split(b"\r\n\r\n")[0]
    if b"ed25519-sha256" in header and name in ("Mail::DKIM", "OpenDKIM"):
        return "has no Ed25519 in Debian 12"
    if b" l=0;" in header and name == "Mail::DKIM":
        return "takes l=0 for no l="
    if b"c=simple" in header and name == "OpenDKIM":
        return "its test mode does not keep the blanks behind a colon, which simple signs"
    return None


def main():
    a = arguments()
    dice, keys = random.Random(a.seed), Keys()
    records = keys.records()
    with tempfile.TemporaryDirectory() as temporary:
        folder = a.keep or pathlib.Path(temporary)
        mail = folder / "mail"
        mail.mkdir(parents=True, exist_ok=True)
        texts = [changed(dice, signed(dice, keys, message(dice))) for _ in range(a.messages)]
        files = []
        for number, text in enumerate(texts):
            files.append(str(mail / f"{number:05}.eml"))
            pathlib.Path(files[-1]).write_bytes(text)
        ours = of_mailauth(a.mailauth, files, records, folder)
        others = {"dkimpy": of_dkimpy(texts, records), "Mail::DKIM": of_mail_dkim(files, records), "OpenDKIM": of_opendkim(files, records, folder)}
        unexplained, reasons = 0, {}
        for number, passes in enumerate(ours):
            for name, opinions in others.items():
                if opinions[number] == passes:
                    continue
                why = explained(name, texts[number])
                reasons[(name, why)] = reasons.get((name, why), 0) + 1
                if why is None:
                    unexplained += 1
                    print(f"{files[number]}: mailauth says {'pass' if passes else 'no pass'}, {name} does not")
    print(f"{len(ours)} messages, {sum(ours)} pass; {unexplained} disagreements without a reason")
    for (name, why), count in sorted(reasons.items(), key=str):
        print(f"{count} with {name}: {why}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
