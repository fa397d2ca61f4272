"""faults.py PORT: listeners that misbehave, one address each.

127.1.210.1 says nothing          2 says random bytes           3 resets
127.1.210.4 lets nobody connect   5 closes                      6 greets, a byte a second
"""

import asyncio
import os
import socket
import struct
import sys


async def silent(reader, writer):
    await asyncio.sleep(86400)


async def garbage(reader, writer):
    writer.write(os.urandom(4096))
    await writer.drain()
    await asyncio.sleep(30)


async def reset(reader, writer):
    linger_zero = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_zero)


async def close(reader, writer):
    pass


async def drip(reader, writer):
    for byte in b"SSH-2.0-OpenSSH_9.2p1 drip\r\n":
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)


def ended(behave):
    async def handle(reader, writer):
        try:
            await behave(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    return handle


def black_hole(address):
    """A listener that accepts nobody and whose queue is full: Linux then ignores whoever knocks, as a firewall does."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(address)
    listener.listen(0)
    filling = [socket.socket() for _ in range(2)]
    for each in filling:
        each.setblocking(False)
        each.connect_ex(address)
    return [listener, *filling]


async def main(port):
    held = black_hole(("127.1.210.4", port))
    servers = [
        await asyncio.start_server(ended(behave), f"127.1.210.{number}", port)
        for number, behave in ((1, silent), (2, garbage), (3, reset), (5, close), (6, drip))
    ]
    await asyncio.gather(*(server.serve_forever() for server in servers))
    del held


asyncio.run(main(int(sys.argv[1])))
