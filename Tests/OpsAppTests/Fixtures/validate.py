"""Validates JSON documents by the schemas of a folder: validate.py FOLDER <documents, one a line; prints what is wrong."""

import json
import pathlib
import sys

import jsonschema

schemas = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    schemas[schema["title"]] = jsonschema.Draft202012Validator(schema)

for number, line in enumerate(sys.stdin, 1):
    document = json.loads(line)
    validator = schemas.get(document.get("schema"))
    if validator is None:
        print(f"{number}: no schema for {document.get('schema')}")
        continue
    for error in validator.iter_errors(document):
        print(f"{number}: {error.json_path}: {error.message[:400]}")
