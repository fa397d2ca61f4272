"""Reads documents, separated by form feeds, with markdown-it-py (CommonMark and GFM's tables, HTML allowed).

Prints as JSON what stands in each: the headings, the items of the outermost lists, code, links, and what could do harm.
"""
import json, sys
from markdown_it import MarkdownIt

parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# So that what a more careless program would follow is seen here.
parser.validateLink = lambda url: True


def read(text):
    found = {"headings": [], "items": 0, "code": [], "links": [], "harm": [], "text": ""}
    tokens = parser.parse(text)
    depth = 0
    for token, following in zip(tokens, tokens[1:] + tokens[-1:]):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        if token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        if token.type == "list_item_open" and depth == 1:
            found["items"] += 1
        if token.type == "heading_open":
            found["headings"].append(token.tag + " " + following.content)
        if token.type in ("html_block", "table_open"):
            found["harm"].append(token.type + ": " + token.content)
        if token.type in ("fence", "code_block"):
            found["code"].append(token.content)
        for child in token.children or []:
            if child.type in ("html_inline", "image"):
                found["harm"].append(child.type + ": " + child.content)
            if child.type == "code_inline":
                found["code"].append(child.content)
            if child.type == "link_open":
                found["links"].append(child.attrGet("href"))
            if child.type in ("text", "softbreak"):
                found["text"] += child.content or "\n"
        found["text"] += "\n"
    return found


json.dump([read(text) for text in sys.stdin.buffer.read().decode().split("\f")], sys.stdout)
