"""What reading costs: one warm ssh sample beside ControlMaster and clush; scrapes and parsing of node_exporter."""

import json
import os
import resource
import shutil
import subprocess

from terminal import row, under

REMOTE = "cat /proc/loadavg /proc/stat /proc/meminfo; df -P"


def bench(*arguments):
    """Runs opsbench, which prints one JSON object."""
    binary = os.path.join(os.environ["OPS_BENCH_BIN"], "opsbench")
    done = subprocess.run([binary, *arguments], check=True, stdout=subprocess.PIPE, timeout=600)
    return json.loads(done.stdout)


def lab_hosts():
    """The names of the lab's ssh hosts."""
    binary = os.path.join(os.environ["OPS_BENCH_BIN"], "opsconsole")
    listing = [binary, "hosts", "--inventory", os.environ["OPS_LAB_HOSTS_YAML"], "--json"]
    done = subprocess.run(listing, check=True, stdout=subprocess.PIPE, timeout=60)
    return [host["name"] for host in json.loads(done.stdout)["hosts"] if "ssh" in host["sources"]]


def children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure_http(quick):
    url = os.environ["OPS_LAB_NODE_URL"]
    page = os.path.join(os.environ["OPS_BENCH_WORK"], "metrics.txt")
    import urllib.request

    with urllib.request.urlopen(url, timeout=10) as answer, open(page, "wb") as out:
        out.write(answer.read())
    parsed = bench("parse", page, "200" if quick else "2000")
    scraped = bench("scrape", url, "100" if quick else "1000")
    return [
        row("exposition text, one page", "node_exporter", os.path.getsize(page) / 1024, "KiB"),
        row("parser", "opsconsole", parsed["megabytesPerSecond"], "MB/s", "≥ 300", parsed["megabytesPerSecond"] >= 300),
        under("1,000 full scrapes, CPU", "opsconsole", scraped["cpuSeconds"] / scraped["scrapes"] * 1000, "s", 0.5),
        row("scrapes per CPU second", "opsconsole", scraped["scrapes"] / max(scraped["cpuSeconds"], 1e-9), "/s"),
    ]


def measure_ssh(quick):
    seconds = "10" if quick else "40"
    config = os.environ["OPS_LAB_SSH_CONFIG"]
    names = lab_hosts()
    warm = bench("ssh", config, seconds, *names)
    per_sample = warm["cpuSeconds"] / max(warm["samples"], 1) * 1000
    rows = [
        under("one warm ssh sample, client CPU", "opsconsole", per_sample, "ms", 0.25),
        row("  of it in opsconsole itself", "opsconsole", warm["ownCPUSeconds"] / max(warm["samples"], 1) * 1000, "ms"),
        row("  samples measured", "opsconsole", warm["samples"], ""),
    ]
    hosts = names[:20]
    sockets = os.path.join(os.environ["OPS_BENCH_WORK"], "cm")
    os.makedirs(sockets, mode=0o700, exist_ok=True)
    master = ["-F", config, "-o", f"ControlPath={sockets}/%C"]
    for host in hosts:
        subprocess.run(["ssh", *master, "-o", "ControlMaster=yes", "-o", "ControlPersist=yes", "-fN", "--", host], check=True)
    try:
        rows.append(row("one warm ssh sample, client CPU", "ssh + ControlMaster", sweep(hosts, lambda h: ["ssh", *master, "--", h, REMOTE]), "ms"))
        if shutil.which("clush"):
            options = f"-F {config} -o ControlPath={sockets}/%%C"
            clush = ["clush", "-q", "-o", options, "-w", ",".join(hosts), REMOTE]
            before = children_cpu()
            subprocess.run(clush, stdout=subprocess.DEVNULL, check=False, timeout=120)
            rows.append(row("one warm ssh sample, client CPU", "clush + ControlMaster", (children_cpu() - before) / len(hosts) * 1000, "ms"))
    finally:
        for host in hosts:
            subprocess.run(["ssh", *master, "-O", "exit", "--", host], stderr=subprocess.DEVNULL, check=False)
    return rows


def sweep(hosts, argv):
    """Milliseconds of client CPU for one command on each host, one after the other."""
    before = children_cpu()
    for host in hosts:
        subprocess.run(argv(host), stdout=subprocess.DEVNULL, check=True, timeout=60)
    return (children_cpu() - before) / len(hosts) * 1000
