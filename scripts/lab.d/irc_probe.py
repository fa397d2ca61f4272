"""irc_probe.py TLS_FOLDER NAME accounts|check ACCOUNT PASSWORD...: what the lab asks its servers of IRC."""

import base64
import hashlib
import os
import re
import socket
import ssl
import sys
import time
from concurrent.futures import ThreadPoolExecutor


class Client:
    def __init__(self, port, tls=None, name=None):
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        if tls:
            context = ssl.create_default_context(cafile=f"{tls}/ca.crt")
            self.socket = context.wrap_socket(self.socket, server_hostname=name)
        self.rest = b""

    def send(self, *lines):
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def line(self):
        while b"\n" not in self.rest:
            more = self.socket.recv(65536)
            if not more:
                raise EOFError(f"closed; before it said: {self.rest!r}")
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        line = line.decode(errors="replace").rstrip("\r")
        if line.startswith("PING"):
            self.send("PONG" + line[4:])
        return line

    def until(self, pattern):
        """The first line that has the pattern; whatever comes before is passed over."""
        ends = time.monotonic() + 10
        while time.monotonic() < ends:
            line = self.line()
            if re.search(pattern, line):
                return line
        raise TimeoutError(f"nothing that matches {pattern}")

    def register(self, nick):
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.until(r" 001 ")
        return self

    def leave(self):
        self.send("QUIT")
        self.socket.close()


def fingerprint(tls):
    with open(f"{tls}/alice.crt", encoding="ascii") as file:
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read())).hexdigest()


def make_account(port, nick, password, certificate):
    """The services need a moment until they have joined the network."""
    ends = time.monotonic() + 20
    while True:
        client = Client(port).register(nick)
        client.send(f"NICKSERV REGISTER {password} {nick}@lab.test")
        answer = client.until(r" 421 | 401 | 408 | 440 |NOTICE \S+ :.*(registered|services)")
        if "registered" in answer:
            if certificate:
                client.send(f"NICKSERV IDENTIFY {nick} {password}", f"NICKSERV CERT ADD {certificate}")
                client.until(r"NOTICE .*([Aa]dded|[Aa]lready.*fingerprint|fingerprint)")
            return client.leave()
        client.leave()
        if time.monotonic() > ends:
            raise TimeoutError(answer)
        time.sleep(0.1)


def accounts(ports, tls, _, named):
    with ThreadPoolExecutor() as pool:
        certificates = [fingerprint(tls)] + [None] * len(named)
        list(pool.map(lambda each: make_account(ports[0], *each[0], each[1]), zip(named, certificates)))


def talk(one, other, channel):
    one.send(f"JOIN {channel}")
    one.until(" 366 ")
    other.send(f"JOIN {channel}")
    # Only then does one's server know that other's asks for it.
    one.until(f":b.* JOIN :?{channel}")
    other.until(" 366 ")
    other.send(f"PRIVMSG {channel} :日本")
    one.until(f"PRIVMSG {channel} :日本$")
    one.leave()
    other.leave()


def check(ports, tls, name, named):
    plain, secure, leaf, old, old_secure = ports
    mark = str(os.getpid())
    talk(Client(old).register("a" + mark), Client(old_secure, tls, name).register("b" + mark), "#check")
    # From one server of the network to the other.
    talk(Client(plain).register("a" + mark), Client(leaf).register("b" + mark), "#check")
    for nick, password in named:
        client = Client(secure, tls, name)
        client.send("CAP REQ :sasl", "AUTHENTICATE PLAIN")
        client.until(r"AUTHENTICATE :?\+$")
        client.send("AUTHENTICATE " + base64.b64encode(f"\0{nick}\0{password}".encode()).decode())
        client.until(" 903 ")
        client.leave()


def main():
    tls, name, what, *words = sys.argv[1:]
    ports = [int(word) for word in os.environ["OPS_LAB_IRC_PORTS"].split()]
    {"accounts": accounts, "check": check}[what](ports, tls, name, list(zip(words[::2], words[1::2])))


main()
