"""Validates JSON documents, one a line on standard input, against a JSON schema: `schema.py SCHEMA`. Prints what is wrong."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
for number, line in enumerate(sys.stdin, 1):
    for error in validator.iter_errors(json.loads(line)):
        print(f"document {number}: {error.json_path}: {error.message}")
