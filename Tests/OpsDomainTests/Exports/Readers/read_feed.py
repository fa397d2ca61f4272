"""Reads a feed with feedparser and prints what it understood as JSON."""
import calendar, json, sys
import feedparser

data = sys.stdin.buffer.read()
feed = feedparser.parse(data)
moment = lambda parsed: calendar.timegm(parsed) * 1000
json.dump(
    {
        "isBroken": bool(feed.bozo),
        "problem": str(feed.get("bozo_exception", "")),
        "version": feed.version,
        "title": feed.feed.get("title", ""),
        "id": feed.feed.get("id", ""),
        "updated": moment(feed.feed.updated_parsed),
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "author": entry.author,
                "published": moment(entry.published_parsed),
                "updated": moment(entry.updated_parsed),
                "content": entry.content[0].value,
                "type": entry.content[0].type,
                "terms": [tag.term for tag in entry.get("tags", [])],
            }
            for entry in feed.entries
        ],
    },
    sys.stdout,
)
